// What a study will cost, from a run of its scenario that is timed.
#pragma once

#include <cstdint>

#include "studies/study_file.h"

namespace mainstay::studies {

struct CostEstimate {
  std::uint64_t points = 0, runs = 0;  // the largest number where they do not fit
  double seconds = 0;                  // on `threads` threads
  double bytes = 0;                    // of results
  double seconds_a_run = 0, bytes_a_run = 0;
};

// Simulates one run on one thread, at the scenario's own values. `share_of_runs`: the part that this process does.
CostEstimate estimate_cost(const LoadedStudy& loaded, int threads, double share_of_runs = 1);

}  // namespace mainstay::studies
