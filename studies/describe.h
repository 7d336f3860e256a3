// Writes down what results are of: program, scenario, study, and what every name in the tables means.
#pragma once

#include <string>

#include "studies/plan.h"
#include "studies/results.h"

namespace mainstay::studies {

// How and by what the results were made.
struct Origin {
  std::string command_line, version, commit, compiler;
  std::string started;  // date and time
};

void describe(const Plan& plan, const Origin& origin, ResultsStore& store);

}  // namespace mainstay::studies
