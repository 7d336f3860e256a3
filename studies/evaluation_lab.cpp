#include "studies/evaluation_lab.h"

#include <cmath>

#include "studies/statistics.h"

namespace mainstay::studies {

namespace {

std::vector<double> standard_deviations(std::span<const RegionBeforeAfter> regions) {
  std::vector<double> deviations;
  for (std::size_t k = 0; !regions.empty() && k < regions.front().covariates.size(); ++k) {
    std::vector<double> values, squares;
    for (const auto& region : regions) values.push_back(region.covariates[k]);
    const double centre = mean(values);
    for (const double value : values) squares.push_back((value - centre) * (value - centre));
    deviations.push_back(std::sqrt(mean(squares)));
  }
  return deviations;
}

// Covariates that do not vary, or are unknown for either, tell nothing.
double distance(const RegionBeforeAfter& a, const RegionBeforeAfter& b, const std::vector<double>& deviations) {
  double squares = 0;
  for (std::size_t k = 0; k < deviations.size(); ++k) {
    const double apart = (a.covariates[k] - b.covariates[k]) / deviations[k];
    if (std::isfinite(apart)) squares += apart * apart;
  }
  return squares;
}

}  // namespace

EvaluationReports evaluate(std::span<const RegionBeforeAfter> regions) {
  const auto deviations = standard_deviations(regions);
  std::vector<double> truth, change, change_elsewhere, matched;
  for (const auto& region : regions) {
    if (!region.treated) {
      change_elsewhere.push_back(region.assessed_after - region.assessed_before);
      continue;
    }
    truth.push_back(region.truth_after - region.twin_after);
    change.push_back(region.assessed_after - region.assessed_before);
    const RegionBeforeAfter* nearest = nullptr;
    for (const auto& other : regions)
      if (!other.treated && !std::isnan(other.assessed_after) &&
          (nearest == nullptr || distance(region, other, deviations) < distance(region, *nearest, deviations)))
        nearest = &other;
    if (nearest != nullptr) matched.push_back(region.assessed_after - nearest->assessed_after);
  }
  return {mean(truth), mean(change), mean(change) - mean(change_elsewhere), mean(matched)};
}

}  // namespace mainstay::studies
