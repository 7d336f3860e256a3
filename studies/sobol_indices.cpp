#include "studies/sobol_indices.h"
#include "studies/statistics.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace mainstay::studies {

namespace {

// Mean and variance over both base matrices, for the rows that were picked.
struct Base {
  double centre = 0, variance = 0;
};
Base base_of(const std::vector<double>& a, const std::vector<double>& b, std::span<const std::size_t> picked) {
  Base base;
  for (const std::size_t i : picked) base.centre += a[i] + b[i];
  base.centre /= 2.0 * static_cast<double>(picked.size());
  for (const std::size_t i : picked)
    base.variance += (a[i] - base.centre) * (a[i] - base.centre) + (b[i] - base.centre) * (b[i] - base.centre);
  base.variance /= 2.0 * static_cast<double>(picked.size());
  return base;
}

// Outcomes are centred first: the estimator has less spread the nearer their mean is to zero.
double first_order(const SaltelliValues& v, std::size_t factor, std::span<const std::size_t> picked) {
  const Base base = base_of(v.a, v.b, picked);
  double sum = 0;
  for (const std::size_t i : picked) sum += (v.b[i] - base.centre) * (v.a_with_b[factor][i] - v.a[i]);
  return base.variance > 0 ? sum / static_cast<double>(picked.size()) / base.variance : not_a_number;
}

double total_order(const SaltelliValues& v, std::size_t factor, std::span<const std::size_t> picked) {
  const Base base = base_of(v.a, v.b, picked);
  double sum = 0;
  for (const std::size_t i : picked) sum += (v.a[i] - v.a_with_b[factor][i]) * (v.a[i] - v.a_with_b[factor][i]);
  return base.variance > 0 ? sum / (2.0 * static_cast<double>(picked.size())) / base.variance : not_a_number;
}

SaltelliValues complete_rows(const SaltelliValues& values) {
  SaltelliValues kept;
  kept.a_with_b.resize(values.a_with_b.size());
  for (std::size_t i = 0; i < values.a.size(); ++i) {
    double sum = values.a[i] + values.b[i];
    for (const auto& mixed : values.a_with_b) sum += mixed[i];
    if (std::isnan(sum)) continue;
    kept.a.push_back(values.a[i]);
    kept.b.push_back(values.b[i]);
    for (std::size_t f = 0; f < kept.a_with_b.size(); ++f) kept.a_with_b[f].push_back(values.a_with_b[f][i]);
  }
  return kept;
}

}  // namespace

SaltelliValues saltelli_values(std::span<const double> values, std::size_t factors, bool second_order) {
  const std::size_t block = (second_order ? 2 * factors : factors) + 2;
  SaltelliValues sorted;
  if (factors == 0 || values.size() % block != 0) return sorted;
  sorted.a_with_b.resize(factors);
  for (std::size_t first = 0; first < values.size(); first += block) {
    sorted.a.push_back(values[first]);
    for (std::size_t f = 0; f < factors; ++f) sorted.a_with_b[f].push_back(values[first + 1 + f]);
    sorted.b.push_back(values[first + block - 1]);
  }
  return sorted;
}

std::vector<SobolIndex> sobol_indices(const SaltelliValues& values, const BootstrapPlan& plan) {
  const SaltelliValues rows = complete_rows(values);
  std::vector<SobolIndex> indices;
  std::vector<std::size_t> all(rows.a.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (std::size_t f = 0; f < rows.a_with_b.size(); ++f) {
    using Picked = std::span<const std::size_t>;
    if (all.empty()) {
      indices.push_back({not_a_number, not_a_number, {not_a_number, not_a_number}, {not_a_number, not_a_number}});
      continue;
    }
    indices.push_back({first_order(rows, f, all), total_order(rows, f, all),
                       resampled_interval(
                           all.size(), [&](Picked picked) { return first_order(rows, f, picked); }, plan),
                       resampled_interval(
                           all.size(), [&](Picked picked) { return total_order(rows, f, picked); }, plan)});
  }
  return indices;
}

}  // namespace mainstay::studies
