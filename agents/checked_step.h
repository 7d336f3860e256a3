// Weeks that must end well: a run whose numbers leave their ranges has failed, and goes no further.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "agents/step.h"

namespace mainstay::agents {

// What is out of its range, after which week and which of its phases.
struct BrokenWeek : std::runtime_error {
  BrokenWeek(Week week, const std::string& where, const std::string& fault);
  Week week;
  std::string fault;
};

// Simulates a week as step() does; throws BrokenWeek if a number of the world is out of its range then.
void checked_step(World& world, std::span<const Order> orders, Workspace& workspace,
                  const std::vector<Index>* fires = nullptr);

// The same with the phase after which a number was out of its range first. Simulates anew from `earlier`, which is the
// world at the beginning of that week or of one before.
BrokenWeek with_its_phase(const BrokenWeek& broken, World earlier, std::span<const Order> orders);

}  // namespace mainstay::agents
