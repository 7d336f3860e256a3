// What a drafted order would do, as its pairs of runs say so far.
#pragma once

#include "viz/inspector.h"

namespace mainstay::viz {

float preview_chart_height(const State& state);
void draw_preview_chart(Column& column, const Draft& draft);

}  // namespace mainstay::viz
