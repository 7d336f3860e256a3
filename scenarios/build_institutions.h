// Places a scenario's institutions in the starting world and settles what governments have to pay for them.
#pragma once

#include "agents/world.h"
#include "scenarios/read_orders.h"

namespace mainstay::scenarios {

// By rule or one by one; staff are taken from the people of the region.
void place_institutions(agents::World& world, const Json& root, const OrderReader& reader);

// As listed; what the scenario leaves open hangs on the office that manages forces for the country.
void find_parents(agents::World& world, const Json& root);

// The money that the simulated institutions have: what full pay and the usual part of upkeep cost at the start, no more
// than the scenario's security share. Budget shares of the scenario tilt upkeep between kinds.
void settle_budgets(agents::World& world, const Json& root);

}  // namespace mainstay::scenarios
