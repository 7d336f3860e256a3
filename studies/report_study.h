// The parts of a report that only a study of several points has, in the order in which they stand. Each is empty where
// the results have nothing for it.
#pragma once

#include <string>

#include "studies/report_data.h"
#include "studies/report_headline.h"
#include "studies/study_analysis.h"

namespace mainstay::studies {

// What leads a report or a summary: of one point, its courses; of several, what holds over the points.
Headline headline_of(const ReportData& data, const StudyAnalysis& study);            // report_study_headline.cpp
std::string distributions_html(const ReportData& data, const StudyAnalysis& study);  // report_distributions.cpp
std::string influences_html(const ReportData& data, const StudyAnalysis& study);     // report_influences.cpp
std::string robustness_html(const ReportData& data, const StudyAnalysis& study);     // report_robustness.cpp
std::string discovery_html(const ReportData& data, const StudyAnalysis& study);      // report_discovery.cpp
std::string spread_maps_html(const ReportData& data);                                // report_spread.cpp
std::string evaluation_html(const ReportData& data, const StudyAnalysis& study);     // report_evaluation.cpp

extern const char* const study_report_style;  // report_study_style.cpp

// "where Will is below 0.35 and Base preference above 0.6"; limits as people would say them.
std::string box_words(const StudyPoints& points, const Box& box);

}  // namespace mainstay::studies
