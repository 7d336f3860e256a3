// What stands over the map or the whole window: search, help, short messages; and the chooser before a file is open.
#pragma once

#include "viz/panels.h"

namespace mainstay::viz {

void draw_orders(State& state, const Rect& rect);
void draw_overlays(State& state, const Rect& map);
void draw_search(State& state, const Rect& map);
void close_search(State& state);
void draw_help(State& state);
void draw_session_panel(State& state);
void draw_chooser(State& state);
// What is asked before something is lost, over all else.
void draw_doubt(State& state);
void start_tour(State& state);
// The step of the tour, or its offer.
void draw_tour(State& state, const Layout& layout);

// What the map first shows: the countries that courses of action mean, or all. `closer`: only the regions they mean,
// for maps that are small.
Bounds focus_bounds(const Game& game, bool closer);

}  // namespace mainstay::viz
