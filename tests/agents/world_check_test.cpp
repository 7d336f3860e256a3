// Worlds that come from a file may be anything: what the check lets through must be fit to go on from.
#include "agents/world_check.h"

#include <limits>

#include "agents/step.h"
#include "sim/snapshot.h"
#include "tests/agents/random_worlds.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"

using namespace mainstay;
using agents::first_fault;
using agents::World;

namespace {

// Lists of a world that have nothing in them.
std::string empty_lists(const World& world) {
  std::string lists;
  World::fields(world, [&](const char* name, const auto& part) {
    if constexpr (requires { part.empty(); })
      if (part.empty()) lists += std::string(" ") + name;
  });
  return lists;
}

// A world in which everything that a world can hold is there.
const World& eventful_world() {
  static const World world = [] {
    World found;
    for (std::uint64_t number = 0; number < 30; ++number) {
      found = tests::random_world(tests::shipped("smallest"), number);
      const auto orders = tests::random_orders(found, number, 200, 100);
      agents::Workspace workspace;
      while (found.week < 100 && (found.week < 40 || !empty_lists(found).empty()))
        agents::step(found, orders, workspace);
      if (empty_lists(found).empty()) return found;
    }
    FAIL("no random world has everything; the last lacks" << empty_lists(found));
    return found;
  }();
  return world;
}

// Calls visit(path, list or number) for every list of a value and for the first and last number in each.
template <class T, class Visit>
void for_each_place(T& value, const std::string& path, const Visit& visit) {
  if constexpr (sim::Plain<T>) {
    visit(path, value);
  } else if constexpr (sim::HasFields<T>) {
    T::fields(value, [&](const char* name, auto& field) { for_each_place(field, path + "." + name, visit); });
  } else {
    visit(path, value);
    if (value.empty()) return;
    for_each_place(value.front(), path + "[first]", visit);
    if (value.size() > 1) for_each_place(value.back(), path + "[last]", visit);
  }
}

// A world that the check lets through can be simulated; what becomes of it then does not matter here.
void step_if_sound(World world, const std::string& what) {
  INFO(what);
  agents::Workspace workspace;
  for (int week = 0; week < 3 && first_fault(world).empty(); ++week) {
    world.events.begin_week();
    agents::step(world, {}, workspace);
  }
}

template <class T>
std::vector<T> odd_values() {
  if constexpr (std::is_same_v<T, bool>) {
    return {false, true};
  } else if constexpr (std::is_enum_v<T>) {
    std::vector<T> values;
    for (const auto value : odd_values<std::underlying_type_t<T>>()) values.push_back(static_cast<T>(value));
    return values;
  } else {
    using Limits = std::numeric_limits<T>;
    std::vector<T> values{T{0}, T{1}, T{3}, Limits::max(), Limits::lowest(), static_cast<T>(Limits::max() / 2)};
    if constexpr (std::is_floating_point_v<T>)
      values.insert(values.end(), {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(), -1e-3, 1e9});
    return values;
  }
}

}  // namespace

TEST_CASE("worlds that the model makes are sound in every week", "[world_check]") {
  for (const std::string& name : tests::shipped_names()) {
    INFO(name);
    World world = tests::shipped(name).begin(3);
    agents::Workspace workspace;
    CHECK(first_fault(world) == "");
    for (int week = 0; week < 30 && first_fault(world).empty(); ++week)
      agents::step(world, tests::orders_of(tests::shipped(name)), workspace);
    CHECK(first_fault(world) == "");
  }
  CHECK(first_fault(eventful_world()) == "");
}

TEST_CASE("a programme that hands over without a plan for it ends in the first week", "[world_check]") {
  const auto scenario = scenarios::load_scenario(
      tests::shipped_file("smallest"),
      {{"/programmes", R"([{"id": "over", "donor": "us", "targets": {"kind": "police"}, "instruments": {"train": 1000000}, "weeks": 52,
                            "stage": "handing_over", "start_week": -60}])"}});
  World world = scenario.begin(1);
  CHECK(first_fault(world) == "");
  agents::Workspace workspace;
  for (int week = 0; week < 2; ++week) agents::step(world, {}, workspace);
  CHECK(world.programmes.front().stage == agents::Stage::ended);
  CHECK(first_fault(world) == "");
}

TEST_CASE("a fault is told by its path and what is allowed there", "[world_check]") {
  const auto fault = [](const auto& damage) {
    World world = eventful_world();
    damage(world);
    return first_fault(world);
  };
  const std::string regions = std::to_string(eventful_world().setting->regions());
  CHECK(fault([](World& w) { w.cells.region[1] = 400; }) ==
        "cells.region[1] is 400; there are " + regions + " regions");
  CHECK(fault([](World& w) { w.programmes[0].donor = 77; }).starts_with("programmes[0].donor is 77; there are "));
  CHECK(fault([](World& w) { w.institutions.skill[0] = 1.5; }) == "institutions.skill[0] is 1.5; 0 to 1 is its range");
  CHECK(fault([](World& w) { w.cells.skill.pop_back(); }).starts_with("cells.skill has "));
  CHECK(fault([](World& w) { w.cells.action[0] = 200; }) == "cells.action[0] is 200; 0 to 7 is its range");
  CHECK(fault([](World& w) { w.institutions.abroad[0] += 1; }) ==
        "institutions.abroad[0] is not what its missions have of it");
  CHECK(fault([](World& w) { w.residents.persons[0] = -1; }).starts_with("residents.persons[0] is -1; "));
}

TEST_CASE("a number that is none, or without an end, is found wherever it stands", "[world_check]") {
  World world = eventful_world();
  std::size_t numbers = 0;
  for_each_place(world, "world", [&]<class T>(const std::string& path, T& value) {
    if constexpr (std::is_floating_point_v<T>) {
      const T kept = value;
      for (const T odd : {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity()}) {
        value = odd;
        INFO(path << " is " << odd);
        CHECK(agents::first_number_out_of_range(world) != "");
      }
      value = kept;
      ++numbers;
    }
  });
  CHECK(numbers > 150);
  CHECK(first_fault(world) == "");
}

TEST_CASE("any number changed to an odd one is found, or does no harm", "[world_check]") {
  World world = eventful_world();
  std::size_t let_through = 0, found = 0;
  for_each_place(world, "world", [&]<class T>(const std::string& path, T& value) {
    if constexpr (sim::Plain<T>) {
      const T kept = value;
      for (const T odd : odd_values<T>()) {
        value = odd;
        (first_fault(world).empty() ? let_through : found) += 1;
        step_if_sound(world, path);
      }
      value = kept;
    }
  });
  CHECK(found > 1000);
  CHECK(let_through > 100);
}

TEST_CASE("any list made longer or shorter is found, or does no harm", "[world_check]") {
  World world = eventful_world();
  for_each_place(world, "world", [&]<class T>(const std::string& path, T& list) {
    if constexpr (requires { list.resize(0); }) {
      const T kept = list;
      for (const std::size_t size : {std::size_t{0}, kept.size() / 2, kept.size() - (kept.empty() ? 0 : 1),
                                     kept.size() + 1, 2 * kept.size() + 3}) {
        list.resize(size);
        step_if_sound(world, path + " of " + std::to_string(size));
        list = kept;
      }
    }
  });
}
