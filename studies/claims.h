// What the runs of a study can carry: which factors are more than luck makes of factors that do nothing, which way they
// act, and whether a box of ranges is one that luck would not have found. Everything rests on dealing the study's own
// outcomes anew, so that no shape of luck is assumed.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "studies/elementary_effects.h"
#include "studies/prim.h"
#include "studies/sobol_indices.h"

namespace mainstay::studies {

// Of studies in which no factor matters, no more than this share names one in the headline: half of it for drivers and
// their signs, half for boxes, each shared by the courses of action.
inline constexpr double claim_level = 0.05;

// By factor.
struct FactorClaims {
  std::vector<char> named;  // its influence is more than luck
  std::vector<int> sign;    // +1 or -1 where the outcome clearly goes one way with more of the factor
  // The strongest influence as a multiple of what luck deals to the strongest of factors that do nothing.
  double strongest = 0;
};

// Rank correlations, against those with the outcomes dealt to the points at random (Westfall and Young's largest over
// all factors). A row a point; outcomes that are not a number are left out. Nothing is named from fewer than ten
// points.
FactorClaims claims_of_ranks(const Matrix& values, std::span<const double> outcomes, double level);

// Elementary effects, by factor and trajectory. Sizes against those with each trajectory's effects dealt to the factors
// at random: under luck alone every factor has some size. Signs by a t-test over trajectories. Nothing is named from
// fewer than four trajectories.
FactorClaims claims_of_effects(const Matrix& effects, double level);

// Total indices, against those with each row's squared steps dealt to the factors at random, and rank correlations over
// the base rows, which also tell signs. `base` has a row for each of a, then for each of b. Nothing is named from fewer
// than eight rows.
FactorClaims claims_of_rows(const SaltelliValues& rows, const Matrix& base, double level);

// How many samples would tell what `samples` of them do not, if it is as large as it looks: `strength` is its size as a
// multiple of what can be told, which shrinks with the root of their number. Rounded up to a round number; none where
// no number that anybody would run does.
std::optional<double> samples_that_tell(double samples, double strength);

// Nothing is said about where from fewer points, or fewer points of interest (or of the others).
inline constexpr std::size_t fewest_points_for_box = 20, fewest_cases_for_box = 8, fewest_cases_in_box = 5;

// What of a discovered box can be asserted: its limits that hold against all that were tried, measured anew, if dealing
// out which points are of interest hardly ever leads to a box as telling. None otherwise.
std::optional<Box> asserted_box(const Matrix& points, const std::vector<bool>& of_interest, const Discovery& found,
                                double level, const PrimPlan& plan = {});

}  // namespace mainstay::studies
