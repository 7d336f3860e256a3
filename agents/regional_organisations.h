// Regional organisations: shared information, joint exercises, peacekeeping missions (loop E).
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

void hold_exercise(World& world, const Picture& picture, Index organisation, double usd);

// Exercises that are due, missions that end, and what contributing does to those who contribute.
void act_regionally(World& world, const Picture& picture);

}  // namespace mainstay::agents
