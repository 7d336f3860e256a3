#include "studies/study_analysis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "studies/claims.h"
#include "studies/kept_texts.h"
#include "studies/report_names.h"
#include "studies/statistics.h"
#include "studies/study_influences.h"

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

// Of drivers or boxes: half of what a headline may get wrong, shared by the courses of action.
double share_of_level(const ReportData& data) {
  return claim_level / 2 / static_cast<double>(std::max<std::size_t>(1, data.courses().size()));
}

OutcomeAnalysis analyse_outcome(const ReportData& data, const StudyAnalysis& study, const Matrix& shares,
                                const std::string& outcome) {
  OutcomeAnalysis found;
  found.outcome = outcome;
  for (const Course& course : data.courses()) {
    found.means.push_back(point_means(data, study.points, course.index, outcome));
    found.influences.push_back(influences_of(study, shares, found.means.back()));
    found.drivers.push_back(
        drivers_of(study, shares, found.means.back(), share_of_level(data), found.influences.back()));
    found.pairs.push_back(factor_pairs_of(study, found.means.back()));
  }
  found.twin_means = point_means(data, study.points, twin, outcome);
  if (!any_number(found.twin_means)) found.twin_means.clear();
  Matrix rows = found.means;
  if (!found.twin_means.empty()) rows.push_back(found.twin_means);
  const bool more = data.outcome(outcome).better != "less";
  found.robustness = robustness(rows, more, found.twin_means.empty() ? not_a_number : 0);
  return found;
}

// Points that stand for themselves: neighbours on a trajectory are nearly the same point, and so are the mixed rows of
// a block, of which only the base rows count.
bool stands_for_itself(const StudyAnalysis& study, std::size_t row) {
  const std::size_t factors = study.points.factors().size();
  const std::size_t block = (study.second_order ? 2 * factors : factors) + 2;
  switch (study.method) {
    case InfluenceMethod::elementary_effects:
      return false;
    case InfluenceMethod::sobol_indices:
      return row % block == 0 || row % block == block - 1;
    case InfluenceMethod::rank_correlation:
      break;
  }
  return true;
}

CourseDiscovery discover(const StudyAnalysis& study, std::size_t course, const std::vector<double>& gains,
                         double level) {
  CourseDiscovery found;
  found.course = course;
  Matrix searched;
  std::vector<bool> below;
  std::size_t known = 0;
  for (std::size_t row = 0; row < gains.size(); ++row) {
    if (std::isnan(gains[row])) continue;
    ++known;
    found.cases += gains[row] < 0;
    if (!stands_for_itself(study, row)) continue;
    searched.push_back(study.points.values()[row]);
    below.push_back(gains[row] < 0);
  }
  if (known == 0) return found;
  found.share = static_cast<double>(found.cases) / static_cast<double>(known);
  found.boxes = discover_boxes(searched, below);
  if (!found.boxes.empty()) found.asserted = asserted_box(searched, below, found.boxes.front(), level);
  return found;
}

}  // namespace

StudyAnalysis analyse_study(const ReportData& data) {
  return with_kept_texts(data.store(), [&] {
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
          study.discoveries.push_back(discover(study, course.index, outcome.means[course.index], share_of_level(data)));
    return study;
  });
}

}  // namespace mainstay::studies
