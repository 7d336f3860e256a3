#include "tests/agents/hard_run.h"

#include <fmt/format.h>

#include "agents/step.h"
#include "agents/world_check.h"
#include "tests/agents/identities.h"
#include "tests/agents/random_worlds.h"

namespace mainstay::tests {

using namespace agents;

namespace {

std::string first_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t k = 0; k < std::min<std::size_t>(lines.size(), 6); ++k) text += "\n  " + lines[k];
  return text;
}

}  // namespace

std::string fault_of_run(const World& start, const std::vector<Order>& orders, std::uint32_t weeks) {
  World world = start;
  Workspace workspace;
  for (Week week = 0; week < weeks; ++week) {
    step(world, orders, workspace);
    auto broken = broken_identities(start, world);
    if (const std::string fault = first_fault(world); !fault.empty()) broken.insert(broken.begin(), fault);
    if (!broken.empty()) return fmt::format("week {}:{}", week, first_lines(broken));
  }
  return {};
}

std::string fault_of_scenario(const scenarios::Scenario& scenario, std::uint64_t number, std::uint32_t weeks,
                              std::size_t orders) {
  const scenarios::CourseOfAction* busiest = nullptr;
  for (const auto& course : scenario.courses)
    if (busiest == nullptr || course.orders.size() > busiest->orders.size()) busiest = &course;
  const std::vector<Order> none_at_all;
  const auto of_course =
      fault_of_run(scenario.begin(number), busiest == nullptr ? none_at_all : busiest->orders, weeks);
  if (!of_course.empty()) return "after the warm-up, " + of_course;
  const World other = random_world(scenario, number);
  const auto of_random = fault_of_run(other, random_orders(other, number, orders, weeks), weeks);
  return of_random.empty() ? of_random : fmt::format("random world {}, {}", number, of_random);
}

}  // namespace mainstay::tests
