// What a facilitator can bring about, and what governments agree on with groups.
#pragma once

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// False if the inject found nothing to act on.
bool apply_inject(World& world, const Picture& picture, Postings& postings, const Order& order);
bool deal_with_group(World& world, const Order& order);

}  // namespace mainstay::agents
