// Looks for the first fault among many values and words it with the path to it: "cells.region[12] is 400; there are 99
// regions". Nothing is worded as long as all is well, so that looking is cheap.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>

#include "sim/map.h"

namespace mainstay::agents {

class FaultSearch {
 public:
  // What the fields that follow belong to: "cells" with its columns, or "programmes[3]".
  void in(const char* owner) { in(owner, all); }
  void in(const char* owner, std::size_t index) {
    owner_ = owner;
    owner_index_ = index;
  }

  // The first fault; empty if there is none.
  const std::string& first() const { return first_; }
  bool found() const { return !first_.empty(); }

  void require(bool holds, const char* field, const char* otherwise, std::size_t at = all) {
    if (!holds) tell(field, at, otherwise);
  }
  void size(const char* field, std::size_t is, std::size_t should) {
    if (is != should) tell(field, all, fmt::format("has {} entries; {} belong there", is, should));
  }

  template <class Number>
  void within(const char* field, Number value, double low, double high, std::size_t at = all) {
    if (Range<Number>(low, high).lacks(value))
      tell(field, at, fmt::format("is {}; {} to {} is its range", value, low, high));
  }
  // Each number of a list.
  template <class List>
  void each_within(const char* field, const List& list, double low, double high) {
    using Number = std::remove_cvref_t<decltype(list[0])>;
    const Range<Number> range(low, high);
    typename Range<Number>::Mask outside = 0;  // without a branch, so that it runs on many lanes
    for (const Number value : list) outside |= range.lacks(value);
    if (outside != 0)
      for (std::size_t k = 0; k < list.size(); ++k) within(field, list[k], low, high, k);
  }

  void index(const char* field, std::uint32_t value, std::size_t count, const char* of_what, std::size_t at = all) {
    if (value >= count) tell(field, at, fmt::format("is {}; there are {} {}", value, count, of_what));
  }
  void index_or_none(const char* field, std::uint32_t value, std::size_t count, const char* of_what,
                     std::size_t at = all) {
    if (value != sim::none) index(field, value, count, of_what, at);
  }
  template <class List>
  void each_index(const char* field, const List& list, std::size_t count, const char* of_what) {
    for (std::size_t k = 0; k < list.size(); ++k) index(field, list[k], count, of_what, k);
  }
  template <class List>
  void each_index_or_none(const char* field, const List& list, std::size_t count, const char* of_what) {
    for (std::size_t k = 0; k < list.size(); ++k) index_or_none(field, list[k], count, of_what, k);
  }

 private:
  static constexpr std::size_t all = static_cast<std::size_t>(-1);

  // Bounds in the type of the numbers, so that none is converted.
  template <class Number>
  struct Range {
    using Mask = std::conditional_t<sizeof(Number) == 8, std::uint64_t,
                                    std::conditional_t<sizeof(Number) == 4, std::uint32_t, std::uint8_t>>;
    Number low, high;
    Range(double from, double to) : low(clamped(from)), high(clamped(to)) {}
    // True of what is no number, too.
    Mask lacks(Number value) const {
      return static_cast<Mask>(static_cast<Mask>(!(value >= low)) | static_cast<Mask>(!(value <= high)));
    }
    static Number clamped(double bound) {
      if constexpr (std::is_floating_point_v<Number>) {
        return static_cast<Number>(bound);
      } else {
        using Limits = std::numeric_limits<Number>;
        if (bound <= static_cast<double>(Limits::lowest())) return Limits::lowest();
        return bound >= static_cast<double>(Limits::max()) ? Limits::max() : static_cast<Number>(bound);
      }
    }
  };

  void tell(const char* field, std::size_t at, const std::string& what) {
    if (found()) return;
    first_ = owner_;
    if (owner_index_ != all) first_ += fmt::format("[{}]", owner_index_);
    if (*field != '\0') first_ += fmt::format("{}{}", *owner_ == '\0' ? "" : ".", field);
    if (at != all) first_ += fmt::format("[{}]", at);
    first_ += " " + what;
  }

  const char* owner_ = "";
  std::size_t owner_index_ = all;
  std::string first_;
};

}  // namespace mainstay::agents
