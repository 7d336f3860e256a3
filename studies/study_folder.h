// The folder that a study's results go to: one process at a time, and only runs of one and the same study.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "studies/describe.h"
#include "studies/results.h"
#include "studies/runner.h"

namespace mainstay::studies {

// The folder holds results of something else; the message says of what, and the remedy.
class OtherResults : public ResultsError {
 public:
  using ResultsError::ResultsError;
};

// Makes the folder where it is missing, and keeps other processes out of it until destroyed; a killed process lets go
// by itself. Throws InvalidInput if nothing can be written there or the folder is full of other files, ResultsError if
// another process has it.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int file_;
};

// Takes away all results, whatever they are of.
void clear_results(const std::filesystem::path& folder);
// Takes away what an earlier `mainstay run` has left; returns how many runs that were. Throws OtherResults if it was
// something else, such as a study. Nothing is taken away if `keeps` says so.
std::size_t clear_results_of_run(const std::filesystem::path& folder);
std::size_t clear_results_of_run(const std::filesystem::path& folder,
                                 const std::function<bool(const ResultsStore&)>& keeps);

// Why what is there is not of this plan, as far as it has come, in words; empty if it is.
std::string other_plan(const Plan& plan, const Origin& origin, const ResultsStore& store);
bool runs_missing(const Plan& plan, const ResultsStore& store);

// Writes down what the results are of, or checks that those which are there are of the same study, scenario, program
// and shard. Throws OtherResults if not.
void prepare(const Plan& plan, const Origin& origin, const Shard& shard, ResultsStore& store);

// Stores how many runs there are and what they took, from the runs themselves: whoever made them, and when.
void store_pace(ResultsStore& store);

}  // namespace mainstay::studies
