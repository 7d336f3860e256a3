// Programmes by stage, as bars beneath the lines of the timeline: those that are open, those that are ordered for later
// weeks, and the one that is being drafted.
#pragma once

#include "viz/chart.h"
#include "viz/state.h"

namespace mainstay::viz {

// Whether the mouse is held down on one.
bool draw_programme_bars(State& state, const Painter& paint, const Axes& axes, const Rect& rect);

}  // namespace mainstay::viz
