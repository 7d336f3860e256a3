#include <fmt/format.h>

#include "agents/books.h"
#include "agents/world_check.h"
#include "tests/agents/identities.h"
#include "tests/agents/random_worlds.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"

using namespace mainstay;
using tests::broken_identities;
using tests::random_orders;
using tests::random_world;
using tests::shipped;

namespace {

std::string first_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t k = 0; k < std::min<std::size_t>(lines.size(), 8); ++k) text += "\n  " + lines[k];
  return text;
}

// What was ordered up to and including that week.
std::string ordered(const std::vector<agents::Order>& orders, sim::Week week) {
  std::string text;
  for (const agents::Order& order : orders)
    if (order.week <= week)
      text += fmt::format(
          "\n  week {}: {}{}", order.week, agents::verb_names[static_cast<std::size_t>(order.verb)],
          order.verb == agents::Verb::inject
              ? fmt::format(" {} {}", agents::inject_names[static_cast<std::size_t>(order.inject)], order.stock)
              : "");
  return text;
}

// Lets a random world run under random orders; false at the first week in which something does not add up.
void check_world(const scenarios::Scenario& scenario, std::uint64_t number, std::uint32_t weeks, std::size_t orders) {
  const agents::World start = random_world(scenario, number);
  const auto given = random_orders(start, number, orders, weeks);
  agents::World world = start;
  agents::Workspace workspace;
  for (sim::Week week = 0; week < weeks; ++week) {
    agents::step(world, given, workspace);
    auto broken = broken_identities(start, world);
    if (const auto fault = agents::first_fault(world); !fault.empty()) broken.push_back(fault);
    if (!broken.empty())
      FAIL("world " << number << " of " << scenario.title << ", week " << week << ":" << first_lines(broken)
                    << "\nordered:" << ordered(given, week));
  }
}

}  // namespace

TEST_CASE("random worlds without orders keep all accounts", "[accounting]") {
  for (std::uint64_t number = 0; number < 12; ++number) check_world(shipped("smallest"), number, 60, 0);
}

TEST_CASE("random worlds under random orders and injects keep all accounts", "[accounting]") {
  for (std::uint64_t number = 100; number < 128; ++number) check_world(shipped("smallest"), number, 60, 30);
}

TEST_CASE("random worlds of the size of the Sahel keep all accounts", "[accounting]") {
  check_world(shipped("sahel"), 200, 30, 0);
  check_world(shipped("sahel"), 201, 30, 40);
}

TEST_CASE("a lost person and a lost dollar are found", "[accounting]") {
  const agents::World start = random_world(shipped("smallest"), 1);
  agents::World world = start;
  agents::Workspace workspace;
  agents::step(world, {}, workspace);
  REQUIRE(broken_identities(start, world).empty());
  REQUIRE(agents::first_fault(world) == "");
  const auto breaks = [&](const auto& damage) {
    agents::World damaged = world;
    damage(damaged);
    return !broken_identities(start, damaged).empty();
  };
  CHECK(breaks([](agents::World& w) { w.institutions.staff[0] -= 1; }));
  CHECK(breaks([](agents::World& w) { w.regions.dead[0] += 1; }));
  CHECK(breaks([](agents::World& w) { w.cells.strength[0] += 1; }));
  CHECK(breaks([](agents::World& w) { w.governments[0].treasury -= 1; }));
  CHECK(breaks([](agents::World& w) { w.donors[0].spent += 1; }));
  CHECK(breaks([](agents::World& w) { w.groups[0].funds += 1; }));
  CHECK(breaks([](agents::World& w) { w.institutions.serviceable[0] += 1; }));
  CHECK(breaks([](agents::World& w) { w.institutions.skill[0] += 0.001; }));
  CHECK(breaks([](agents::World& w) { w.ledger.book(0, account(agents::Book::capacity_hired), 1); }));
}
