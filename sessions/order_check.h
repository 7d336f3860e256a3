// What is wrong with an order that somebody wants to give, as `check` would say it of a scenario that held it.
#pragma once

#include "scenarios/document.h"
#include "sessions/session.h"

namespace mainstay::sessions {

// What an order is checked beside; a copy, so that a thread may check it while the session goes on.
struct OrderContext {
  std::shared_ptr<const scenarios::Scenario> scenario;
  std::string course;              // of the branch
  std::vector<std::string> given;  // orders of the branch by users, as written
};
OrderContext order_context(const Session& session, std::size_t branch);

// `order` as a scenario would write it, with its week. Throws scenarios::InvalidInput with every problem, at its place
// in `document`, of which the order is the value at `pointer`.
void check_order(const OrderContext& context, const scenarios::Json& order, const scenarios::Document& document,
                 const std::string& pointer);

}  // namespace mainstay::sessions
