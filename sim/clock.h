// Time: whole weeks since the start of the scenario; a year has 52 of them and begins with the annual planning cycle.
#pragma once

#include <cstdint>

namespace mainstay::sim {

using Week = std::uint32_t;
inline constexpr Week weeks_per_year = 52;
inline constexpr double months_per_year = 12;
inline constexpr double weeks_per_month = weeks_per_year / months_per_year;

constexpr Week week_of_year(Week week) {
  return week % weeks_per_year;
}
constexpr bool starts_year(Week week) {
  return week_of_year(week) == 0;
}

}  // namespace mainstay::sim
