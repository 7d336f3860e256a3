// All studies of a folder, one after another, and one table of the patterns that they check.
#pragma once

#include <string>

#include "app/run_plan.h"

namespace mainstay::app {

struct BatchOptions {
  std::string folder;  // holds the study files
  std::string page;    // also writes the table there, as a page of documentation
  PlanOptions each;    // its folder gets a folder for every study
  bool dry_run = false, yes = false;
};

bool is_folder(const std::string& path);

// Returns the exit code: 1 if a run or a check failed, 130 if interrupted. Throws InvalidInput before the first run if
// any of the studies is not valid.
int run_batch(BatchOptions options);

}  // namespace mainstay::app
