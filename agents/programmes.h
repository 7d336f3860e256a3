// Programmes of assistance: opening, stages, handover and end (loop F).
#pragma once

#include "agents/world.h"

namespace mainstay::agents {

// Opens a programme from an order; it enters the pipeline at once when a surge pays from the reserve.
void open_programme(World& world, const Order& order);
void plan_handover(World& world, Programme& programme, const Sustainment& sustainment);
void end_programme(World& world, Index programme, Stage stage);
// What of its money for the delivering stage is still to go out.
Cents undelivered(const Programme& programme, Week week);

// Stages move on, and objectives are judged in the week that they name; each week.
void advance_programmes(World& world);

bool matches(const Targets& targets, const World& world, Index institution);
// Whether a programme helps anybody in the country.
bool works_in(const World& world, const Programme& programme, CountryIndex country);

}  // namespace mainstay::agents
