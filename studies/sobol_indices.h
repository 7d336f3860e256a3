// Variance-based sensitivity from Saltelli's scheme: which share of an outcome's variance a factor explains alone
// (first order) and with all that it takes part in (total).
#pragma once

#include <vector>

#include "studies/bootstrap.h"
#include "studies/elementary_effects.h"

namespace mainstay::studies {

// Outcomes at the points of Saltelli's scheme: base matrices A and B of n rows, and for each factor f the matrix A with
// column f taken from B. Rows with a value that is not a number are left out.
struct SaltelliValues {
  std::vector<double> a, b;
  Matrix a_with_b;  // by factor, then row
};

struct SobolIndex {
  double first = 0, total = 0;  // shares of variance; estimates may fall slightly outside [0, 1]
  Interval first_interval, total_interval;
};

// First order by the estimator of Saltelli et al. 2010 (table 2, row b), total by Jansen 1999 (row f). Intervals come
// from resampling rows. One entry a factor; all are not a number where the outcome does not vary.
std::vector<SobolIndex> sobol_indices(const SaltelliValues& values, const BootstrapPlan& plan = {0.95, 1000, 1});

// Sorts outcomes that stand as `saltelli` in designs.h makes its points: for each row a block of A, the mixed rows by
// factor, with `second_order` as many of another mixture (not used here), and B. Empty if blocks do not fit.
SaltelliValues saltelli_values(std::span<const double> values, std::size_t factors, bool second_order = false);

}  // namespace mainstay::studies
