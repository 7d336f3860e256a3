// What must hold in every world in every week: nobody and no dollar is lost, books explain stocks, values keep to
// their ranges.
#pragma once

#include <string>
#include <vector>

#include "agents/world.h"

namespace mainstay::tests {

// Compares a world with the one it started from, whose books were empty. Each answer names the identity, the place, and
// by how much it fails; none when all is well.
std::vector<std::string> broken_identities(const agents::World& start, const agents::World& now);

// Values outside of their range, and numbers that are none.
std::vector<std::string> values_out_of_range(const agents::World& world);

}  // namespace mainstay::tests
