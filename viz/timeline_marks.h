// What happened when, beneath the lines of the timeline.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "viz/chart.h"
#include "viz/state.h"

namespace mainstay::viz {

struct SignRoom {
  float half = 0, gap = 0;  // of a sign's width; between a sign and what is beside it
  float right = 0;          // where the row ends
  // A text, or as much of it as fits; empty if nothing does.
  std::function<std::string(const std::string&, float width)> fit;
};

// Every mark is in one sign, no sign touches another, and no label reaches the next one: it is shortened, then left
// out.
std::vector<MarkSign> place_signs(std::vector<Mark> marks, const Axes& axes, const SignRoom& room);

void draw_event_marks(State& state, const Painter& paint, const Axes& axes, const Rect& rect);

}  // namespace mainstay::viz
