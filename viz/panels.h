// The panels around the map, one file each; each draws itself for one frame and acts on what was clicked.
#pragma once

#include "viz/widgets.h"

namespace mainstay::viz {

// Where the panels stand in a window of this size.
struct Layout {
  Rect top, left, right, bottom, map;
};
Layout make_layout(const State& state);

void draw_top_bar(State& state, const Rect& rect);
void draw_timeline(State& state, const Rect& rect);
void draw_inspector(State& state, const Rect& rect);
void draw_legend(State& state, const Rect& map);

}  // namespace mainstay::viz
