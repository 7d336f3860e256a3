// Orders and injects take effect: the only ways into a running world.
#pragma once

#include <span>
#include <vector>

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// Applies one order now. What cannot be done (no such programme any more, the partner does not accept) is told as an
// order_refused event and changes nothing.
void apply_order(World& world, const Picture& picture, Postings& postings, const Order& order);

// Orders of the list that are due this week, then those of triggers whose condition holds, or of those in `fires` alone
// where that is given. Returns the triggers that fired.
std::vector<Index> apply_due_orders(World& world, std::span<const Order> orders, const Picture& picture,
                                    Postings& postings, const std::vector<Index>* fires);

}  // namespace mainstay::agents
