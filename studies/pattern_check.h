// Pattern checks (pattern-oriented modelling, Grimm et al. 2005): a study may say which regularity its results must
// show; here the statistic is computed from stored results and held against what is expected.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "studies/report_data.h"

namespace mainstay::studies {

// What is computed; each is over the seeds, of one outcome. The level at a point is the median, or, where there is a
// threshold, the share of runs whose outcome is at least that.
enum class PatternStatistic {
  median,           // of the course's outcome
  difference,       // median of the paired difference from the best of the courses compared with
  ratio,            // of the course's median to the largest median of the courses compared with
  spearman,         // rank correlation of a factor and the outcome's level at each of its points
  marginal_ratio,   // outcome gained for each dollar from the last value but one of a factor to the last, as a share of
                    // that from its first value to its second
  change,           // level at the factor's highest value minus that at its lowest
  half_gone_weeks,  // weeks from the end of effort until the median gain in capacity is half of its peak; the weeks
                    // left in the run if it never is
  share_above,      // of the runs, those whose outcome is at least the threshold
  per,              // sum of the outcome divided by the sum of the outcome in `per`
  per_ratio,        // the same, as a multiple of the largest of the courses compared with
  overstatement,    // median of what a method of evaluation reports of the measure, minus the true effect
  error_ratio       // size of that error, as a multiple of that of the method compared with
};

struct PatternCheck {
  std::string title;
  PatternStatistic statistic = PatternStatistic::median;
  std::string course;             // or "twin"
  std::vector<std::string> than;  // courses, or methods of evaluation, compared with
  std::string outcome;            // or the measure that is evaluated
  std::string per, method;
  std::optional<double> threshold;
  std::string factor;                   // of spearman, marginal_ratio and change
  std::map<std::string, double> where;  // only points with these values of factors
  // Bounds, included and not; without any, the figure is only reported. What asks for an effect is strict: where
  // nothing happens, nothing is shown.
  std::optional<double> at_least, at_most, above, below;
  bool expects_something() const { return at_least || at_most || above || below; }
};

struct Pattern {
  std::string id, says, source;
  std::vector<PatternCheck> checks;
};

struct CheckResult {
  double measured = 0;    // not a number where the results cannot say
  Interval interval;      // 95 %, bootstrap over seeds
  std::size_t seeds = 0;  // that have a value
  bool passed = false;
  bool clear = false;  // the whole interval lies on the same side of the bounds
};

inline constexpr std::array<std::string_view, 12> pattern_statistic_names = {
    "median",          "difference",  "ratio", "spearman",  "marginal_ratio", "change",
    "half_gone_weeks", "share_above", "per",   "per_ratio", "overstatement",  "error_ratio"};

// The "pattern" of a study's text (JSON with comments); none if it has none or is no study.
std::optional<Pattern> pattern_of(const std::string& study_text);

// One result a check.
std::vector<CheckResult> check_pattern(const Pattern& pattern, const ReportData& data);

// "at least 2", "0.1 to 0.6"
std::string expected_words(const PatternCheck& check);
// "0.24 (0.18 to 0.31)", "not measured"
std::string measured_words(const CheckResult& result);

}  // namespace mainstay::studies
