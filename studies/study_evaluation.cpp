#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "studies/statistics.h"
#include "studies/study_analysis.h"

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
    const auto week = [&](const char* key) {  // of a damaged file it may be any number
      const auto found = entry.find(key);
      return found != entry.end() && found->is_number_unsigned() && *found < 100'000u ? found->get<std::uint32_t>() : 0;
    };
    Treated treatment{entry.value("regions", std::set<std::string>()), week("from_week"), week("until_week")};
    if (!treatment.regions.empty() && treatment.from < treatment.until) all[course.index] = std::move(treatment);
  }
  return all;
}

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
  const RegionValues &assessed_before, &assessed_after, &truth_after;
  std::vector<const RegionValues*> covariates;
};

constexpr EvaluationReports nothing_to_report{not_a_number, not_a_number, not_a_number, not_a_number};

bool any_report(const std::vector<EvaluationReports>& reports) {
  return std::any_of(reports.begin(), reports.end(),
                     [](const EvaluationReports& one) { return !std::isnan(one.before_after); });
}

// One a pair; of pairs that recorded nothing, such as those whose run failed, not a number.
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
      for (const RegionValues* covariate : recorded.covariates)
        row.covariates.push_back(covariate->at(course, region, pair));
      if (!std::isnan(row.assessed_before) && !std::isnan(row.assessed_after)) rows.push_back(std::move(row));
    }
    reports.push_back(rows.empty() ? nothing_to_report : evaluate(rows));
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
      Recorded recorded{data.regions(assessed, weeks->first),
                        data.regions(assessed, weeks->second),
                        data.regions(measure, weeks->second),
                        {}};
      for (const char* covariate : covariate_measures)
        recorded.covariates.push_back(&data.regions(covariate, weeks->first));
      auto reports = reports_of(data, recorded, course.index, treatment, regions);
      if (any_report(reports))
        evaluations.push_back({course.index, measure, weeks->first, weeks->second, std::move(reports)});
    }
  }
  return evaluations;
}

}  // namespace mainstay::studies
