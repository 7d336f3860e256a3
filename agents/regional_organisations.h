// Regional organisations: shared information and joint exercises (loop E). Their missions: missions.h.
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

void hold_exercise(World& world, const Picture& picture, Index organisation, double usd);

// Exercises that are due.
void act_regionally(World& world, const Picture& picture);

}  // namespace mainstay::agents
