// How institutions, advisory teams and threats look on the map, and the key that says so.
#pragma once

#include <string>

#include "viz/state.h"
#include "viz/widgets.h"

namespace mainstay::viz {

enum class Side { state, advisers, threat };

// `text`: a kind's letter, "A+", or how many cells; `persons`: a threat's sign grows with its fighters.
void draw_sign(const State& state, const Painter& paint, Side side, const std::string& text, double persons,
               const Rect& box);
// How many institutions a sign stands for, at its upper right.
Rect count_badge_box(const State& state, const Painter& paint, const Rect& sign, int count);
void draw_count_badge(const State& state, const Painter& paint, const Rect& sign, int count);

// All signs there are in the open scenario, above the legend; while state.signs.
void draw_sign_key(State& state, const Rect& map);

}  // namespace mainstay::viz
