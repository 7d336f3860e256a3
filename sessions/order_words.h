// An order in a few words.
#pragma once

#include <string>

#include "agents/orders.h"

namespace mainstay::sessions {

std::string order_title(const agents::Order& order);  // "Open programme surge-north", "Inject drought"

}  // namespace mainstay::sessions
