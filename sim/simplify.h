// Fewer points for many shapes at once without tearing the lines they share: every line between two junctions is
// simplified once (Visvalingam and Whyatt 1993), for all shapes that use it.
#pragma once

#include <span>
#include <vector>

#include "sim/map.h"

namespace mainstay::sim {

struct SimplifyOptions {
  double tolerance_km2 = 4;           // smallest triangle that a kept point makes with its neighbours
  double context_tolerance_km2 = 50;  // the same for lines that only coarse shapes use
  double smallest_island_km2 = 10;    // smaller islands and lakes are left out, unless they are all there is
  int decimals = 3;                   // of a degree, about 100 m
};

struct SimplifiedShape {
  std::vector<Polygon> shape;
  bool coarse = false;  // drawn only
};

void simplify_together(std::span<SimplifiedShape> shapes, const SimplifyOptions& options);

}  // namespace mainstay::sim
