// Reads an input as a row of small decisions, so that inputs that differ little act alike.
#pragma once

#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

#include "tests/fuzz/parsers.h"

namespace mainstay::tests {

class Choices {
 public:
  explicit Choices(Input input) : left_(input) {}
  bool any_left() const { return !left_.empty(); }

  template <class Number>
  Number number() {
    Number value{};
    const std::size_t size = std::min(sizeof value, left_.size());
    if (size > 0) std::memcpy(&value, left_.data(), size);
    left_ = left_.subspan(size);
    return value;
  }
  std::size_t below(std::size_t count) { return count == 0 ? 0 : number<std::uint16_t>() % count; }
  std::string text(std::size_t size) {
    size = std::min(size, left_.size());
    std::string bytes(reinterpret_cast<const char*>(left_.data()), size);
    left_ = left_.subspan(size);
    return bytes;
  }
  // Whole numbers and fractions that are at the edge of something more often than others.
  std::int64_t whole() {
    switch (number<std::uint8_t>() % 8) {
      case 0:
        return 0;
      case 1:
        return -1;
      case 2:
        return number<std::uint8_t>();
      case 3:
        return number<std::uint16_t>();
      case 4:
        return std::numeric_limits<std::int64_t>::max() - number<std::uint8_t>();
      case 5:
        return std::numeric_limits<std::int64_t>::min() + number<std::uint8_t>();
      case 6:
        return std::int64_t{std::numeric_limits<std::uint32_t>::max()} - number<std::uint8_t>();
      default:
        return number<std::int64_t>();
    }
  }
  double fraction() {
    constexpr double edges[] = {0,
                                -0.0,
                                1,
                                -1,
                                0.5,
                                1e-300,
                                1e300,
                                9e15,
                                1e18,
                                std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::quiet_NaN()};
    const auto choice = number<std::uint8_t>();
    return choice < 2 * std::size(edges) ? edges[choice / 2] : number<double>();
  }

 private:
  Input left_;
};

}  // namespace mainstay::tests
