// Runs what a study still lacks and stores it. Safe to stop or kill at any time: runs that are stored are whole, and
// the next call goes on with the others; in the end the tables are the same.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "studies/plan.h"
#include "studies/results.h"
#include "studies/simulate.h"

namespace mainstay::studies {

// A part of a study that one of several processes does: part `index` (from 0) of `count`.
struct Shard {
  std::size_t index = 0, count = 1;
};

struct RunOptions {
  Keep keep = Keep::as_study;
  Shard shard;
  bool retry_failed = false;
};

struct RunCounts {
  std::size_t stored = 0;   // runs stored by this call
  std::size_t failed = 0;   // of them, failed
  std::string first_error;  // of one that failed, its first line
  std::size_t before = 0;   // runs that were stored already
  std::size_t missing = 0;  // runs left out because it was stopped
  // Of points with as many seeds as stop_when allows, those of which the mean is still not known to the width.
  std::size_t undecided = 0;
};

// How far this call is: whole runs, and the share of all weeks to simulate, [0, 1].
struct RunProgress {
  std::size_t done = 0, all = 0;
  double share = 0;
};
using ShowProgress = std::function<void(const RunProgress&)>;  // is told from any thread

// Simulates all blocks and hands their runs to `finished`, from any thread.
using Execute = std::function<void(const std::vector<Block>& blocks, const Watch& watch)>;

// What is next, or nothing if there is no more. Called by one thread at a time; it may wait.
using NextBlock = std::function<std::optional<Block>()>;

// Works on one block a thread; threads that find no block any more help inside the runs of others.
void on_all_threads(const NextBlock& next, const std::function<void(const Block&)>& work);
std::size_t threads_of_process();

// In the order of the blocks.
Execute on_threads(const Plan& plan, Keep keep, const std::atomic<bool>& stop);

// Throws ResultsError if results cannot be written; what is stored stays.
RunCounts run_missing(const Plan& plan, const RunOptions& options, ResultsStore& store, const Execute& execute,
                      const ShowProgress& progress, const std::atomic<bool>& stop);

}  // namespace mainstay::studies
