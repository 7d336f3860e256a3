// Bootstrap intervals of any statistic of one sample (Efron 1979; BCa: Efron 1987), with resamples that are the same on
// every machine and for any number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "studies/statistics.h"

namespace mainstay::studies {

struct BootstrapPlan {
  double confidence = 0.95;  // in (0, 1)
  int resamples = 2000;      // at least 1
  std::uint64_t seed = 1;
};

// Indices in [0, picked.size()) drawn with replacement: what resample number `resample` is made of.
void draw_resample(std::uint64_t seed, std::uint64_t resample, std::span<std::size_t> picked);

// Of a sample as long as the one asked about; may be not a number, which is then left out.
using SampleStatistic = std::function<double(std::span<const double>)>;

// Values that are not a number are left out. Both bounds are not a number if none is left.
Interval percentile_interval(std::span<const double> values, const SampleStatistic& statistic,
                             const BootstrapPlan& plan = {});
// Bias-corrected and accelerated: second-order accurate where the statistic is skewed, at the cost of one evaluation
// for each value. Equal to the percentile interval where the jackknife cannot tell the skewness (fewer than three
// values, or all alike).
Interval bca_interval(std::span<const double> values, const SampleStatistic& statistic, const BootstrapPlan& plan = {});

// The acceleration of BCa from jackknife values (Efron and Tibshirani 1993, equation 14.15); 0 where they are all
// alike.
double acceleration(std::span<const double> values, const SampleStatistic& statistic);

// Percentile interval of a statistic of `count` units that are resampled as a whole, such as trajectories or rows: it
// is given the indices of the units.
Interval resampled_interval(std::size_t count, const std::function<double(std::span<const std::size_t>)>& statistic,
                            const BootstrapPlan& plan = {});

}  // namespace mainstay::studies
