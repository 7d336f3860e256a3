// The normal distribution cut off at both ends.
#pragma once

namespace mainstay::studies {

// The value below which the share `u` of it lies, for any `low` < `high`, however far the mean lies outside of them:
// tails are reckoned with as ratios, never as differences of probabilities that are both 1 or both 0.
double truncated_normal_quantile(double u, double mean, double standard_deviation, double low, double high);

}  // namespace mainstay::studies
