// How large a study is and what it will cost, in words, and whether one as large as that can be meant.
#pragma once

#include <string>

#include "studies/estimate.h"
#include "studies/plan.h"
#include "studies/study_file.h"

namespace mainstay::app {

// "16 points, 3 courses of action and the twin, 3 seeds"
std::string size_in_words(const studies::Plan& plan);

std::string in_words(const studies::LoadedStudy& loaded, const studies::CostEstimate& cost, int threads);

// Throws InvalidInput, with the estimated cost, if the study is very large and `yes` is not given, or if its points do
// not fit into memory. `share` of its runs is what this process does.
void refuse_if_enormous(const studies::LoadedStudy& loaded, int threads, double share, bool yes);

}  // namespace mainstay::app
