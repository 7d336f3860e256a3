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

// How far the work is: whole runs, and the share of all weeks, [0, 1].
struct RunProgress {
  std::size_t done = 0, all = 0;
  double share = 0;
};

// `progress` is told every few weeks of every run, from any thread. Seeds that are not finished when `stop` becomes
// true are left out, so that every stored run has its twin. Returns the number of runs stored.
std::size_t run_scenario(const scenarios::Scenario& scenario, const RunOptions& options, ResultsStore& store,
                         const std::function<void(const RunProgress&)>& progress, const std::atomic<bool>& stop);

}  // namespace mainstay::studies
