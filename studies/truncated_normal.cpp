#include "studies/truncated_normal.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/log1p.hpp>
#include <cmath>
#include <numbers>

#include "sim/elementary.h"
#include "sim/real.h"

namespace mainstay::studies {

namespace {

// What is sampled becomes part of a world, so its bits are the same everywhere.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

double log_of_one_plus(double x) {
  return plain(boost::math::log1p(sim::Real(x), Policy()));
}
double error_function(double x) {
  return plain(boost::math::erf(sim::Real(x), Policy()));
}
double upper_error(double x) {
  return plain(boost::math::erfc(sim::Real(x), Policy()));
}
double error_quantile(double p) {
  return plain(boost::math::erf_inv(sim::Real(p), Policy()));
}
double upper_error_quantile(double p) {
  return plain(boost::math::erfc_inv(sim::Real(p), Policy()));
}

// Mills' ratio: the upper tail beyond x over the density at x; x >= 0. Neither of the two need be representable.
double mills_ratio(double x) {
  if (x < 20) return upper_error(x / std::numbers::sqrt2) * std::sqrt(std::numbers::pi / 2) * sim::exp(x * x / 2);
  // Laplace's continued fraction, from its tail on; at 20 eight steps give all digits.
  double fraction = x;
  for (int step = 12; step >= 1; --step) fraction = x + step / fraction;
  return 1 / fraction;
}

// The logarithm of the share of the upper tail beyond `from` that lies beyond `from + distance`; from >= 0.
double log_tail_beyond(double from, double distance) {
  return -distance * (from + distance / 2) + sim::log(mills_ratio(from + distance) / mills_ratio(from));
}

// How far from `from` the share `u` of what lies between it and `from + width` ends; in standard deviations, from >= 0.
double tail_quantile(double u, double from, double width) {
  const double cut = sim::exp(log_tail_beyond(from, width));  // 0 if nothing is cut off
  const double wanted = log_of_one_plus(-u * (1 - cut));
  // The logarithm of a tail is concave: Newton's steps come down from above, once past the root.
  double distance = 0;
  for (int step = 0; step < 100; ++step) {
    const double hazard = 1 / mills_ratio(from + distance);
    const double next = std::clamp(distance + (log_tail_beyond(from, distance) - wanted) / hazard, 0.0, width);
    if (std::fabs(next - distance) <= 1e-15 * next) return next;
    distance = next;
  }
  return distance;
}

}  // namespace

double truncated_normal_quantile(double u, double mean, double standard_deviation, double low, double high) {
  if (u <= 0 || u >= 1) return u <= 0 ? low : high;
  const double from = (low - mean) / standard_deviation, to = (high - mean) / standard_deviation;
  const double width = (high - low) / standard_deviation;
  constexpr double endless = 1e150;  // so far out, all of it lies at the nearer end
  if (from > endless || to < -endless) return from > endless ? low : high;
  if (from >= 0) return std::clamp(low + standard_deviation * tail_quantile(u, from, width), low, high);
  if (to <= 0) return std::clamp(high - standard_deviation * tail_quantile(1 - u, -to, width), low, high);
  // The mean is inside. In the middle the share on one side of the mean keeps its digits, farther out that of the tail.
  using std::numbers::sqrt2;
  const auto between = [&](double at_low, double at_high) { return at_low * (1 - u) + at_high * u; };
  const double side = between(error_function(from / sqrt2), error_function(to / sqrt2));
  const double z =
      sqrt2 * (std::fabs(side) < 0.5 ? error_quantile(side)
               : side < 0 ? -upper_error_quantile(between(upper_error(-from / sqrt2), upper_error(-to / sqrt2)))
                          : upper_error_quantile(between(upper_error(from / sqrt2), upper_error(to / sqrt2))));
  return std::clamp(mean + standard_deviation * z, low, high);
}

}  // namespace mainstay::studies
