// What happened when, beneath the lines of the timeline.
#pragma once

#include "viz/chart.h"
#include "viz/state.h"

namespace mainstay::viz {

void draw_event_marks(State& state, const Painter& paint, const Axes& axes, const Rect& rect);

}  // namespace mainstay::viz
