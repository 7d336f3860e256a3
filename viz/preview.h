// What a drafted order would change: runs in the background from the week in view, with the order and without. Those
// without begin as soon as the session rests at a week, so that a draft finds them there; each further draft shares
// them.
#pragma once

#include <memory>

#include "sessions/ensemble.h"
#include "sessions/history.h"

namespace mainstay::viz {

struct Game;
struct State;

// Runs of the branch in view as it is, from the week in view.
struct Baseline {
  std::shared_ptr<const sessions::History> history;
  sim::Week week = 0;
  double since = 0;                          // when it came into view, in seconds of the window
  std::shared_ptr<sessions::Ensemble> runs;  // null while the session does not rest there
};

// Once a frame.
void follow_baseline(State& state);
// The week up to which runs from `week` go.
sim::Week preview_end(const Game& game, sim::Week week);
// How far ahead the band of the drafted order reaches; 0 as long as there is none.
sim::Week preview_weeks(const Game& game);
// Starts the runs with what is drafted; says in `order_problem` why there are none.
void start_preview(State& state);

}  // namespace mainstay::viz
