// Donors: the yearly allocation by what assessments show, and what each government makes of their conditions (loop F).
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// Share of what happens to the money that monitoring sees where it takes this share of the money: [0, 1), diminishing.
double seen_by_monitoring(const Parameters& parameters, double monitoring_share);

// At the start of a year, before orders.
void refill_reserves(World& world);

// Once a year: budgets are refilled, and a donor without a player opens programmes where need, will and return seem
// best.
void allocate_year(World& world);

// Governments learn whether conditions are meant: they are, as far as somebody measures.
void update_conditions(World& world);

}  // namespace mainstay::agents
