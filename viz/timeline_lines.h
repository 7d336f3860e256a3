// The lines of the timeline: each branch of the session, and the twin.
#pragma once

#include <string>
#include <vector>

#include "viz/area.h"
#include "viz/chart.h"
#include "viz/state.h"

namespace mainstay::viz {

struct TimelineLine {
  std::string title;
  Colour colour = 0;
  int round = 0;  // of the colours
  bool dashed = false, shown = false;
  std::vector<float> values;                 // week by week, as far as it is known
  sessions::Bands bands;                     // with other luck
  std::size_t branch = sessions::no_branch;  // none: the twin
  int depth = 0;                             // in the tree of branches
  sim::Week forked = 0;                      // from its parent
};

// A branch stands beneath the one it was forked from; the twin is first.
std::vector<TimelineLine> timeline_lines(const State& state, agents::Measure measure, const Area& area);

}  // namespace mainstay::viz
