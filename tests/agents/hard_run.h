// Runs of worlds whose numbers stand at their limits: what must hold of them, whatever was allowed.
#pragma once

#include <string>
#include <vector>

#include "agents/world.h"
#include "scenarios/scenario.h"

namespace mainstay::tests {

// Lets a world run under orders. What does not hold in the first week in which something does not: nobody and no dollar
// is lost, values keep to their ranges, every number is finite, and no amount is beyond what doubles count exactly.
// Nothing when all is well.
std::string fault_of_run(const agents::World& start, const std::vector<agents::Order>& orders, std::uint32_t weeks);

// The same for a scenario: its own course of action with the most orders after the warm-up, and a random world of it
// under `orders` random orders and injects.
std::string fault_of_scenario(const scenarios::Scenario& scenario, std::uint64_t number, std::uint32_t weeks,
                              std::size_t orders = 60);

}  // namespace mainstay::tests
