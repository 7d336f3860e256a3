#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "studies/study_analysis.h"
#include "studies/statistics.h"

namespace mainstay::studies {

namespace {

using nlohmann::json;

constexpr std::array covariate_measures{"assessed_capacity", "assessed_control", "assessed_incidents",
                                        "assessed_grievance", "assessed_trust"};

// Which regions a course's programmes assist, and when.
struct Treated {
  std::set<std::string> regions;
  std::uint32_t from = 0, until = 0;
};

std::vector<std::optional<Treated>> treatments(const ReportData& data) {
  std::vector<std::optional<Treated>> all(data.courses().size());
  const json told = json::parse(data.provenance("programme_targets", "{}"), nullptr, false);
  if (!told.is_object()) return all;
  for (const Course& course : data.courses()) {
    if (!told.contains(course.id)) continue;
    const json& entry = told.at(course.id);
    Treated treatment{entry.value("regions", std::set<std::string>()), entry.value("from_week", 0u),
                      entry.value("until_week", 0u)};
    if (!treatment.regions.empty() && treatment.from < treatment.until) all[course.index] = std::move(treatment);
  }
  return all;
}

// Values of one measure in one week by region, then pair, for one course or the twin.
using Regional = std::map<std::string, std::vector<double>>;

class WeekValues {
 public:
  WeekValues(const ReportData& data, const std::string& measure, std::uint32_t week) {
    for (const ScopeValue& value : data.store().scope_values(measure, week)) {
      const auto* place = data.place(value.run_id);
      if (place == nullptr) continue;
      auto& values = by_course_[place->course][value.scope];
      values.resize(data.pairs(), not_a_number);
      values[place->pair] = value.value;
    }
  }
  double at(std::size_t course, const std::string& region, std::size_t pair) const {
    const auto found = by_course_.find(course);
    if (found == by_course_.end()) return not_a_number;
    const auto values = found->second.find(region);
    return values == found->second.end() ? not_a_number : values->second[pair];
  }

 private:
  std::map<std::size_t, Regional> by_course_;
};

std::vector<std::string> regions_of(const ReportData& data) {
  std::vector<std::string> regions;
  for (const ScopeInfo& scope : data.store().scopes())
    if (scope.kind == "region") regions.push_back(scope.scope);
  return regions;
}

// The last recorded week at or before the first, and the first at or after the second; none if either is missing.
std::optional<std::pair<std::uint32_t, std::uint32_t>> weeks_around(const std::vector<std::uint32_t>& recorded,
                                                                    const Treated& treatment) {
  std::optional<std::uint32_t> before, after;
  for (const std::uint32_t week : recorded) {
    if (week <= treatment.from) before = week;
    if (week >= treatment.until && !after) after = week;
  }
  if (!before || !after) return std::nullopt;
  return std::pair(*before, *after);
}

struct Recorded {
  WeekValues assessed_before, assessed_after, truth_after;
  std::vector<WeekValues> covariates;
};

std::vector<EvaluationReports> reports_of(const ReportData& data, const Recorded& recorded, std::size_t course,
                                          const Treated& treatment, const std::vector<std::string>& regions) {
  std::vector<EvaluationReports> reports;
  for (std::size_t pair = 0; pair < data.pairs(); ++pair) {
    std::vector<RegionBeforeAfter> rows;
    for (const std::string& region : regions) {
      RegionBeforeAfter row{treatment.regions.contains(region),
                            recorded.assessed_before.at(course, region, pair),
                            recorded.assessed_after.at(course, region, pair),
                            recorded.truth_after.at(course, region, pair),
                            recorded.truth_after.at(twin, region, pair),
                            {}};
      for (const WeekValues& covariate : recorded.covariates)
        row.covariates.push_back(covariate.at(course, region, pair));
      if (!std::isnan(row.assessed_before) && !std::isnan(row.assessed_after)) rows.push_back(std::move(row));
    }
    if (!rows.empty()) reports.push_back(evaluate(rows));
  }
  return reports;
}

}  // namespace

std::vector<CourseEvaluation> evaluate_courses(const ReportData& data) {
  std::vector<CourseEvaluation> evaluations;
  const auto treated = treatments(data);
  const auto regions = regions_of(data);
  for (const Course& course : data.courses()) {
    if (!treated[course.index]) continue;
    const Treated& treatment = *treated[course.index];
    for (const std::string_view name : evaluated_measures) {
      const std::string measure(name);
      const std::string assessed = "assessed_" + measure;
      const auto weeks = weeks_around(data.store().recorded_weeks(assessed, *treatment.regions.begin()), treatment);
      if (!weeks) continue;
      Recorded recorded{WeekValues(data, assessed, weeks->first),
                        WeekValues(data, assessed, weeks->second),
                        WeekValues(data, measure, weeks->second),
                        {}};
      for (const char* covariate : covariate_measures) recorded.covariates.emplace_back(data, covariate, weeks->first);
      auto reports = reports_of(data, recorded, course.index, treatment, regions);
      if (!reports.empty())
        evaluations.push_back({course.index, measure, weeks->first, weeks->second, std::move(reports)});
    }
  }
  return evaluations;
}

}  // namespace mainstay::studies
