// Repeats one run of stored results, from nothing but what is stored with them.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>

#include "studies/describe.h"
#include "studies/plan.h"
#include "studies/results.h"

namespace mainstay::studies {

// The plan that the results were made from. Throws ResultsError if they do not say.
Plan plan_of(const ResultsStore& store);

struct Repeated {
  RunKey key;
  std::string coa;
  std::string error;                // of a run that cannot be simulated
  std::string hash_then, hash_now;  // of the state at the end; the same unless the program has changed
  std::string version_then;         // program and commit
  bool same() const { return hash_then == hash_now; }
};

// Simulates a run and its twin again and writes everything about them, week by week, into `out`. Throws ResultsError if
// there is no such run, InvalidInput if `out` is the folder that it comes from, OtherResults if it holds a study.
Repeated repeat_run(const ResultsStore& store, std::int64_t run_id, const std::filesystem::path& out,
                    const Origin& origin, const std::atomic<bool>& stop);

}  // namespace mainstay::studies
