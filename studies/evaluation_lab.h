// What evaluators would have reported from assessed data, beside the true effect that only a model knows: a naive
// before-after comparison, a difference in differences, and a matched comparison.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace mainstay::studies {

// One region in a world with the course of action and, for the truth, in its twin.
struct RegionBeforeAfter {
  bool treated = false;
  double assessed_before = 0, assessed_after = 0;  // as outside observers saw it
  double truth_after = 0, twin_after = 0;          // with and without the course
  std::vector<double> covariates;                  // assessed before treatment; same length for all
};

// Effects on the treated, in units of the measure: mean over treated regions. Not a number where data are missing.
struct EvaluationReports {
  double truth = 0;                      // truth with the course minus truth without it
  double before_after = 0;               // after minus before
  double difference_in_differences = 0;  // the same, minus that of regions that were not treated
  double matched = 0;                    // after, minus that of the most similar region that was not treated
};

// As users name them; the order is that of EvaluationReports.
inline constexpr std::array<std::string_view, 3> evaluation_methods = {"before_after", "difference_in_differences",
                                                                       "matched"};
// What is evaluated, and what observers know of a place before, to find one like it.
inline constexpr std::array<std::string_view, 2> evaluated_measures = {"capacity", "incidents"};

// Matching: nearest neighbour with replacement on covariates in units of their standard deviation (Abadie and Imbens
// 2006, one match, without bias correction).
EvaluationReports evaluate(std::span<const RegionBeforeAfter> regions);

}  // namespace mainstay::studies
