// What of a scenario would do nothing is said before it runs.
#include "scenarios/warnings.h"

#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;

namespace {

std::string warned(const std::vector<scenarios::Override>& changes) {
  const std::string file = tests::project_folder() + "/scenarios/smallest.json";
  std::string text;
  for (const auto& warning : scenarios::warn_of_scenario(scenarios::ScenarioSource::read(file, changes))) {
    CHECK(warning.warning);
    text += warning.text() + "\n";
  }
  return text;
}

const std::string programme = "/courses_of_action/surge_only/orders/0/open_programme";

}  // namespace

TEST_CASE("shipped scenarios have nothing that does nothing") {
  CHECK(warned({}).empty());
}

TEST_CASE("money for an instrument that can help none of its targets is warned of") {
  const std::string text = warned({{programme + "/targets", R"({"kind": "police"})"},
                                   {programme + "/instruments", R"({"train": 1000000, "civil_society": 1000000})"}});
  CHECK_THAT(text, ContainsSubstring("warning: " + programme +
                                     "/instruments/civil_society: \"civil_society\" can help "
                                     "none of the targets"));
  CHECK_THAT(text, !ContainsSubstring("\"train\""));
  CHECK_THAT(warned({{"/programmes/0/instruments", R"({"civil_society": 1000000})"}}),
             ContainsSubstring("/programmes/0/instruments/civil_society"));
}

TEST_CASE("targets, rules and budgets that select nothing are warned of") {
  CHECK_THAT(warned({{programme + "/targets", R"({"kind": "court", "country": "XB"})"}}),
             ContainsSubstring(programme + "/targets: no institution of the scenario is meant"));
  CHECK_THAT(warned({{programme + "/targets", R"({"region": "XA-N", "capital": true})"}}),
             ContainsSubstring("no region of the map is all of this"));
  CHECK_THAT(warned({{"/institutions/0/rule", "coast_regions"}}), ContainsSubstring("this rule makes no institution"));
  CHECK_THAT(warned({{"/governments/XB/budget_shares", R"({"court": 0.5})"}}),
             ContainsSubstring("/governments/XB/budget_shares/court: XB has no institution of the kind \"court\""));
}
