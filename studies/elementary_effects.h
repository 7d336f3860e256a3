// Screening by elementary effects (Morris 1991; mu*: Campolongo, Cariboni and Saltelli 2007): which factors matter, and
// which act non-linearly or together.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "studies/bootstrap.h"

namespace mainstay::studies {

// Rows are points, columns factors; all rows have the same length.
using Matrix = std::vector<std::vector<double>>;

struct FactorEffects {
  double mu = 0;       // mean effect of going through the factor's whole range, in units of the outcome
  double mu_star = 0;  // mean of its size
  double sigma = 0;    // standard deviation: zero where the factor acts alone and linearly
  Interval mu_star_interval;
  std::size_t effects = 0;  // how many elementary effects this rests on
};

// Effects by factor and trajectory, of points and values as below; not a number where a value is missing.
Matrix effects_by_trajectory(const Matrix& points, std::span<const double> values);

// Mean size of a factor's effects over the trajectories that were picked; not a number if none of them has one.
double mean_size(const std::vector<double>& effects, std::span<const std::size_t> picked);

// `points` has trajectories one after another, each of factors + 1 rows of which each differs from the one before in
// one factor; coordinates are shares of the factors' ranges, [0, 1]. `values` has the outcome at each row; steps at
// which either value is not a number are left out. Intervals come from resampling trajectories. One entry a factor.
std::vector<FactorEffects> elementary_effects(const Matrix& points, std::span<const double> values,
                                              const BootstrapPlan& plan = {});

}  // namespace mainstay::studies
