// Pattern checks for people: a table for a terminal, a page for the documentation, a section of a study's report.
#pragma once

#include <string>
#include <vector>

#include "studies/pattern_check.h"

namespace mainstay::studies {

struct CheckedPattern {
  Pattern pattern;
  std::vector<CheckResult> results;  // one a check; empty if the study did not finish
  std::string study;                 // its file, as users would name it
  std::string problem;               // why there are no results, or which runs failed
};

// Passed, of all checks.
std::size_t passed_checks(const std::vector<CheckedPattern>& patterns);

std::string pattern_table(const std::vector<CheckedPattern>& patterns);
// For scripts: format "mainstay-patterns/1".
std::string pattern_json(const std::vector<CheckedPattern>& patterns);
// Markdown. `made_with`: program version and commit.
std::string pattern_page(const std::vector<CheckedPattern>& patterns, const std::string& made_with);
// Empty if the results are of no pattern study.
std::string pattern_html(const ReportData& data);

}  // namespace mainstay::studies
