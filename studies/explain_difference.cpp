#include "studies/explain_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "studies/rare_outcomes.h"
#include "studies/recorder.h"
#include "studies/report_data.h"
#include "studies/report_headline.h"
#include "studies/side_effects.h"

namespace mainstay::studies {

namespace {

constexpr double fewest_events = 0.1;  // a run; less is not worth a line
constexpr std::size_t most_kinds = 4;

std::size_t index_of(const ReportData& data, const std::string& course) {
  for (const Course& one : data.courses())
    if (one.id == course) return one.index;
  return twin;
}

// Outcomes are differences from the twin already, those of the twin itself are none.
std::vector<double> outcome_differences(const ReportData& data, const ExplainQuestion& question) {
  const std::size_t course = index_of(data, question.course), against = index_of(data, question.against);
  const auto own = data.values(course, question.measure);
  return against == twin ? own : paired_differences(own, data.values(against, question.measure));
}

std::vector<double> measure_differences(const ReportData& data, const ExplainQuestion& question) {
  const Curves own = data.curves(index_of(data, question.course), question.measure, question.scope),
               other = data.curves(index_of(data, question.against), question.measure, question.scope);
  if (own.empty() || other.empty()) return {};
  return paired_differences(last_year(own), last_year(other));
}

std::string sentence(const ReportData& data, std::vector<double> values, const std::string& unit,
                     const std::string& when) {
  const Estimate estimate = data.estimate_of_pairs(values);
  if (estimate.count == 0) return "";
  const Format format(unit, std::max({std::fabs(estimate.median), std::fabs(quantile(values, 0)) / 10,
                                      std::fabs(quantile(values, 1)) / 10}));
  const std::string unit_text = format.unit().empty() ? "" : " " + format.unit();
  std::string text = fmt::format("Difference {}: {}{} (median over {}", when, format.with_sign(estimate.median),
                                 unit_text, plural(estimate.count, data.pair_noun()));
  if (estimate.count > 1)
    text += fmt::format("; 95 % interval of the median {}; mean {}; from {} to {}",
                        format.range(estimate.certainty.low, estimate.certainty.high), format.with_sign(mean(values)),
                        format.with_sign(quantile(values, 0)), format.with_sign(quantile(values, 1)));
  text += ").";
  if (estimate.certainty.low <= 0 && estimate.certainty.high >= 0) text += " That is no clear difference.";
  return text;
}

// Means a run of kinds of events, for the points that are asked about.
std::string event_line(const ReportData& data, const ExplainQuestion& question, const std::vector<char>& wanted) {
  const std::size_t course = index_of(data, question.course), against = index_of(data, question.against);
  double pairs = 0;
  for (const char one : wanted) pairs += one;
  std::map<std::string, double> differences;
  for (const EventCount& count : data.store().event_counts()) {
    const auto* place = data.place(count.run_id);
    if (place == nullptr || !wanted[place->pair] || is_frequent_event(count.kind)) continue;
    if (place->course == course) differences[count.kind] += count.count / pairs;
    if (place->course == against) differences[count.kind] -= count.count / pairs;
  }
  std::vector<std::pair<std::string, double>> order(differences.begin(), differences.end());
  std::erase_if(order, [](const auto& one) { return std::fabs(one.second) < fewest_events; });
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return std::fabs(a.second) > std::fabs(b.second); });
  std::string text;
  for (std::size_t i = 0; i < std::min(order.size(), most_kinds); ++i)
    text +=
        fmt::format("{}{} {}{:.1f}", text.empty() ? "Events a run that differ: " : ", ",
                    lower_first(readable(order[i].first)), order[i].second < 0 ? "−" : "+", std::fabs(order[i].second));
  return text.empty() ? "" : text + ".";
}

}  // namespace

std::vector<std::string> measured_differences(const ResultsStore& store, const ExplainQuestion& question,
                                              const std::set<std::int64_t>& points) {
  const ReportData data(store);
  std::vector<char> wanted(data.pairs());
  for (std::size_t pair = 0; pair < wanted.size(); ++pair) wanted[pair] = points.contains(data.point_of(pair));
  const auto outcomes = data.outcome_names();
  const auto measures = store.measures();
  const bool is_measure = std::any_of(measures.begin(), measures.end(),
                                      [&](const MeasureInfo& one) { return one.measure == question.measure; });
  const bool is_outcome = std::find(outcomes.begin(), outcomes.end(), question.measure) != outcomes.end();
  std::vector<std::string> lines;
  const auto add = [&](std::vector<double> values, const std::string& unit, const std::string& when) {
    for (std::size_t pair = 0; pair < values.size(); ++pair)
      if (!wanted[pair]) values[pair] = not_a_number;
    if (const std::string line = sentence(data, std::move(values), unit, when); !line.empty()) lines.push_back(line);
  };
  if (is_measure) {
    if (const auto values = measure_differences(data, question); !values.empty())
      add(values, data.measure(question.measure).unit, "in the last year");
    else
      lines.emplace_back("Its values at this place are not stored.");
  }
  if (is_outcome)
    add(outcome_differences(data, question), data.outcome(question.measure).unit,
        "of the outcome, over the whole period and at its own place");
  if (is_outcome && points.size() == store.point_count() && question.against == "twin")
    for (const RareOutcome& rare : rare_outcomes(data))
      if (rare.outcome == question.measure && rare.course == index_of(data, question.course))
        lines.push_back(text_of({rare_outcome_text(data, rare), ""}));
  if (lines.empty()) lines.emplace_back("It has no value in these runs.");
  if (const std::string line = event_line(data, question, wanted); !line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace mainstay::studies
