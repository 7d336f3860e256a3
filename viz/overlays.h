// What stands over the map or the whole window: search, help, short messages; and the chooser before a file is open.
#pragma once

#include "viz/panels.h"

namespace mainstay::viz {

void draw_orders(State& state, const Rect& rect);
void draw_overlays(State& state, const Rect& map);
void draw_search(State& state, const Rect& map);
void draw_help(State& state);
void draw_chooser(State& state);
void start_tour(State& state);
// The step of the tour, or its offer.
void draw_tour(State& state, const Layout& layout);

// The countries that courses of action mean, or all: what the map first shows.
Bounds focus_bounds(const Game& game);

}  // namespace mainstay::viz
