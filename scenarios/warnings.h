// What of a scenario is allowed, but would do nothing without a word, or not what was meant.
#pragma once

#include <vector>

#include "scenarios/scenario.h"

namespace mainstay::scenarios {

// Money for instruments that can help none of a programme's targets, targets and rules that select nothing, budgets for
// kinds that a country has not, and borders that the map does not see (sim/border_gaps.h). In the order of the file.
// The scenario is one that its own check finds nothing wrong with; throws InvalidInput with what only building it
// shows.
std::vector<Problem> warn_of_scenario(const ScenarioSource& source);

// Of these, what is wrong with the map alone: fast enough for every run.
std::vector<Problem> warn_of_map(const ScenarioSource& source);

}  // namespace mainstay::scenarios
