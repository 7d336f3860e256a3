#include "studies/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "studies/bootstrap.h"

namespace mainstay::studies {

namespace {

std::vector<double> sorted_numbers(std::span<const double> values) {
  std::vector<double> sorted;
  sorted.reserve(values.size());
  for (const double value : values)
    if (!std::isnan(value)) sorted.push_back(value);
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

double quantile_of_sorted(std::span<const double> sorted, double p) {
  if (sorted.empty()) return not_a_number;
  const double position = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) return sorted.back();
  const double part = position - static_cast<double>(below);
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

}  // namespace

double quantile(std::span<const double> values, double p) {
  return quantile_of_sorted(sorted_numbers(values), p);
}

std::vector<double> quantiles(std::span<const double> values, std::span<const double> p) {
  const auto sorted = sorted_numbers(values);
  std::vector<double> found;
  for (const double one : p) found.push_back(quantile_of_sorted(sorted, one));
  return found;
}

double median(std::span<const double> values) {
  return quantile(values, 0.5);
}

double mean(std::span<const double> values) {
  double sum = 0;
  std::size_t count = 0;
  for (const double value : values)
    if (!std::isnan(value)) {
      sum += value;
      ++count;
    }
  return count == 0 ? not_a_number : sum / static_cast<double>(count);
}

std::vector<double> paired_differences(std::span<const double> a, std::span<const double> b) {
  std::vector<double> differences(std::min(a.size(), b.size()));
  for (std::size_t i = 0; i < differences.size(); ++i) differences[i] = a[i] - b[i];
  return differences;
}

std::vector<double> ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranked(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    for (std::size_t i = first; i <= last; ++i) ranked[order[i]] = 1 + static_cast<double>(first + last) / 2;
    first = last + 1;
  }
  return ranked;
}

double spearman(std::span<const double> a, std::span<const double> b) {
  std::vector<double> x, y;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    if (!std::isnan(a[i]) && !std::isnan(b[i])) {
      x.push_back(a[i]);
      y.push_back(b[i]);
    }
  x = ranks(x);
  y = ranks(y);
  const double x_mean = mean(x), y_mean = mean(y);
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - x_mean) * (y[i] - y_mean);
    xx += (x[i] - x_mean) * (x[i] - x_mean);
    yy += (y[i] - y_mean) * (y[i] - y_mean);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : not_a_number;
}

Interval median_interval(std::span<const double> values, double confidence, int resamples, std::uint64_t seed) {
  const auto sorted = sorted_numbers(values);
  if (sorted.empty()) return {not_a_number, not_a_number};
  std::vector<double> medians(static_cast<std::size_t>(resamples));
  std::vector<std::size_t> picked(sorted.size());
  for (std::size_t resample = 0; resample < medians.size(); ++resample) {
    draw_resample(seed, resample, picked);
    // Sorted values and indices have the same order, so the median index tells the median value.
    const auto middle = picked.begin() + static_cast<std::ptrdiff_t>(picked.size() / 2);
    std::nth_element(picked.begin(), middle, picked.end());
    const double upper = sorted[*middle];
    medians[resample] =
        picked.size() % 2 == 1 ? upper : (upper + sorted[*std::max_element(picked.begin(), middle)]) / 2;
  }
  const std::array tails{(1 - confidence) / 2, (1 + confidence) / 2};
  const auto bounds = quantiles(medians, tails);
  return {bounds[0], bounds[1]};
}

}  // namespace mainstay::studies
