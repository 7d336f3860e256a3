// Few and ranked: what a user should not miss. Each leads to its place.
#pragma once

#include <map>

#include "viz/map_view.h"

namespace mainstay::viz {

// Where the fighters of a region came from in some weeks: recruited there, or moved in from another region. Persons.
struct Arrivals {
  double recruited = 0;
  std::map<sim::RegionIndex, double> moved;
  double all() const;
};
Arrivals arrivals(const sessions::History& history, sim::RegionIndex region, sim::Week from, sim::Week until);
// "moved from Mopti: 38 %, recruited there: 62 %", the larger first; empty if nobody came.
std::string arrivals_text(const Arrivals& came, const sim::RegionalMap& map);

// The rectangles that alerts take on the map; labels and tokens keep clear of them.
void take_alerts(State& state, const Rect& map, Occupied& occupied);
void draw_alerts(State& state, const Rect& map);

}  // namespace mainstay::viz
