// The answer in one sentence and what belongs to it, made from the results whatever they are.
#pragma once

#include <string>

#include "studies/report_data.h"

namespace mainstay::studies {

// HTML sentences with <b> around names and figures.
struct Headline {
  std::string answer;
  std::string details;  // each course of action in turn, harm to civilians; may be empty
};
Headline headline_of(const ReportData& data);
// Both without mark-up, for a terminal.
std::string text_of(const Headline& headline);
// In report_caution.cpp: that few pairs prove little, in plain text; empty where there are enough.
std::string few_pairs_caution(const ReportData& data);
// What to keep in mind about this particular set of results (few seeds, failed runs, an interruption); empty if
// nothing.
std::string caution_html(const ReportData& data);

}  // namespace mainstay::studies
