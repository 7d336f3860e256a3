#include "studies/pattern_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "studies/bootstrap.h"
#include "studies/pattern_measure.h"

namespace mainstay::studies {

namespace {

using nlohmann::json;

std::optional<double> number_at(const json& entry, const char* key) {
  return entry.contains(key) && entry.at(key).is_number() ? std::optional(entry.at(key).get<double>()) : std::nullopt;
}

PatternCheck read_check(const json& entry) {
  PatternCheck check;
  check.title = entry.value("title", "");
  const auto known =
      std::find(pattern_statistic_names.begin(), pattern_statistic_names.end(), entry.value("statistic", "median"));
  check.statistic = static_cast<PatternStatistic>(
      known == pattern_statistic_names.end() ? 0 : known - pattern_statistic_names.begin());
  check.course = entry.value("course_of_action", "");
  check.than = entry.value("than", std::vector<std::string>());
  check.outcome = entry.value("outcome", "sustained_gain");
  check.per = entry.value("per", "");
  check.method = entry.value("method", "");
  check.threshold = number_at(entry, "threshold");
  check.factor = entry.value("factor", "");
  check.where = entry.value("where", std::map<std::string, double>());
  check.at_least = number_at(entry, "at_least");
  check.at_most = number_at(entry, "at_most");
  check.above = number_at(entry, "above");
  check.below = number_at(entry, "below");
  return check;
}

bool within(const PatternCheck& check, double value) {
  return !std::isnan(value) && (!check.at_least || value >= *check.at_least) &&
         (!check.at_most || value <= *check.at_most) && (!check.above || value > *check.above) &&
         (!check.below || value < *check.below);
}

std::string number(double value) {
  if (std::isnan(value)) return "–";
  const double size = std::fabs(value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

}  // namespace

std::optional<Pattern> pattern_of(const std::string& study_text) {
  const json study = json::parse(study_text, nullptr, false, true);
  if (!study.is_object() || !study.contains("pattern") || !study.at("pattern").is_object()) return std::nullopt;
  const json& entry = study.at("pattern");
  Pattern pattern{entry.value("id", ""), entry.value("says", ""), entry.value("source", ""), {}};
  for (const json& check : entry.value("checks", json::array()))
    if (check.is_object()) pattern.checks.push_back(read_check(check));
  return pattern;
}

std::vector<CheckResult> check_pattern(const Pattern& pattern, const ReportData& data) {
  const PatternTable table(data);
  std::vector<std::size_t> all(table.seeds());
  for (std::size_t seed = 0; seed < all.size(); ++seed) all[seed] = seed;
  std::vector<CheckResult> results;
  for (const PatternCheck& check : pattern.checks) {
    const PatternMeasurement measure(table, check);
    CheckResult result{measure(all), {}, measure.seeds()};
    result.interval = resampled_interval(all.size(), std::cref(measure), {0.95, 500, 1});
    result.passed = within(check, result.measured);
    const bool low_in = within(check, result.interval.low), high_in = within(check, result.interval.high);
    const bool beyond_low = (check.at_least && result.interval.high < *check.at_least) ||
                            (check.above && result.interval.high <= *check.above),
               beyond_high = (check.at_most && result.interval.low > *check.at_most) ||
                             (check.below && result.interval.low >= *check.below);
    result.clear = result.passed ? low_in && high_in : beyond_low || beyond_high;
    results.push_back(result);
  }
  return results;
}

std::string expected_words(const PatternCheck& check) {
  if (check.at_least && check.at_most) return fmt::format("{:g} to {:g}", *check.at_least, *check.at_most);
  std::string text;
  for (const auto& [words, bound] : {std::pair{"at least", check.at_least}, std::pair{"above", check.above},
                                     std::pair{"at most", check.at_most}, std::pair{"below", check.below}})
    if (bound) text += fmt::format("{}{} {:g}", text.empty() ? "" : " and ", words, *bound);
  return text.empty() ? "–" : text;
}

std::string measured_words(const CheckResult& result) {
  if (std::isnan(result.measured)) return "not measurable";
  return fmt::format("{} ({} to {})", number(result.measured), number(result.interval.low),
                     number(result.interval.high));
}

}  // namespace mainstay::studies
