// Triggers: when they fire, and when what they order is given.
#include "agents/events.h"
#include "agents/measures.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"

using namespace mainstay;
using namespace agents;

namespace {

// Weeks in which an order was given, for a smallest world with that one trigger.
std::vector<sim::Week> weeks_of_orders(const std::string& trigger, sim::Week weeks, std::uint64_t seed = 1) {
  const auto scenario = scenarios::load_scenario(tests::shipped_file("smallest"), {{"/triggers", "[" + trigger + "]"}});
  World world = scenario.begin(seed);
  Workspace workspace;
  std::vector<sim::Week> given;
  for (sim::Week week = 0; week < weeks; ++week) {
    step(world, {}, workspace);
    world.events.for_each([&](const sim::Event& event) {
      if (event.kind == static_cast<std::uint16_t>(EventKind::order_given)) given.push_back(week);
    });
  }
  return given;
}

std::string trigger(const std::string& when, const std::string& more = "") {
  return R"({"when": )" + when + more + R"(, "orders": [
      {"relief": {"donor": "eu", "region": "XA-N", "usd": 1000}},
      {"week": 4, "relief": {"donor": "eu", "region": "XA-C", "usd": 1000}}]})";
}

using Weeks = std::vector<sim::Week>;

}  // namespace

TEST_CASE("the orders of a trigger count their weeks from its firing", "[triggers]") {
  CHECK(weeks_of_orders(trigger(R"({"week": 3})"), 12) == Weeks{3, 7});
  // It has to hold for its weeks, the one of the firing included.
  CHECK(weeks_of_orders(trigger(R"({"measure": "control", "scope": "XA-S", "above": -1, "for_weeks": 3})"), 12) ==
        Weeks{2, 6});
}

TEST_CASE("a trigger that may fire again gives each firing's orders", "[triggers]") {
  CHECK(weeks_of_orders(
            trigger(R"({"measure": "control", "scope": "XA-S", "above": -1, "for_weeks": 2})", R"(, "once": false)"),
            8) == Weeks{1, 3, 5, 5, 7, 7});
}

TEST_CASE("a trigger by chance fires as often as it says", "[triggers]") {
  std::size_t fired = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed)
    fired += weeks_of_orders(trigger(R"({"probability_per_week": 0.1})"), 20, seed).empty() ? 0 : 1;
  CHECK(fired > 27);  // 88 of a hundred within 20 weeks
  CHECK(fired < 40);
  CHECK(weeks_of_orders(trigger(R"({"probability_per_week": 0})"), 20).empty());
}

TEST_CASE("a trigger that waits for one kind of institution looks at that kind alone", "[triggers]") {
  const World world = [] {
    World first = tests::shipped("smallest").begin(1);
    tests::simulate(first, {}, 1);
    return first;
  }();
  const std::size_t theatre = world.setting->theatre_scope();
  const KindIndex court = world.setting->catalogue.institution("court");
  const double of_courts = measured(world, measure(Measure::staff), theatre, court);
  const double of_all = measured(world, measure(Measure::staff), theatre);
  REQUIRE(of_courts < of_all - 0.05);
  const std::string limit = std::to_string(0.5 * (of_courts + of_all));
  const std::string when = R"({"measure": "staff", "scope": "theatre", "below": )" + limit;
  CHECK(weeks_of_orders(trigger(when + "}"), 3).empty());
  CHECK(weeks_of_orders(trigger(when + R"(, "kind": "court"})"), 3) == Weeks{0});
}

TEST_CASE("firings whose orders are still to come are saved and loaded", "[triggers]") {
  const auto scenario =
      scenarios::load_scenario(tests::shipped_file("smallest"), {{"/triggers", "[" + trigger(R"({"week": 3})") + "]"}});
  World straight = scenario.begin(1), broken_off = straight;
  tests::simulate(straight, {}, 10);
  tests::simulate(broken_off, {}, 5);
  World resumed = scenario.start;
  sim::load(resumed, world_version, sim::save(broken_off, world_version));
  tests::simulate(resumed, {}, 5);
  CHECK(sim::first_difference(straight, resumed) == "");
}
