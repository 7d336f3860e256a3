// What `run` and `study` share: running a plan into a folder, with progress, summary and report.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "studies/describe.h"
#include "studies/ranks.h"
#include "studies/runner.h"

namespace mainstay::app {

struct PlanOptions {
  std::filesystem::path folder;
  studies::Keep keep = studies::Keep::as_study;
  studies::Shard shard;
  bool restart = false, retry_failed = false;
  bool replace_run = false;  // results of an earlier `run` make room
  bool json = false, quiet = false;
  bool summary = true;              // prints the table of outcomes
  studies::Ranks* ranks = nullptr;  // other processes that help
  std::string announcement;         // said before the first run, once the folder is known to be good
};

// Limits the threads of everything until destroyed; 0: all cores.
class ThreadLimit {
 public:
  explicit ThreadLimit(int threads);
  ~ThreadLimit();

 private:
  struct Limit;
  std::unique_ptr<Limit> limit_;
};

std::size_t threads_in_use();

// Becomes true when the user or the system asks the program to end (SIGINT, SIGTERM); from the first call on.
const std::atomic<bool>& interruption();

studies::Origin origin(std::string command_line);

// Says on stderr if another version of the program has made these results: they are shown as they were stored.
void tell_version(const studies::ResultsStore& store);

// Returns the exit code: 0 done, 1 a run failed, 130 interrupted. Throws ResultsError.
int run_plan(const studies::Plan& plan, const PlanOptions& options, const studies::Origin& origin);

// Calls `work` and turns what it throws into a message and an exit code.
int guarded(const std::function<int()>& work);

}  // namespace mainstay::app
