// How fast the program is: the weekly update of residents, and whole runs as `mainstay run` makes them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "scenarios/scenario.h"

namespace mainstay::studies {

// Figures keyed by number of threads.
using ByThreads = std::map<int, double>;

struct BenchmarkOptions {
  std::vector<int> threads = {1};
  std::uint32_t weeks = 26;   // that one measurement of the residents' update adds up
  std::uint32_t repeats = 5;  // measurements; the one least disturbed by other programs counts, the fastest
};

// Time of the residents' update for one resident and week, in nanoseconds. `advanced` is called after each measurement.
ByThreads ns_per_resident_week(const scenarios::Scenario& scenario, const BenchmarkOptions& options,
                               const std::function<void()>& advanced);

// Whole runs of the twin a minute, warm-up and recording of results included, as many at a time as there are threads.
ByThreads runs_per_minute(const scenarios::Scenario& scenario, const BenchmarkOptions& options,
                          const std::function<void()>& advanced);

}  // namespace mainstay::studies
