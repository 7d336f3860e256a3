#include "studies/elementary_effects.h"

#include <cmath>
#include <limits>

#include "studies/statistics.h"

namespace mainstay::studies {

Matrix effects_by_trajectory(const Matrix& points, std::span<const double> values) {
  if (points.empty()) return {};
  const std::size_t factors = points.front().size();
  const std::size_t trajectories = points.size() / (factors + 1);
  Matrix effects(factors, std::vector<double>(trajectories, not_a_number));
  for (std::size_t t = 0; t < trajectories; ++t)
    for (std::size_t step = 0; step < factors; ++step) {
      const std::size_t row = t * (factors + 1) + step;
      for (std::size_t f = 0; f < factors; ++f) {
        const double moved = points[row + 1][f] - points[row][f];
        if (moved != 0) effects[f][t] = (values[row + 1] - values[row]) / moved;
      }
    }
  return effects;
}

double mean_size(const std::vector<double>& effects, std::span<const std::size_t> picked) {
  double sum = 0, count = 0;
  for (const std::size_t t : picked)
    if (!std::isnan(effects[t])) {
      sum += std::fabs(effects[t]);
      ++count;
    }
  return count > 0 ? sum / count : not_a_number;
}

namespace {

FactorEffects summary(const std::vector<double>& effects, const BootstrapPlan& plan) {
  FactorEffects found;
  double sizes = 0;
  for (const double effect : effects)
    if (!std::isnan(effect)) {
      found.mu += effect;
      sizes += std::fabs(effect);
      ++found.effects;
    }
  const auto count = static_cast<double>(found.effects);
  if (found.effects == 0) return {not_a_number, not_a_number, not_a_number, {not_a_number, not_a_number}, 0};
  found.mu /= count;
  found.mu_star = sizes / count;
  double squares = 0;
  for (const double effect : effects)
    if (!std::isnan(effect)) squares += (effect - found.mu) * (effect - found.mu);
  found.sigma = found.effects > 1 ? std::sqrt(squares / (count - 1)) : not_a_number;
  found.mu_star_interval = resampled_interval(
      effects.size(), [&](std::span<const std::size_t> picked) { return mean_size(effects, picked); }, plan);
  return found;
}

}  // namespace

std::vector<FactorEffects> elementary_effects(const Matrix& points, std::span<const double> values,
                                              const BootstrapPlan& plan) {
  std::vector<FactorEffects> all;
  for (const auto& effects : effects_by_trajectory(points, values)) all.push_back(summary(effects, plan));
  return all;
}

}  // namespace mainstay::studies
