#include "studies/sobol_indices.h"

#include <cmath>
#include <limits>
#include <numeric>

#include "agents/numeric.h"
#include "studies/statistics.h"

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

}  // namespace

double total_index(const SaltelliValues& v, std::size_t factor, std::span<const std::size_t> picked) {
  const Base base = base_of(v.a, v.b, picked);
  double sum = 0;
  for (const std::size_t i : picked) sum += (v.a[i] - v.a_with_b[factor][i]) * (v.a[i] - v.a_with_b[factor][i]);
  return base.variance > 0 ? sum / (2.0 * static_cast<double>(picked.size())) / base.variance : not_a_number;
}

SaltelliValues complete_rows(const SaltelliValues& values) {
  SaltelliValues kept;
  kept.a_with_b.resize(values.a_with_b.size());
  kept.b_with_a.resize(values.b_with_a.size());
  for (std::size_t i = 0; i < values.a.size(); ++i) {
    double sum = values.a[i] + values.b[i];
    for (const auto& mixed : values.a_with_b) sum += mixed[i];
    for (const auto& mixed : values.b_with_a) sum += mixed[i];
    if (std::isnan(sum)) continue;
    kept.a.push_back(values.a[i]);
    kept.b.push_back(values.b[i]);
    for (std::size_t f = 0; f < kept.a_with_b.size(); ++f) kept.a_with_b[f].push_back(values.a_with_b[f][i]);
    for (std::size_t f = 0; f < kept.b_with_a.size(); ++f) kept.b_with_a[f].push_back(values.b_with_a[f][i]);
  }
  return kept;
}

namespace {

// All pairs in order, for the rows that were picked. B with the first factor from A and A with the second from B share
// the first factor of A and the second of B, and nothing else.
std::vector<double> pairs_of(const SaltelliValues& v, std::span<const std::size_t> picked) {
  const std::size_t factors = v.b_with_a.size();
  const Base base = base_of(v.a, v.b, picked);
  std::vector<double> first(factors), pairs;
  for (std::size_t f = 0; f < factors; ++f) first[f] = first_order(v, f, picked);
  for (std::size_t f = 0; f < factors; ++f)
    for (std::size_t g = f + 1; g < factors; ++g) {
      double sum = 0;
      for (const std::size_t i : picked)
        sum += (v.b_with_a[f][i] - base.centre) * (v.a_with_b[g][i] - base.centre) -
               (v.a[i] - base.centre) * (v.b[i] - base.centre);
      const double together = agents::ratio(sum / static_cast<double>(picked.size()), base.variance, not_a_number);
      pairs.push_back(together - first[f] - first[g]);
    }
  return pairs;
}

}  // namespace

SaltelliValues saltelli_values(std::span<const double> values, std::size_t factors, bool second_order) {
  const std::size_t block = (second_order ? 2 * factors : factors) + 2;
  SaltelliValues sorted;
  if (factors == 0 || values.size() % block != 0) return sorted;
  sorted.a_with_b.resize(factors);
  if (second_order) sorted.b_with_a.resize(factors);
  for (std::size_t first = 0; first < values.size(); first += block) {
    sorted.a.push_back(values[first]);
    for (std::size_t f = 0; f < factors; ++f) sorted.a_with_b[f].push_back(values[first + 1 + f]);
    for (std::size_t f = 0; f < sorted.b_with_a.size(); ++f)
      sorted.b_with_a[f].push_back(values[first + 1 + factors + f]);
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
    indices.push_back({first_order(rows, f, all), total_index(rows, f, all),
                       resampled_interval(
                           all.size(), [&](Picked picked) { return first_order(rows, f, picked); }, plan),
                       resampled_interval(
                           all.size(), [&](Picked picked) { return total_index(rows, f, picked); }, plan)});
  }
  return indices;
}

std::vector<SobolPair> sobol_pairs(const SaltelliValues& values, const BootstrapPlan& plan) {
  const SaltelliValues rows = complete_rows(values);
  std::vector<SobolPair> pairs;
  if (rows.a.empty()) return pairs;
  std::vector<std::size_t> picked(rows.a.size());
  std::iota(picked.begin(), picked.end(), std::size_t{0});
  const auto found = pairs_of(rows, picked);
  Matrix resampled(found.size());
  for (int resample = 0; resample < plan.resamples; ++resample) {
    draw_resample(plan.seed, static_cast<std::uint64_t>(resample), picked);
    const auto drawn = pairs_of(rows, picked);
    for (std::size_t p = 0; p < drawn.size(); ++p) resampled[p].push_back(drawn[p]);
  }
  const double tails[] = {(1 - plan.confidence) / 2, (1 + plan.confidence) / 2};
  for (std::size_t f = 0; f < rows.b_with_a.size(); ++f)
    for (std::size_t g = f + 1; g < rows.b_with_a.size(); ++g) {
      const auto bounds = quantiles(resampled[pairs.size()], tails);
      pairs.push_back({f, g, found[pairs.size()], {bounds[0], bounds[1]}});
    }
  return pairs;
}

}  // namespace mainstay::studies
