// What a facilitator can bring about, and orders that need more than a line: new units, deals with groups, new groups.
#pragma once

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// False if the inject found nothing to act on.
bool apply_inject(World& world, const Picture& picture, Postings& postings, const Order& order);
bool raise_unit(World& world, const Order& order);
bool deal_with_group(World& world, const Order& order);

// Appends an institution with empty state; the caller fills it. All arrays grow together.
Index append_institution(Institutions& institutions);

}  // namespace mainstay::agents
