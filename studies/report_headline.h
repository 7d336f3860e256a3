// The answer in a few sentences, made from the results whatever they are.
#pragma once

#include <string>

#include "studies/report_data.h"

namespace mainstay::studies {

// Sentences with <b> around names and figures.
std::string headline_html(const ReportData& data);
// The same without mark-up, for a terminal.
std::string headline_text(const ReportData& data);
// What to keep in mind about this particular set of results (few seeds, failed runs); empty if nothing.
std::string caution_html(const ReportData& data);

// "no clear difference", "12 points more (8 to 15)", ...: the words for one estimate of a difference.
std::string verdict(const ReportData& data, std::size_t course, const std::string& outcome);

}  // namespace mainstay::studies
