// What the surge of the branch in view was worth so far: runs in the background with it and without, made anew when
// another branch, or another surge of it, comes into view.
#pragma once

#include <memory>

#include "sessions/worth.h"

namespace mainstay::viz {

struct State;

struct SurgeWorth {
  std::shared_ptr<const sessions::History> history;  // of the branch in view
  sim::Week week = 0;
  std::shared_ptr<sessions::WorthRuns> runs;  // of one subject; null where no surge has been ordered so far
};

// Once a frame.
void follow_surge_worth(State& state);

}  // namespace mainstay::viz
