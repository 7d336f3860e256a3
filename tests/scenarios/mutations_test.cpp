// Whatever somebody types into a scenario ends in problems with places, or in a world that runs: never in a crash.
#include <boost/random/uniform_int_distribution.hpp>

#include "agents/step.h"
#include "scenarios/checks.h"
#include "scenarios/scenario.h"
#include "sim/random.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/scenarios/fixture_assets.h"

using namespace mainstay;
using scenarios::Json;

namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t number) : draws_(4711, 253, number, 0) {}
  std::size_t below(std::size_t count) {
    return boost::random::uniform_int_distribution<std::size_t>(0, count - 1)(draws_);
  }

 private:
  sim::Stream draws_;
};

// Every order is given in the second week, so that it meets a running world.
void run_for_a_while(const scenarios::Scenario& scenario) {
  for (const auto& course : scenario.courses) {
    std::vector<agents::Order> orders = course.orders;
    for (agents::Order& order : orders) order.week = 1;
    agents::World world = scenario.start;
    agents::Workspace workspace;
    for (int week = 0; week < 4; ++week) agents::step(world, orders, workspace);
  }
}

std::string mutated_text(std::string text, Dice& dice) {
  static const std::string bytes = "{}[]\":,.-0179eE/*\\ntru\xff\x80\x01";
  for (std::size_t changes = 1 + dice.below(3); changes > 0; --changes) {
    const std::size_t at = dice.below(text.size());
    switch (dice.below(4)) {
      case 0:
        text.erase(at, 1 + dice.below(20));
        break;
      case 1:
        text[at] = bytes[dice.below(bytes.size())];
        break;
      case 2:
        text.insert(at, text.substr(dice.below(text.size()), 1 + dice.below(40)));
        break;
      default:
        text.resize(at + 1);
    }
  }
  return text;
}

// A value of the scenario is left out, or is another value of it, or is something odd.
Json mutated_value(const Json& scenario, Dice& dice) {
  static const Json odd =
      Json::parse(R"([null, true, 0, -1, 0.5, 1, 52, 1e300, -1e9, "", "XA", "XA-N", [], {}, [[]], "*"])");
  const Json flat = scenario.flatten();
  std::vector<std::string> pointers;
  for (const auto& [pointer, value] : flat.items()) pointers.push_back(pointer);
  Json::json_pointer place(pointers[dice.below(pointers.size())]);
  for (std::size_t up = dice.below(3); up > 0 && place.parent_pointer() != Json::json_pointer(); --up) place.pop_back();
  Json changed = scenario;
  switch (dice.below(3)) {
    case 0: {
      Json& parent = changed[place.parent_pointer()];
      parent.is_object() ? (void)parent.erase(place.back()) : parent.erase(std::stoul(place.back()));
      break;
    }
    case 1:
      changed[place] = scenario[Json::json_pointer(pointers[dice.below(pointers.size())])];
      break;
    default:
      changed[place] = odd[dice.below(odd.size())];
  }
  changed["persons_per_resident"] = 5000;  // quick
  return changed;
}

}  // namespace

TEST_CASE("a scenario with random bytes changed has problems or is whole", "[mutations]") {
  const auto file = tests::shipped_file("smallest");
  const std::string text = tests::contents(file);
  int wrong = 0;
  for (std::uint64_t number = 0; number < 300; ++number) {
    Dice dice(number);
    const std::string changed = mutated_text(text, dice);
    INFO(number << ":\n" << changed);
    try {
      const auto document = scenarios::Document::parse(file.string(), changed);
      for (const auto& problem : scenarios::check_scenario(document)) CHECK(!problem.message.empty());
    } catch (const scenarios::InvalidInput& invalid) {
      CHECK(!invalid.problems().empty());
      ++wrong;
    }
  }
  CHECK(wrong > 100);
}

TEST_CASE("a scenario with random values changed has problems or runs", "[mutations]") {
  const auto source = scenarios::ScenarioSource::read(tests::shipped_file("smallest"));
  Json scenario = source.document().root();
  scenario["courses_of_action"]["more"] = Json::parse(R"({"summary": "Orders of many kinds", "orders": [
      {"week": 1, "raise_unit": {"id": "new", "government": "XA", "region": "XA-N", "kind": "gendarmerie", "staff": 500}},
      {"week": 2, "merge_units": {"from": "new", "into": "court-n"}},
      {"week": 3, "deploy_unit": {"institution": "court-n", "to": "XA-S"}},
      {"week": 4, "disband_unit": {"institution": "police@XA-N"}},
      {"week": 5, "communicate": {"by": "front", "region": "XA-N", "intensity": 0.5, "weeks": 2}},
      {"week": 6, "talks": {"government": "XA", "threat": "front"}},
      {"week": 7, "peacekeeping_mission": {"organisation": "compact", "id": "m", "country": "XB", "persons": 100, "weeks": 9}},
      {"week": 8, "set_budget_shares": {"government": "XA", "shares": {"court": 0.5}}},
      {"week": 9, "inject": "custom", "stock": "staff", "change": -100, "reason": "r", "weeks": 2},
      {"week": 10, "inject": "price_shock", "government": "XB", "change": 0.3, "weeks": 2},
      {"week": 11, "inject": "new_group", "id": "g", "kind": "insurgency", "region": "XA-S", "persons": 10},
      {"week": 12, "inject": "end_of_group", "threat": "g"},
      {"week": 13, "inject": "attack", "region": "XA-N", "persons": 10}]})");
  REQUIRE(source.check("more", scenario).empty());
  int ran = 0, wrong = 0;
  for (std::uint64_t number = 1000; number < 1400; ++number) {
    Dice dice(number);
    const Json changed = mutated_value(scenario, dice);
    INFO(number << ":\n" << Json::diff(scenario, changed).dump());
    if (!source.check("changed", changed).empty()) {
      ++wrong;
      continue;
    }
    run_for_a_while(source.build("changed", changed));
    ++ran;
  }
  CHECK(ran > 50);
  CHECK(wrong > 50);
}
