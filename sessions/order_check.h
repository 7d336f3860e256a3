// What is wrong with an order that somebody wants to give, as `check` would say it of a scenario that held it.
#pragma once

#include "scenarios/document.h"
#include "sessions/session.h"

namespace mainstay::sessions {

// `order` as a scenario would write it, with its week. Throws scenarios::InvalidInput with every problem, at its place
// in `document`, of which the order is the value at `pointer`.
void check_order(const Session& session, std::size_t branch, const scenarios::Json& order,
                 const scenarios::Document& document, const std::string& pointer);

}  // namespace mainstay::sessions
