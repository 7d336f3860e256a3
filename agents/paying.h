// Who pays for what is ordered: each from its own money, booked where it is spent.
#pragma once

#include "agents/books.h"
#include "agents/world.h"

namespace mainstay::agents {

// Money of a donor that goes to its own people and does not reach the partner.
void charge_donor(World& world, Index donor, RegionIndex where, Cents amount);

// As far as the treasury lasts; returns what was paid.
Cents charge_government(World& world, CountryIndex country, Book cause, Cents wanted);
// The whole amount, or nothing and false where the treasury holds less.
bool charge_in_full(World& world, CountryIndex country, Book cause, Cents amount);

// Takes money for surges from a donor's reserve, or gives it back with a negative amount; false if it holds less.
bool draw_reserve(Donor& donor, Cents amount);

void charge_organisation(World& world, Index organisation, Cents amount);

// As far as the group's funds last; returns what was paid.
Cents charge_group(World& world, Index group, RegionIndex where, Cents wanted);

}  // namespace mainstay::agents
