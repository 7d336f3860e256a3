// The schema is the only place where the value of a missing key stands.
#include "scenarios/defaults.h"

#include <regex>

#include "scenarios/scenario.h"
#include "sim/snapshot.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/scenarios/fixture_assets.h"

using namespace mainstay;
using scenarios::Json;

TEST_CASE("what is missing is filled in from the schema, at every depth", "[defaults]") {
  const Json& defs = scenarios::scenario_schema().json().at("$defs");
  const Json scenario = scenarios::with_defaults(Json::parse(R"({"threats": [{"cells": [{"region": "A"}]}],
      "courses_of_action": {"c": {"orders": [{"engage": {"topic": "reform"}}, {"inject": "flood", "region": "A"}]}}})"));
  CHECK(scenario.at("warmup_weeks") ==
        scenarios::scenario_schema().json().at("properties").at("warmup_weeks").at("default"));
  CHECK(scenario.at("threats").at(0).at("cells").at(0).at("skill") ==
        defs.at("cell").at("properties").at("skill").at("default"));
  const Json& orders = scenario.at("courses_of_action").at("c").at("orders");
  CHECK(orders.at(0).at("week") == 0);
  CHECK(orders.at(0).at("engage").at("usd") == defs.at("engage").at("properties").at("usd").at("default"));
  CHECK(orders.at(1).at("weeks") == 12);
  CHECK(!orders.at(0).contains("inject"));
}

TEST_CASE("what is given stays as it is", "[defaults]") {
  const Json given = Json::parse(R"({"skill": 0.9, "region": "A", "concealment": 0, "strength_persons": 3})");
  CHECK(scenarios::with_defaults("cell", given) == given);
}

TEST_CASE("a scenario with all defaults written out is the same world", "[defaults]") {
  for (const char* name : {"smallest", "sahel"}) {
    INFO(name);
    const auto source = scenarios::ScenarioSource::read(tests::shipped_file(name));
    Json written = scenarios::with_defaults(source.document().root());
    for (Json& institution : written.at("institutions"))
      if (institution.contains("staff")) institution.erase("staff_share");
    const auto problems = source.check("written out", written);
    for (const auto& problem : problems) FAIL_CHECK(problem.text());
    REQUIRE(problems.empty());
    const auto same = source.build("written out", written);
    CHECK(sim::first_difference(same.start, tests::shipped(name).start) == "");
    CHECK(same.courses.back().orders == tests::shipped(name).courses.back().orders);
  }
}

TEST_CASE("no second list of defaults: the builder and the reader have no numbers of their own for missing keys",
          "[defaults]") {
  const std::regex own_number(R"(value\(\s*"\w+",\s*(-?[0-9.]+|true|false|"[^"]+")[uf]?\s*\))");
  for (const char* file : {"scenarios/build_world.cpp", "scenarios/read_orders.cpp", "scenarios/scenario.cpp"}) {
    const std::string text = tests::contents(tests::source_folder / file);
    for (std::sregex_iterator found(text.begin(), text.end(), own_number), end; found != end; ++found)
      FAIL_CHECK(file << ": " << found->str());
  }
}
