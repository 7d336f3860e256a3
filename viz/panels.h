// The panels around the map, one file each; each draws itself for one frame and acts on what was clicked.
#pragma once

#include "viz/widgets.h"

namespace mainstay::viz {

// Where the panels stand in a window of this size.
struct Layout {
  Rect top, left, right, bottom, map;
  float left_width = 0;  // of the left panel, also while it gives way to compared maps
};
Layout make_layout(const State& state);
// The scale that a window of this size has room for, at most what is wanted: no panel is drawn over another.
float scale_for(float width, float height, float wanted);

// Where the lines of the timeline stand in its panel, `rect`: the same whether or not an order is drafted.
Rect timeline_area(const State& state, const Rect& rect);

void draw_top_bar(State& state, const Rect& rect);
void draw_timeline(State& state, const Rect& rect);
void draw_inspector(State& state, const Rect& rect);
Rect legend_box(const State& state, const Rect& map);
void draw_legend(State& state, const Rect& map);

}  // namespace mainstay::viz
