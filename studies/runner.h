// Runs a scenario's courses of action and the twin over paired seeds and stores what they do.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "studies/results.h"

namespace mainstay::studies {

struct RunOptions {
  std::vector<std::string> courses;  // names; empty: all. The twin always runs
  std::uint32_t seeds = 20;
  std::uint64_t first_seed = 1;
  std::uint32_t weeks = 0;  // 0: as the scenario says
  std::string command_line, version, commit, compiler, started;
};

// `progress` is told how many of all runs are done, from any thread. Seeds that have not begun when `stop` becomes true
// are left out; finished ones stay. Returns the number of runs stored.
std::size_t run_scenario(const scenarios::Scenario& scenario, const RunOptions& options, ResultsStore& store,
                         const std::function<void(std::size_t done, std::size_t all)>& progress,
                         const std::atomic<bool>& stop);

}  // namespace mainstay::studies
