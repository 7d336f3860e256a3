// The parts of a report's page, in the order in which they stand. Each is empty where the results have nothing for it.
#pragma once

#include <string>

#include "studies/report_data.h"

namespace mainstay::studies {

std::string chip_html(const Course& course);     // the letter in its colour
std::string course_style(const Course& course);  // CSS class of its colour: "c1" to "c8"

std::string cards_html(const ReportData& data);        // report_courses.cpp
std::string figures_html(const ReportData& data);      // report_courses.cpp
std::string charts_html(const ReportData& data);       // report_curves.cpp
std::string assessment_html(const ReportData& data);   // report_curves.cpp
std::string more_charts_html(const ReportData& data);  // report_curves.cpp
std::string maps_html(const ReportData& data);         // report_places.cpp
std::string books_html(const ReportData& data);        // report_books.cpp
std::string chains_html(const ReportData& data);       // report_chain.cpp
std::string money_html(const ReportData& data);        // report_books.cpp
std::string events_html(const ReportData& data);       // report_appendix.cpp
std::string guide_html(const ReportData& data);        // report_appendix.cpp
std::string parameters_html(const ReportData& data);   // report_appendix.cpp
std::string provenance_html(const ReportData& data);   // report_appendix.cpp

extern const char* const report_style;  // report_style.cpp

}  // namespace mainstay::studies
