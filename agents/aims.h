// What orders are for.
#pragma once

#include "agents/measures.h"
#include "agents/orders.h"

namespace mainstay::agents {

// The measure that an order of this kind is meant to move, so far as the model measures it.
Measure aim_of(Verb verb);

}  // namespace mainstay::agents
