// Orders that come from a file may say anything: what the model needs of one before it is given.
#pragma once

#include <string>

#include "agents/world.h"

namespace mainstay::agents {

// The first fault of an order as its field and what is allowed there ("donor is not named"); empty if it can be given
// in this world and in any that comes of it.
std::string first_fault(const Order& order, const World& world);

// The same of something that happened in a week ("region is 400; there are 99 regions").
std::string first_fault(const sim::Event& event, Week week, const Setting& setting);

}  // namespace mainstay::agents
