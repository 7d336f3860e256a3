// What a study varies: one or more places of the scenario, by JSON pointer, with values or with a range.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/document.h"

namespace mainstay::studies {

enum class Distribution : std::uint8_t { uniform, log_uniform, integer, triangular, normal };
inline constexpr std::array<std::string_view, 5> distribution_names = {"uniform", "log_uniform", "integer",
                                                                       "triangular", "normal"};

struct Factor {
  std::string name;                   // in results: the first pointer
  std::vector<std::string> pointers;  // places of the scenario that change together
  std::string title;
  bool multiply = false;                // numbers at the pointers are multiplied instead of replaced
  std::vector<scenarios::Json> values;  // empty: the range below
  Distribution distribution = Distribution::uniform;
  double low = 0, high = 1;
  double mode = 0;                          // of triangular
  double mean = 0, standard_deviation = 1;  // of normal, before it is cut off at low and high

  // The value at a share `u` of the factor's range, [0, 1]: its quantile function; of values, the one in that part.
  scenarios::Json value_at(double u) const;
  // Puts a value into the scenario; every pointer's parent is there.
  void apply(const scenarios::Json& value, scenarios::Json& scenario) const;
};

}  // namespace mainstay::studies
