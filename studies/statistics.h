// Statistics over seeds: quantiles, paired differences, and a bootstrap interval that is the same on every machine.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace mainstay::studies {

inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

struct Interval {
  double low = 0;
  double high = 0;
  bool contains(double value) const { return low <= value && value <= high; }
};

// Quantile of type 7 of Hyndman and Fan 1996 (the default of R and NumPy); values in any order; p in [0, 1]. Values
// that are not a number are left out; not a number if none is left.
double quantile(std::span<const double> values, double p);
// Several quantiles at the cost of one sort.
std::vector<double> quantiles(std::span<const double> values, std::span<const double> p);
double median(std::span<const double> values);
double mean(std::span<const double> values);

// a - b, element by element; both have the same length.
std::vector<double> paired_differences(std::span<const double> a, std::span<const double> b);

// Ranks from 1; equal values share their mean rank.
std::vector<double> ranks(std::span<const double> values);
// Spearman's rank correlation over the pairs in which both are numbers; not a number if either does not vary.
double spearman(std::span<const double> a, std::span<const double> b);

// Percentile bootstrap interval (Efron 1979) of the median: `confidence` in (0, 1). Deterministic: the same values in
// the same order give the same interval.
Interval median_interval(std::span<const double> values, double confidence = 0.95, int resamples = 2000,
                         std::uint64_t seed = 1);

// The same where values come in clusters that are drawn as a whole (cluster bootstrap; Davison and Hinkley 1997,
// section 3.8): `clusters` names that of each value, counted from 0. Drawn from are clusters that have a number.
Interval clustered_median_interval(std::span<const double> values, std::span<const std::size_t> clusters,
                                   double confidence = 0.95, int resamples = 2000, std::uint64_t seed = 1);

}  // namespace mainstay::studies
