// Few and ranked: what a user should not miss. Each leads to its place.
#pragma once

#include "viz/map_view.h"

namespace mainstay::viz {

// The rectangles that alerts take on the map; labels and tokens keep clear of them.
void take_alerts(State& state, const Rect& map, Occupied& occupied);
void draw_alerts(State& state, const Rect& map);

}  // namespace mainstay::viz
