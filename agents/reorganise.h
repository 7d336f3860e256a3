// Units that governments raise, merge, move and disband. What a unit holds moves through the books with it.
#pragma once

#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// Each returns false if it cannot be done: nobody to recruit, no such unit, a place at sea, no money for the move,
// too many for one unit.

// Takes order.persons from the first of order.regions into a unit without materiel. The others of the country share
// their budget with it.
bool raise_unit(World& world, const Order& order);
bool merge_units(World& world, Postings& postings, Index from, Index into);
bool disband_unit(World& world, Postings& postings, Index unit);
bool deploy_unit(World& world, Index unit, RegionIndex to);

// Adds an institution without properties at the end of every list; returns its index.
Index append_institution(Institutions& institutions);

// The office above a unit for which nothing else is given: the first of its country that manages forces, or none.
Index office_above(const World& world, Index unit);

}  // namespace mainstay::agents
