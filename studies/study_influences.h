// What drives an outcome: sizes of the factors' influences by the method that fits the design, and which of them the
// study can assert.
#pragma once

#include <vector>

#include "studies/study_analysis.h"

namespace mainstay::studies {

// Strongest first; `shares` are the points as shares of the factors' ranges, `means` the outcome at each.
std::vector<Influence> influences_of(const StudyAnalysis& study, const Matrix& shares,
                                     const std::vector<double>& means);

// Marks what can be asserted of `influences`; where no factor matters, something is named at most at this level.
Drivers drivers_of(const StudyAnalysis& study, const Matrix& shares, const std::vector<double>& means, double level,
                   std::vector<Influence>& influences);

// Largest first; none where the design has no points for them.
std::vector<SobolPair> factor_pairs_of(const StudyAnalysis& study, const std::vector<double>& means);

}  // namespace mainstay::studies
