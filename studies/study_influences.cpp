#include "studies/study_influences.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <functional>
#include <memory>

#include "studies/claims.h"
#include "studies/statistics.h"

namespace mainstay::studies {

namespace {

std::vector<Influence> effects(const Matrix& shares, const std::vector<double>& means) {
  std::vector<Influence> found;
  for (const FactorEffects& f : elementary_effects(shares, means))
    found.push_back({found.size(), f.mu_star, f.mu_star_interval, f.mu, f.sigma, 0, {}});
  return found;
}

// Bonett and Wright 2000: Fisher's transformation with the variance that suits ranks.
Interval correlation_interval(double correlation, double count) {
  if (!(count > 3)) return {not_a_number, not_a_number};
  const double error = 1.959964 * std::sqrt((1 + correlation * correlation / 2) / (count - 3));
  const double centre = std::atanh(std::clamp(correlation, -0.999999, 0.999999));
  return {std::tanh(centre - error), std::tanh(centre + error)};
}

std::vector<double> column(const Matrix& rows, std::size_t index) {
  std::vector<double> values;
  for (const auto& row : rows) values.push_back(row[index]);
  return values;
}

std::vector<Influence> correlations(const Matrix& values, const std::vector<double>& means) {
  std::vector<Influence> found;
  const auto count =
      static_cast<double>(std::count_if(means.begin(), means.end(), [](double v) { return !std::isnan(v); }));
  for (std::size_t f = 0; !values.empty() && f < values.front().size(); ++f) {
    const double correlation = spearman(column(values, f), means);
    const Interval interval = correlation_interval(correlation, count);
    const bool across = interval.low < 0 && interval.high > 0;
    const double near = std::min(std::fabs(interval.low), std::fabs(interval.high)),
                 far = std::max(std::fabs(interval.low), std::fabs(interval.high));
    found.push_back({f, std::fabs(correlation), {across ? 0 : near, far}, correlation, 0, 0, {}});
  }
  return found;
}

std::vector<Influence> variance_shares(const Matrix& values, const std::vector<double>& means, bool second_order) {
  std::vector<Influence> found;
  for (const SobolIndex& index : sobol_indices(saltelli_values(means, values.front().size(), second_order))) {
    const double way = spearman(column(values, found.size()), means);
    found.push_back({found.size(), index.total, index.total_interval, std::isnan(way) ? 0 : way, 0, index.first,
                     index.first_interval});
  }
  return found;
}

// Sizes of influences by factor for the samples that were picked, and how many samples there are.
struct Resampling {
  std::size_t samples = 0;
  std::function<double(std::size_t factor, std::span<const std::size_t> picked)> size;
};

// The first and the last point of each block: rows of A, then of B.
Matrix base_rows(const Matrix& values, std::size_t block) {
  Matrix base;
  for (std::size_t first = 0; first < values.size(); first += block) base.push_back(values[first]);
  for (std::size_t first = 0; first < values.size(); first += block) base.push_back(values[first + block - 1]);
  return base;
}

Resampling resampling_of(const StudyAnalysis& study, const Matrix& shares, const std::vector<double>& means) {
  const Matrix& values = study.points.values();
  switch (study.method) {
    case InfluenceMethod::elementary_effects: {
      const auto effects = std::make_shared<const Matrix>(effects_by_trajectory(shares, means));
      return {effects->front().size(), [effects](std::size_t f, std::span<const std::size_t> picked) {
                return mean_size((*effects)[f], picked);
              }};
    }
    case InfluenceMethod::sobol_indices: {
      const auto rows = std::make_shared<const SaltelliValues>(
          complete_rows(saltelli_values(means, values.front().size(), study.second_order)));
      return {rows->a.size(),
              [rows](std::size_t f, std::span<const std::size_t> picked) { return total_index(*rows, f, picked); }};
    }
    case InfluenceMethod::rank_correlation:
      break;
  }
  std::vector<std::size_t> known;
  for (std::size_t row = 0; row < means.size(); ++row)
    if (!std::isnan(means[row])) known.push_back(row);
  return {known.size(), [&values, &means, known](std::size_t f, std::span<const std::size_t> picked) {
            std::vector<double> x, y;
            for (const std::size_t i : picked) {
              x.push_back(values[known[i]][f]);
              y.push_back(means[known[i]]);
            }
            return std::fabs(spearman(x, y));
          }};
}

// Whether the first of two influences is the larger one, from what their difference does while samples are drawn anew.
void tell_order(const Resampling& resampling, const Influence& first, const Influence& second, Drivers& drivers) {
  const auto count = static_cast<double>(resampling.samples);
  if (count < 3) return;
  const Interval drawn =
      resampled_interval(resampling.samples,
                         [&](std::span<const std::size_t> picked) {
                           return resampling.size(first.factor, picked) - resampling.size(second.factor, picked);
                         },
                         {0.95, 500, 1});
  // Few samples that are drawn from again and again seem more certain than they are (Student).
  const boost::math::students_t student(count - 1);
  const double wider = quantile(student, 0.975) / 1.959964 * std::sqrt(count / (count - 1));
  const double apart = first.size - second.size, reach = wider * (apart - drawn.low);
  drivers.ordered = apart > reach;
  if (!drivers.ordered && reach > 0) drivers.samples_that_order = samples_that_tell(count, apart / reach);
}

FactorClaims claims_of(const StudyAnalysis& study, const Matrix& shares, const std::vector<double>& means,
                       double level) {
  const Matrix& values = study.points.values();
  switch (study.method) {
    case InfluenceMethod::elementary_effects:
      return claims_of_effects(effects_by_trajectory(shares, means), level);
    case InfluenceMethod::sobol_indices: {
      const std::size_t factors = values.front().size(), block = (study.second_order ? 2 * factors : factors) + 2;
      // Blocks with a failed run are left out of both.
      Matrix whole;
      std::vector<double> known;
      for (std::size_t first = 0; first < means.size(); first += block) {
        if (std::any_of(means.begin() + static_cast<std::ptrdiff_t>(first),
                        means.begin() + static_cast<std::ptrdiff_t>(first + block),
                        [](double v) { return std::isnan(v); }))
          continue;
        for (std::size_t row = first; row < first + block; ++row) {
          whole.push_back(values[row]);
          known.push_back(means[row]);
        }
      }
      return claims_of_rows(saltelli_values(known, factors, study.second_order), base_rows(whole, block), level);
    }
    case InfluenceMethod::rank_correlation:
      break;
  }
  return claims_of_ranks(values, means, level);
}

}  // namespace

Drivers drivers_of(const StudyAnalysis& study, const Matrix& shares, const std::vector<double>& means, double level,
                   std::vector<Influence>& influences) {
  Drivers drivers;
  if (influences.empty()) return drivers;
  const FactorClaims claims = claims_of(study, shares, means, level);
  const Resampling resampling = resampling_of(study, shares, means);
  drivers.samples = resampling.samples;
  bool any = false;
  for (Influence& one : influences) {
    one.named = claims.named[one.factor] != 0;
    one.sign = claims.sign[one.factor];
    any = any || one.named;
  }
  if (!any)
    drivers.samples_that_name = samples_that_tell(static_cast<double>(drivers.samples), claims.strongest);
  else if (influences.size() > 1)
    tell_order(resampling, influences[0], influences[1], drivers);
  else
    drivers.ordered = true;
  return drivers;
}

std::vector<Influence> influences_of(const StudyAnalysis& study, const Matrix& shares,
                                     const std::vector<double>& means) {
  const Matrix& values = study.points.values();
  std::vector<Influence> found;
  switch (study.method) {
    case InfluenceMethod::elementary_effects:
      found = effects(shares, means);
      break;
    case InfluenceMethod::sobol_indices:
      found = variance_shares(values, means, study.second_order);
      break;
    case InfluenceMethod::rank_correlation:
      found = correlations(values, means);
      break;
  }
  std::erase_if(found, [](const Influence& one) { return std::isnan(one.size); });
  std::stable_sort(found.begin(), found.end(), [](const Influence& a, const Influence& b) { return a.size > b.size; });
  return found;
}

// Largest first; none where the design has no points for them.
std::vector<SobolPair> factor_pairs_of(const StudyAnalysis& study, const std::vector<double>& means) {
  if (study.method != InfluenceMethod::sobol_indices || !study.second_order) return {};
  auto found = sobol_pairs(saltelli_values(means, study.points.factors().size(), true));
  std::erase_if(found, [](const SobolPair& one) { return std::isnan(one.index); });
  std::stable_sort(found.begin(), found.end(),
                   [](const SobolPair& a, const SobolPair& b) { return a.index > b.index; });
  return found;
}

}  // namespace mainstay::studies
