// What a branch may come to with other luck: an ensemble for each branch, from which the timeline draws its bands.
#pragma once

#include <memory>

#include "sessions/ensemble.h"
#include "sessions/history.h"

namespace mainstay::viz {

struct Game;
struct State;

// Runs of one branch; made anew when its orders change.
struct Outlook {
  std::shared_ptr<const sessions::History> history;  // with these orders
  std::shared_ptr<sessions::Ensemble> runs;
};

// Starts what is missing, drops what is no longer so, and lets the branch in view come first; once a frame.
void follow_outlooks(State& state);
// Whether any runs in the background are not done yet.
bool runs_under_way(const Game& game);
// Of a branch, or of the twin (no_branch); null if there is none, as for branches whose runs are stored.
std::shared_ptr<const sessions::Ensemble> outlook_of(const Game& game, std::size_t branch);

}  // namespace mainstay::viz
