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
  Matrix b_with_a;  // B with column f taken from A, for second-order indices; empty where they were not asked for
};

// Without the rows in which anything is missing.
SaltelliValues complete_rows(const SaltelliValues& values);
// The total index of one factor for the rows that were picked, of complete rows.
double total_index(const SaltelliValues& rows, std::size_t factor, std::span<const std::size_t> picked);

struct SobolIndex {
  double first = 0, total = 0;  // shares of variance; estimates may fall slightly outside [0, 1]
  Interval first_interval, total_interval;
};

// First order by the estimator of Saltelli et al. 2010 (table 2, row b), total by Jansen 1999 (row f). Intervals come
// from resampling rows. One entry a factor; all are not a number where the outcome does not vary.
std::vector<SobolIndex> sobol_indices(const SaltelliValues& values, const BootstrapPlan& plan = {0.95, 1000, 1});

// What two factors explain together beyond what each explains alone.
struct SobolPair {
  std::size_t first = 0, second = 0;  // factors
  double index = 0;                   // share of variance; an estimate may fall slightly outside [0, 1]
  Interval interval;
};

// Second order by the estimator of Saltelli 2002 (theorem 2), from b_with_a; one entry a pair of factors, none without
// b_with_a. Outcomes are centred, and first-order parts are those of sobol_indices.
std::vector<SobolPair> sobol_pairs(const SaltelliValues& values, const BootstrapPlan& plan = {0.95, 300, 1});

// Sorts outcomes that stand as `saltelli` in designs.h makes its points: for each row a block of A, the mixed rows by
// factor, with `second_order` as many of B mixed with A, and B. Empty if blocks do not fit.
SaltelliValues saltelli_values(std::span<const double> values, std::size_t factors, bool second_order = false);

}  // namespace mainstay::studies
