// What stands beneath the lines of the timeline: programmes by stage, and what happened when.
#pragma once

#include "viz/chart.h"
#include "viz/state.h"

namespace mainstay::viz {

// Whether the mouse is held down on one.
bool draw_programme_bars(State& state, const Painter& paint, const Axes& axes, const Rect& rect);
void draw_event_marks(State& state, const Painter& paint, const Axes& axes, const Rect& rect);

// "Surge: three borders": what a programme is called on screen.

}  // namespace mainstay::viz
