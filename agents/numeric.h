// Small functions that many submodels share.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>

#include "agents/orders.h"

namespace mainstay::agents {

inline double clamp01(double value) {
  return std::clamp(value, 0.0, 1.0);
}

// Share of a stock that is lost each week when half of it is lost in `half_life_weeks`.
inline double decay_rate(double half_life_weeks) {
  return std::numbers::ln2 / half_life_weeks;
}

// Moves `value` towards `target` by the share `rate` of the distance.
inline double towards(double value, double target, double rate) {
  return value + rate * (target - value);
}

// The most of anything that is counted, cents or persons: so far doubles have every whole number, and books add up.
inline constexpr std::int64_t most_counted = std::int64_t{1} << 53;

// Whole cents, persons or weeks of an amount, towards zero. An amount beyond counting, or none at all, becomes the most
// that is counted, which is outside of every range: the run fails for it (world_check.h) and does not go on with a
// wrong number.
inline std::int64_t whole(double amount) {
  constexpr auto most = static_cast<double>(most_counted);
  if (amount > -most && amount < most) return static_cast<std::int64_t>(amount);
  return amount < 0 ? -most_counted : most_counted;
}
// The nearest whole number; the same at its limits.
inline std::int64_t rounded(double amount) {
  return whole(std::round(amount));
}

// The most persons of one unit, cell or resident, whose number has 32 bits, and under arms in all.
inline constexpr std::int64_t most_persons = 1'000'000'000;

inline Cents cents(double usd) {
  return rounded(usd * cents_per_usd);
}
inline double usd(Cents amount) {
  return static_cast<double>(amount) / cents_per_usd;
}

// `part` of so many equal parts of an amount, rounded down; no product on the way can overflow.
inline Cents in_parts(Cents amount, std::int64_t part, std::int64_t parts) {
  return amount / parts * part + amount % parts * part / parts;
}

// A part of a whole, or what one part of the other makes; `if_none` where there is no whole.
inline double ratio(double part, double whole, double if_none = 0) {
  return whole > 0 ? part / whole : if_none;
}

// Shares that add up to 1 in the proportions that they have; false, and left alone, where all are 0.
inline bool normalise(std::span<double> shares) {
  double sum = 0;
  for (const double share : shares) sum += share;
  if (sum <= 0) return false;
  for (double& share : shares) share /= sum;
  return true;
}

}  // namespace mainstay::agents
