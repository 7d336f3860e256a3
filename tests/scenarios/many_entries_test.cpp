// Large scenarios are checked in a time that grows as they do, and too large ones are refused.
#include "scenarios/checks.h"
#include "scenarios/scenario.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/processor_time.h"

using namespace mainstay;
using scenarios::Json;
using tests::processor_seconds;

namespace {

const scenarios::Document& smallest() {
  static const auto document = scenarios::Document::read(tests::shipped_file("smallest"));
  return document;
}

// The smallest scenario with so many units; `change` makes each of them special.
template <class Change>
std::vector<scenarios::Problem> check_units(std::size_t count, const Change& change) {
  Json root = smallest().root();
  Json& units = root["institutions"] = Json::array();
  for (std::size_t k = 0; k < count; ++k) {
    units.push_back(
        {{"id", "unit-" + std::to_string(k)}, {"kind", "police"}, {"region", "XA-N"}, {"authorised_staff", 10}});
    change(units.back(), k);
  }
  return scenarios::check_scenario(scenarios::Document::parse(smallest().file(), root.dump(1)));
}

// What four times as many units take, relative: 4 where each takes the same, 16 where each looks at all others.
template <class Change>
double growth(const Change& change) {
  double small = 1e9, large = 1e9;
  for (int round = 0; round < 2; ++round) {
    const double begun = processor_seconds();
    check_units(1000, change);
    const double between = processor_seconds();
    check_units(4000, change);
    small = std::min(small, between - begun);
    large = std::min(large, processor_seconds() - between);
  }
  return large / small;
}

}  // namespace

TEST_CASE("a scenario of many units is checked in a time that grows as they do", "[scenarios]") {
  // Each under the one before; each under one that is not there; all of one name.
  CHECK(growth([](Json& unit, std::size_t k) {
          if (k > 0) unit["parent"] = "unit-" + std::to_string(k - 1);
        }) < 10);
  CHECK(growth([](Json& unit, std::size_t k) { unit["parent"] = "unat-" + std::to_string(k); }) < 10);
  CHECK(growth([](Json& unit, std::size_t) { unit["id"] = "unit"; }) < 10);
}

TEST_CASE("a list of more entries than anybody needs is refused by its length, with what is allowed", "[scenarios]") {
  std::vector<scenarios::Problem> problems;
  for (const auto& problem : check_units(20'001, [](Json&, std::size_t) {}))
    if (problem.pointer.starts_with("/institutions")) problems.push_back(problem);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].pointer == "/institutions");
  CHECK(problems[0].message == "the list has 20001 entries; at most 20000 are allowed");
}

TEST_CASE("orders of many triggers on one line are told apart without looking for their places", "[scenarios]") {
  Json root = smallest().root();
  const Json one = root.at("triggers").at(0);
  const auto seconds = [&](std::size_t count) {
    root["triggers"] = Json::array();
    for (std::size_t k = 0; k < count; ++k) {
      root["triggers"].push_back(one);
      root["triggers"].back()["id"] = "t" + std::to_string(k);
    }
    const auto document = scenarios::Document::parse(smallest().file(), root.dump());
    const double begun = processor_seconds();
    scenarios::check_scenario(document);
    return processor_seconds() - begun;
  };
  seconds(10);
  const double few = std::min(seconds(250), seconds(250));
  CHECK(seconds(1000) / few < 10);  // 16 where each takes as long as the line is
}
