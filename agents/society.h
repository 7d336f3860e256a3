// What a region goes through between its institutions and its people: control, information, justice, crime, trust,
// protest, displacement and income (model.md section 6; loops B, C and E).
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// Slow states of all regions after the residents' update.
void update_society(World& world, const Picture& picture);

// Where the displaced stay: the neighbours that are safest, and their own region as far as it is.
void settle_displaced(World& world);

}  // namespace mainstay::agents
