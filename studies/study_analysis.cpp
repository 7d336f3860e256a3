#include "studies/study_analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "studies/report_names.h"
#include "studies/statistics.h"

namespace mainstay::studies {

namespace {

constexpr std::size_t most_outcomes = 6;

// Outcomes that answer what a course of action does; what a study asks for itself comes after them.
std::vector<std::string> chosen_outcomes(const ReportData& data) {
  std::vector<std::string> chosen;
  const auto names = data.outcome_names();
  for (const char* name : {"sustained_gain", "civilian_harm", "incidents", "instability_cost_usd"})
    if (std::find(names.begin(), names.end(), name) != names.end()) chosen.emplace_back(name);
  for (const std::string& name : names)
    if (!known_outcome(name) && chosen.size() < most_outcomes) chosen.push_back(name);
  return chosen;
}

std::vector<double> point_means(const ReportData& data, const StudyPoints& points, std::size_t course,
                                const std::string& outcome) {
  std::vector<double> sums(points.size()), counts(points.size());
  const auto values = data.values(course, outcome);
  for (std::size_t pair = 0; pair < values.size(); ++pair) {
    if (std::isnan(values[pair]) || !points.has(data.point_of(pair))) continue;
    const std::size_t row = points.row_of(data.point_of(pair));
    sums[row] += values[pair];
    ++counts[row];
  }
  for (std::size_t row = 0; row < sums.size(); ++row)
    sums[row] = counts[row] > 0 ? sums[row] / counts[row] : not_a_number;
  return sums;
}

bool any_number(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(), [](double v) { return !std::isnan(v); });
}

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

std::vector<Influence> influences(const StudyAnalysis& study, const Matrix& shares, const std::vector<double>& means) {
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
std::vector<SobolPair> pairs_of(const StudyAnalysis& study, const std::vector<double>& means) {
  if (study.method != InfluenceMethod::sobol_indices || !study.second_order) return {};
  auto found = sobol_pairs(saltelli_values(means, study.points.factors().size(), true));
  std::erase_if(found, [](const SobolPair& one) { return std::isnan(one.index); });
  std::stable_sort(found.begin(), found.end(),
                   [](const SobolPair& a, const SobolPair& b) { return a.index > b.index; });
  return found;
}

bool asks_for_second_order(const std::string& study_text) {
  const auto study = nlohmann::json::parse(study_text, nullptr, false, true);
  return study.is_object() && study.contains("second_order") && study.at("second_order") == true;
}

// A list of points that is no whole number of trajectories or blocks; then ranks still tell something.
InfluenceMethod method_of(const StudyAnalysis& study) {
  const std::size_t factors = study.points.factors().size(), points = study.points.size();
  if (study.design == "morris" && points % (factors + 1) == 0) return InfluenceMethod::elementary_effects;
  const std::size_t block = (study.second_order ? 2 * factors : factors) + 2;
  if (study.design == "saltelli" && points % block == 0) return InfluenceMethod::sobol_indices;
  return InfluenceMethod::rank_correlation;
}

OutcomeAnalysis analyse_outcome(const ReportData& data, const StudyAnalysis& study, const Matrix& shares,
                                const std::string& outcome) {
  OutcomeAnalysis found;
  found.outcome = outcome;
  for (const Course& course : data.courses()) {
    found.means.push_back(point_means(data, study.points, course.index, outcome));
    found.influences.push_back(influences(study, shares, found.means.back()));
    found.pairs.push_back(pairs_of(study, found.means.back()));
  }
  found.twin_means = point_means(data, study.points, twin, outcome);
  if (!any_number(found.twin_means)) found.twin_means.clear();
  Matrix rows = found.means;
  if (!found.twin_means.empty()) rows.push_back(found.twin_means);
  const bool more = data.outcome(outcome).better != "less";
  found.robustness = robustness(rows, more, found.twin_means.empty() ? not_a_number : 0);
  return found;
}

CourseDiscovery discover(const StudyAnalysis& study, std::size_t course, const std::vector<double>& gains) {
  CourseDiscovery found{course, 0, {}};
  Matrix known;
  std::vector<bool> below;
  for (std::size_t row = 0; row < gains.size(); ++row) {
    if (std::isnan(gains[row])) continue;
    known.push_back(study.points.values()[row]);
    below.push_back(gains[row] < 0);
  }
  if (known.empty()) return found;
  found.share = static_cast<double>(std::count(below.begin(), below.end(), true)) / static_cast<double>(known.size());
  found.boxes = discover_boxes(known, below);
  return found;
}

}  // namespace

StudyAnalysis analyse_study(const ReportData& data) {
  StudyAnalysis study(data.store());
  study.evaluations = evaluate_courses(data);
  study.design = data.provenance("design");
  if (study.points.size() < 2) return study;  // a single run, or a list of one
  study.second_order = asks_for_second_order(data.provenance("study"));
  study.method = method_of(study);
  const Matrix shares = study.points.shares();
  for (const std::string& outcome : chosen_outcomes(data))
    study.outcomes.push_back(analyse_outcome(data, study, shares, outcome));
  for (const OutcomeAnalysis& outcome : study.outcomes)
    if (outcome.outcome == "sustained_gain")
      for (const Course& course : data.courses())
        study.discoveries.push_back(discover(study, course.index, outcome.means[course.index]));
  return study;
}

}  // namespace mainstay::studies
