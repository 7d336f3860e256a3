// Catalogues that a scenario brings, and those that results and sessions keep.
#include "scenarios/catalogues.h"

#include <fstream>

#include "scenarios/checks.h"
#include "scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/temporary_folder.h"

using namespace mainstay::scenarios;
using mainstay::tests::TemporaryFolder;

namespace {

const std::string smallest = mainstay::tests::project_folder() + "/scenarios/smallest.json";

// The smallest scenario with catalogues of its own, in a folder where it finds its map.
struct OwnCatalogues {
  TemporaryFolder folder;
  std::filesystem::path file = folder.path() / "own.json";

  explicit OwnCatalogues(const std::string& catalogues) {
    Json root = Document::read(smallest).root();
    root["map"] = mainstay::tests::project_folder() + "/assets/maps/smallest.geojson";
    root["catalogues"] = Json::parse(catalogues);
    std::ofstream(file) << root.dump(2);
  }
  std::string problems() const {
    std::string all;
    for (const Problem& problem : check_scenario(Document::read(file))) all += problem.text() + "\n";
    return all;
  }
  void write(const char* name, const std::string& text) const { std::ofstream(folder.path() / name) << text; }
};

constexpr const char* forest_guard = R"({ "title": "Forest guard", "symbol": "Z", "sector": "civil", "reach": "region",
  "armed": true, "paid_by_government": true,
  "capacity_weights": { "staff": 0.4, "skill": 0.25, "materiel": 0.15, "management": 0.2 }, "pay_usd_per_year": 2200,
  "materiel_usd_per_person": 3000, "unsupported_half_life_weeks": 78, "tasks": { "protect": 0.4, "patrol": 0.6 },
  "output": { "protection": 0.5 } })";

const mainstay::agents::Instrument& train_of(const Scenario& scenario) {
  const auto& catalogue = scenario.setting->catalogue;
  return catalogue.instruments[catalogue.instrument("train")];
}

}  // namespace

TEST_CASE("a scenario adds kinds of its own and changes single values of the program's", "[catalogues]") {
  const OwnCatalogues own(std::string(R"({ "institution_kinds": { "forest_guard": )") + forest_guard +
                          R"( }, "instruments": { "train": { "full_cost_usd_per_person": 5000 } } })");
  CHECK(own.problems() == "");
  const Scenario scenario = load_scenario(own.file), shipped = load_scenario(smallest);
  CHECK(train_of(scenario).full_cost_usd_per_person == 5000);
  CHECK(train_of(scenario).skill == train_of(shipped).skill);
  CHECK(scenario.setting->catalogue.institution("forest_guard") == shipped.setting->catalogue.institutions.size());
}

TEST_CASE("a catalogue of a scenario may be a file beside it", "[catalogues]") {
  const OwnCatalogues own(R"({ "instruments": "tools.json" })");
  CHECK_THAT(own.problems(), ContainsSubstring("/catalogues/instruments") &&
                                 ContainsSubstring("there is no file \"tools.json\" beside the scenario"));
  own.write("tools.json", R"({ "train": { "full_cost_usd_per_person": 4500 } })");
  CHECK(own.problems() == "");
  CHECK(train_of(load_scenario(own.file)).full_cost_usd_per_person == 4500);
  own.write("tools.json", "{\n \"train\": {\n  \"skil\": 1 } }");
  CHECK_THAT(own.problems(),
             ContainsSubstring("tools.json:3:11: error: /train/skil: unknown key \"skil\"; did you mean "
                               "\"skill\"?"));
}

TEST_CASE("what is wrong with an own kind is told at its place in the scenario, before anything runs", "[catalogues]") {
  const auto says = [](const std::string& catalogues, const std::string& place, const std::string& what) {
    const OwnCatalogues own(catalogues);
    INFO(catalogues);
    CHECK_THAT(own.problems(), ContainsSubstring("own.json:") && ContainsSubstring(place) && ContainsSubstring(what));
    CHECK_THROWS_AS(load_scenario(own.file), InvalidInput);
  };
  says(R"({ "threat_kinds": { "insurgency": { "inclination": { "atack": 1 } } } })",
       "/catalogues/threat_kinds/insurgency/inclination/atack", "did you mean \"attack\"?");
  says(R"({ "institution_kinds": { "police": { "capacity_weights": { "staff": 0.9 } } } })",
       "/catalogues/institution_kinds/police/capacity_weights", "they must make 1");
  says(R"({ "instruments": { "drones": { "title": "Drones" } } })", "/catalogues/instruments/drones",
       "the key \"full_cost_usd_per_person\" is missing");
  says(R"({ "instruments": { "train": { "skill": 3 } } })", "/catalogues/instruments/train/skill", "3 is out of range");
  says(R"({ "instrument": {} })", "/catalogues/instrument", "did you mean \"instruments\"?");
}

TEST_CASE("a value of a catalogue can be varied like every other one", "[catalogues]") {
  const Scenario scenario =
      load_scenario(smallest, {{"/catalogues/instruments/train/full_cost_usd_per_person", "5000"}});
  CHECK(train_of(scenario).full_cost_usd_per_person == 5000);
  const auto source = ScenarioSource::read(smallest);
  Json root = source.document().root();
  root["catalogues"]["instruments"]["train"]["full_cost_usd_per_person"] = -1;
  CHECK_FALSE(source.check("variant", root).empty());
  CHECK_THROWS_AS(source.build("variant", root), InvalidInput);
}

TEST_CASE("kept catalogues hold whatever became of the program's and of files beside the scenario", "[catalogues]") {
  const OwnCatalogues own(R"({ "instruments": "tools.json" })");
  own.write("tools.json", R"({ "train": { "full_cost_usd_per_person": 4500 } })");
  const Scenario before = load_scenario(own.file);
  own.write("tools.json", R"({ "train": { "full_cost_usd_per_person": 9000 } })");
  const auto source = ScenarioSource::stored("kept", before.text, before.map_text, before.catalogues_text);
  CHECK(train_of(source.build()).full_cost_usd_per_person == 4500);
  CHECK(source.catalogues_text() == before.catalogues_text);
  CHECK_THROWS_AS(ScenarioSource::stored("kept", before.text, before.map_text, "{}"), InvalidInput);
}
