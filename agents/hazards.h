// Droughts, floods, cyclones, epidemics: they come by chance and season, and bring hardship that civil emergency
// services can limit.
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

void start_and_end_hazards(World& world, const Picture& picture);
void begin_hazard(World& world, HazardKind kind, RegionIndex region, double severity, std::uint32_t weeks);

}  // namespace mainstay::agents
