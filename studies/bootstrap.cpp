#include "studies/bootstrap.h"

#include <algorithm>
#include <array>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/random.h"
#include "studies/statistics.h"

namespace mainstay::studies {

namespace {

constexpr sim::Purpose bootstrap_purpose = 250;  // the model's purposes count from 0

std::vector<double> numbers(std::span<const double> values) {
  std::vector<double> kept;
  std::copy_if(values.begin(), values.end(), std::back_inserter(kept), [](double v) { return !std::isnan(v); });
  return kept;
}

std::vector<double> resampled(std::span<const double> values, const SampleStatistic& statistic,
                              const BootstrapPlan& plan) {
  std::vector<double> found(static_cast<std::size_t>(plan.resamples)), sample(values.size());
  std::vector<std::size_t> picked(values.size());
  for (std::size_t resample = 0; resample < found.size(); ++resample) {
    draw_resample(plan.seed, resample, picked);
    std::transform(picked.begin(), picked.end(), sample.begin(), [&](std::size_t index) { return values[index]; });
    found[resample] = statistic(sample);
  }
  return found;
}

Interval between(std::span<const double> found, double low, double high) {
  const std::array tails{low, high};
  const auto bounds = quantiles(found, tails);
  return {bounds[0], bounds[1]};
}

}  // namespace

void draw_resample(std::uint64_t seed, std::uint64_t resample, std::span<std::size_t> picked) {
  sim::Stream stream(seed, bootstrap_purpose, resample, 0);
  for (std::size_t& index : picked) index = (static_cast<std::uint64_t>(stream()) * picked.size()) >> 32;
}

Interval percentile_interval(std::span<const double> values, const SampleStatistic& statistic,
                             const BootstrapPlan& plan) {
  const auto kept = numbers(values);
  if (kept.empty()) return {not_a_number, not_a_number};
  return between(resampled(kept, statistic, plan), (1 - plan.confidence) / 2, (1 + plan.confidence) / 2);
}

double acceleration(std::span<const double> values, const SampleStatistic& statistic) {
  if (values.size() < 3) return 0;
  std::vector<double> without(values.begin() + 1, values.end()), jackknife;
  for (std::size_t left_out = 0; left_out < values.size(); ++left_out) {
    jackknife.push_back(statistic(without));
    if (left_out < without.size()) without[left_out] = values[left_out];
  }
  const double centre = mean(jackknife);
  double squares = 0, cubes = 0;
  for (const double value : jackknife) {
    const double d = centre - value;
    squares += d * d;
    cubes += d * d * d;
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

Interval bca_interval(std::span<const double> values, const SampleStatistic& statistic, const BootstrapPlan& plan) {
  const auto kept = numbers(values);
  if (kept.empty()) return {not_a_number, not_a_number};
  const auto found = resampled(kept, statistic, plan);
  const double seen = statistic(kept);
  // Resamples that equal the estimate count half, so that a statistic with few values is not called biased.
  double below = 0, all = 0;
  for (const double value : found) {
    if (std::isnan(value)) continue;
    below += value < seen ? 1 : value == seen ? 0.5 : 0;
    ++all;
  }
  const double share = below / all;
  if (!(share > 0 && share < 1)) return between(found, (1 - plan.confidence) / 2, (1 + plan.confidence) / 2);
  const boost::math::normal standard;
  const double bias = quantile(standard, share), skew = acceleration(kept, statistic);
  const auto adjusted = [&](double p) {
    const double z = bias + quantile(standard, p);
    return cdf(standard, bias + z / (1 - skew * z));
  };
  return between(found, adjusted((1 - plan.confidence) / 2), adjusted((1 + plan.confidence) / 2));
}

Interval resampled_interval(std::size_t count, const std::function<double(std::span<const std::size_t>)>& statistic,
                            const BootstrapPlan& plan) {
  if (count == 0) return {not_a_number, not_a_number};
  std::vector<double> found(static_cast<std::size_t>(plan.resamples));
  std::vector<std::size_t> picked(count);
  for (std::size_t resample = 0; resample < found.size(); ++resample) {
    draw_resample(plan.seed, resample, picked);
    found[resample] = statistic(picked);
  }
  return between(found, (1 - plan.confidence) / 2, (1 + plan.confidence) / 2);
}

}  // namespace mainstay::studies
