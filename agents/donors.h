// Donors: the yearly allocation by what assessments show, and what each government makes of their conditions (loop F).
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// At the start of a year, before orders.
void refill_reserves(World& world);

// Once a year: budgets are refilled, and a donor without a player opens programmes where need, will and return seem
// best.
void allocate_year(World& world);

// Governments learn whether conditions are meant: they are, as far as somebody measures.
void update_conditions(World& world);

}  // namespace mainstay::agents
