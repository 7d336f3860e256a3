#include "agents/checked_step.h"

#include <fmt/format.h>

#include "agents/world_check.h"

namespace mainstay::agents {

BrokenWeek::BrokenWeek(Week in_week, const std::string& where, const std::string& what)
    : std::runtime_error(fmt::format("week {}{}: {}; the model does not hold for these parameters and orders", in_week,
                                     where.empty() ? "" : ", " + where, what)),
      week(in_week),
      fault(what) {}

void checked_step(World& world, std::span<const Order> orders, Workspace& workspace,
                  const std::vector<Index>* fires) {
  const Week week = world.week;
  step(world, orders, workspace, fires);
  if (const std::string fault = first_number_out_of_range(world); !fault.empty()) throw BrokenWeek(week, "", fault);
}

BrokenWeek with_its_phase(const BrokenWeek& broken, World earlier, std::span<const Order> orders) {
  Workspace workspace;
  while (earlier.week < broken.week) step(earlier, orders, workspace);
  std::string where, fault = broken.fault;
  workspace.after_phase = [&](Profile::Phase phase, const World& world) {
    if (!where.empty()) return;
    if (const std::string found = first_number_out_of_range(world); !found.empty()) {
      where = phase_names[phase];
      fault = found;
    }
  };
  step(earlier, orders, workspace);
  return {broken.week, where, fault};
}

}  // namespace mainstay::agents
