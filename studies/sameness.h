// Whether runs were made from the same things: texts of scenario, study and catalogues compared by what they mean to a
// run. Titles, summaries, sources and comments mean nothing to it, nor do a study's numbers of seeds and samples, its
// stopping rule, and what it records of runs to come.
#pragma once

#include <string>
#include <string_view>

namespace mainstay::studies {

// Where two texts differ in what changes a run, in words: "/governments/XA/will and 2 more places", or nothing.
std::string scenario_change(std::string_view before, std::string_view now);
std::string study_change(std::string_view before, std::string_view now);
std::string catalogues_change(std::string_view before, std::string_view now);

}  // namespace mainstay::studies
