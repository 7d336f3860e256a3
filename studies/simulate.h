// Simulates the runs of one point and seed: the twin and the courses of action that are compared with it.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "studies/plan.h"
#include "studies/results.h"

namespace mainstay::studies {

// How much is kept of a run.
enum class Keep {
  as_study,          // what the study's "record" says
  first_seed_whole,  // everything of the first seed, the usual of the others; a seed's runs all together or not at all
  everything,
};

// The runs of one point and seed that are wanted, by course.
struct Block {
  std::size_t point = 0, seed = 0;
  std::vector<bool> wanted;
};

// Who is told of the runs, from any thread. What they throw is passed on.
struct Watch {
  std::function<void(RunRecord&&)> finished;
  std::function<void()> week_done = [] {};
};

// Hands on each wanted run as soon as it is there; the twin is simulated in any case, as the others' outcomes need it.
// A run that cannot be simulated is handed on with the status "failed" and its error. Ends early when `stop` becomes
// true.
void simulate(const Plan& plan, const Block& block, Keep keep, const std::atomic<bool>& stop, const Watch& watch);

}  // namespace mainstay::studies
