// What must hold in every world in every week: nobody and no dollar is lost, books explain stocks. That
// values keep to their ranges is agents/world_check's.
#pragma once

#include <string>
#include <vector>

#include "agents/world.h"

namespace mainstay::tests {

// Compares a world with the one it started from, whose books were empty. Each answer names the identity, the place, and
// by how much it fails; none when all is well.
std::vector<std::string> broken_identities(const agents::World& start, const agents::World& now);

}  // namespace mainstay::tests
