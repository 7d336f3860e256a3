#include "studies/statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <tuple>

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

namespace {

// Places, in sorted values, of the median's lower and upper neighbour: as many as resamples.
using MedianPlaces = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

MedianPlaces draw_median_places(std::size_t count, int resamples, std::uint64_t seed) {
  MedianPlaces places(static_cast<std::size_t>(resamples));
  std::vector<std::size_t> picked(count);
  for (std::size_t resample = 0; resample < places.size(); ++resample) {
    draw_resample(seed, resample, picked);
    // Sorted values and indices have the same order, so the median index tells the median value.
    const auto middle = picked.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(picked.begin(), middle, picked.end());
    const std::size_t upper = *middle, lower = count % 2 == 1 ? upper : *std::max_element(picked.begin(), middle);
    places[resample] = {static_cast<std::uint32_t>(lower), static_cast<std::uint32_t>(upper)};
  }
  return places;
}

// With a fixed seed they depend on the number of values only, and a report asks for many medians of equally many.
std::shared_ptr<const MedianPlaces> median_places(std::size_t count, int resamples, std::uint64_t seed) {
  constexpr std::size_t most_kept = 64;
  static std::mutex mutex;
  static std::map<std::tuple<std::size_t, int, std::uint64_t>, std::shared_ptr<const MedianPlaces>> kept;
  const std::tuple key{count, resamples, seed};
  {
    const std::lock_guard lock(mutex);
    if (const auto found = kept.find(key); found != kept.end()) return found->second;
  }
  const auto made = std::make_shared<const MedianPlaces>(draw_median_places(count, resamples, seed));
  const std::lock_guard lock(mutex);
  if (kept.size() >= most_kept) kept.clear();
  return kept[key] = made;
}

Interval middle_of(const std::vector<double>& medians, double confidence) {
  const std::array tails{(1 - confidence) / 2, (1 + confidence) / 2};
  const auto bounds = quantiles(medians, tails);
  return {bounds[0], bounds[1]};
}

// The median of sorted values of which each counts `weights` times; `total`: the sum of the weights, above 0.
double weighted_median(std::span<const double> sorted, std::span<const std::uint32_t> cluster,
                       std::span<const std::uint32_t> weights, std::size_t total) {
  const std::size_t lower = (total - 1) / 2, upper = total / 2;
  double at_lower = 0;
  std::size_t seen = 0;
  bool has_lower = false;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    seen += weights[cluster[i]];
    if (!has_lower && seen > lower) {
      at_lower = sorted[i];
      has_lower = true;
    }
    if (seen > upper) return (at_lower + sorted[i]) / 2;
  }
  return not_a_number;
}

}  // namespace

Interval median_interval(std::span<const double> values, double confidence, int resamples, std::uint64_t seed) {
  const auto sorted = sorted_numbers(values);
  if (sorted.empty()) return {not_a_number, not_a_number};
  std::vector<double> medians;
  medians.reserve(static_cast<std::size_t>(resamples));
  const bool odd = sorted.size() % 2 == 1;
  for (const auto& [lower, upper] : *median_places(sorted.size(), resamples, seed))
    medians.push_back(odd ? sorted[upper] : (sorted[upper] + sorted[lower]) / 2);
  return middle_of(medians, confidence);
}

Interval clustered_median_interval(std::span<const double> values, std::span<const std::size_t> clusters,
                                   double confidence, int resamples, std::uint64_t seed) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i])) order.push_back(i);
  if (order.empty()) return {not_a_number, not_a_number};
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::map<std::size_t, std::uint32_t> places;
  for (const std::size_t i : order) places.try_emplace(clusters[i], 0);
  if (places.size() == order.size()) return median_interval(values, confidence, resamples, seed);  // the same, and fast
  std::uint32_t next = 0;
  for (auto& [cluster, place] : places) place = next++;
  std::vector<double> sorted;
  std::vector<std::uint32_t> cluster, sizes(places.size());
  for (const std::size_t i : order) {
    sorted.push_back(values[i]);
    cluster.push_back(places.at(clusters[i]));
    ++sizes[cluster.back()];
  }
  std::vector<double> medians;
  std::vector<std::size_t> picked(places.size());
  std::vector<std::uint32_t> weights(places.size());
  for (int resample = 0; resample < resamples; ++resample) {
    draw_resample(seed, static_cast<std::uint64_t>(resample), picked);
    std::fill(weights.begin(), weights.end(), 0);
    std::size_t total = 0;
    for (const std::size_t place : picked) {
      ++weights[place];
      total += sizes[place];
    }
    medians.push_back(weighted_median(sorted, cluster, weights, total));
  }
  return middle_of(medians, confidence);
}

}  // namespace mainstay::studies
