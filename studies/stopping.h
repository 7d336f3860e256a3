// When a study has seen enough seeds.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "studies/plan.h"
#include "studies/results.h"

namespace mainstay::studies {

// Width of the interval of the mean by Student's t; infinite for fewer than two values. Values that are not a number
// are left out.
double interval_width_of_mean(std::span<const double> values, double confidence);

// Of `points`, those where the mean of the study's stop_when outcome over the first `seeds` seeds is not yet known to
// the width asked for, for some course of action. Depends on nothing but these runs' results.
std::vector<std::size_t> undecided_points(const Plan& plan, const ResultsStore& store,
                                          const std::vector<std::size_t>& points, std::size_t seeds);

}  // namespace mainstay::studies
