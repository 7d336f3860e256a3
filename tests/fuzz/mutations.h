// How inputs are changed: as bytes, and as JSON, where one value takes the place of another, is left out, or is
// something odd.
#pragma once

#include <cstdint>
#include <string>

#include "sim/random.h"

namespace mainstay::tests {

// Draws that are the same for the same seed everywhere.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : stream_(seed, 253, 0, 0) {}
  std::size_t below(std::size_t count) { return count == 0 ? 0 : stream_() % count; }

 private:
  sim::Stream stream_;
};

std::string changed_bytes(std::string bytes, Draws& draws);
// Text that is no JSON is changed as bytes.
std::string changed_json(const std::string& text, Draws& draws);

}  // namespace mainstay::tests
