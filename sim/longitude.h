// Longitudes go round: the date line (180 degrees) is where files break off, not where the Earth does.
#pragma once

#include <span>
#include <vector>

#include "sim/map.h"

namespace mainstay::sim {

// The same meridian from -180 to 180, for people; those are left as they are.
double usual_longitude(double degrees);

// Writes each point of a ring beside the one before, so that a step across the date line from 179 to -179 goes on to
// 181. A step of exactly 360 degrees runs along the edge of a world map and stays. False if the ring goes round a pole.
bool unroll(Ring& ring);

// The hole's copy that lies within its outer ring.
void lay_beside(Ring& hole, const Ring& outer);

// Lays shapes of which some lie on both sides of the date line side by side, whichever way their file breaks them
// there: moves polygons by whole turns until no gap between `regions` is wider than the one at the map's edge, joins
// parts of one shape that were cut at the date line, and moves `context` beside them. Shapes elsewhere stay as they
// are.
void join_across_date_line(std::span<std::vector<Polygon>* const> regions,
                           std::span<std::vector<Polygon>* const> context);

}  // namespace mainstay::sim
