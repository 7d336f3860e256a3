// Scenario discovery by PRIM, the patient rule induction method (Friedman and Fisher 1999; for scenarios: Bryant and
// Lempert 2010): a box of factor ranges inside which most points are of interest.
#pragma once

#include <vector>

#include "studies/elementary_effects.h"
#include "studies/statistics.h"

namespace mainstay::studies {

struct PrimPlan {
  double peel = 0.05;        // share of the box's points that one step takes away, (0, 1)
  double paste = 0.05;       // share that one step gives back
  double least_mass = 0.05;  // share of all points below which no box shrinks
  double significance = 0.05;
  std::size_t most_boxes = 3;
};

struct Box {
  std::vector<Interval> limits;  // by factor, both ends inside; infinite where it is not restricted
  double mass = 0;               // share of all points inside
  double density = 0;            // share of the points inside that are of interest
  double coverage = 0;           // share of the points of interest that are inside
  std::size_t restricted = 0;    // number of factors with a limit
};

struct Discovery {
  std::vector<Box> trajectory;  // from all points to the smallest box by peeling, then what pasting gave back
  std::size_t peeled = 0;       // entries of the trajectory that are peeling's
  // The box of the trajectory with the highest harmonic mean of coverage and density, without limits that do not raise
  // it or are not significant.
  Box chosen;
  // By factor: how likely the box would hold as many points of interest by chance if this factor's limits did nothing
  // (Bryant and Lempert's quasi-p-value, a binomial test); 1 where it is not restricted.
  std::vector<double> quasi_p;
};

bool is_inside(const Box& box, const std::vector<double>& point);

// One discovery after another, each without the points of the boxes before, until no box is denser than what is left or
// hardly any point of interest (below least_mass of all points) is left. Density and mass of a later box are about the
// points that are left, coverage about all points of interest. Empty if none or all of the points are of interest.
std::vector<Discovery> discover_boxes(const Matrix& points, const std::vector<bool>& of_interest,
                                      const PrimPlan& plan = {});

}  // namespace mainstay::studies
