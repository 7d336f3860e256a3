// What each order of a branch was worth: the world with all orders beside the same world, with the same luck, without
// that one.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sessions/session.h"

namespace mainstay::sessions {

using Outcomes =
    std::map<std::string, double>;  // as studies::run_outcomes() names them; not a number where there is none

struct OrderWorth {
  agents::Order order;
  bool of_scenario = false;       // or given by a user
  std::vector<Outcomes> effects;  // with all orders minus without this one, by luck: first the session's own
};

struct Attribution {
  sim::Week weeks = 0;               // that were compared
  std::vector<Outcomes> with_all;    // against the twin, by luck
  std::vector<OrderWorth> by_order;  // in order of week
};

// Simulates the branch once for each of its orders and each luck. `progress(done, all)` may be called from any thread.
Attribution attribute(const Session& session, std::size_t branch, sim::Week weeks, std::size_t lucks,
                      const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace mainstay::sessions
