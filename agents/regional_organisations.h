// Regional organisations: shared information and joint exercises (loop E). Their missions: missions.h.
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// An organisation that plans fewer than this holds none.
inline constexpr double fewest_exercises_per_year = 0.01;

void hold_exercise(World& world, const Picture& picture, Index organisation, double usd);

// Exercises that are due.
void act_regionally(World& world, const Picture& picture);

}  // namespace mainstay::agents
