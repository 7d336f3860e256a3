// What a study will cost, from runs at a few of its points that are timed on all threads together.
#pragma once

#include <cstdint>

#include "studies/study_file.h"

namespace mainstay::studies {

struct CostEstimate {
  std::uint64_t points = 0, runs = 0;  // the largest number where they do not fit
  double seconds = 0;                  // on `threads` threads
  double bytes = 0;                    // of results
  double seconds_a_run = 0, bytes_a_run = 0;
  double slowest_run_seconds = 0;
  std::size_t timed = 0, failed = 0;  // runs that this rests on, and those that were tried and failed
};

// Simulates a run a thread, at points spread over the design (of a grid or list, at the scenario's own values): points
// differ in what they cost, and threads get in each other's way. `share_of_runs`: the part that this process does.
CostEstimate estimate_cost(const LoadedStudy& loaded, int threads, double share_of_runs = 1);

}  // namespace mainstay::studies
