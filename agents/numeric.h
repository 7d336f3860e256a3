// Small functions that many submodels share.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

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

inline Cents cents(double usd) {
  return static_cast<Cents>(std::llround(usd * cents_per_usd));
}
inline double usd(Cents amount) {
  return static_cast<double>(amount) / cents_per_usd;
}

inline double ratio(double part, double whole, double if_none = 0) {
  return whole > 0 ? part / whole : if_none;
}

}  // namespace mainstay::agents
