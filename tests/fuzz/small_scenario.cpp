#include "tests/fuzz/small_scenario.h"

#include "scenarios/whole_file.h"
#include "tests/paths.h"

namespace mainstay::tests {

using scenarios::Json;
using scenarios::ScenarioSource;

std::string file_text(const std::filesystem::path& file) {
  return scenarios::read_whole_file(std::filesystem::path(project_folder()) / file, "a file");
}

// So few people that no number of persons in a resident makes a world that takes long; so few points that a map is read
// in no time.
const std::string& small_map() {
  static const std::string text = [] {
    Json map = Json::parse(file_text("assets/maps/smallest.geojson"));
    for (Json& feature : map.at("features"))
      if (feature.at("properties").contains("population")) feature["properties"]["population"] = 3000;
    return map.dump();
  }();
  return text;
}

const std::string& small_scenario_text() {
  static const std::string text = [] {
    Json root = Json::parse(file_text("scenarios/smallest.json"), nullptr, true, true);
    root["warmup_weeks"] = 1;
    return root.dump();
  }();
  return text;
}

const ScenarioSource& small_source() {
  static const ScenarioSource source = ScenarioSource::stored("scenario.json", small_scenario_text(), small_map(), "");
  return source;
}

const std::shared_ptr<const scenarios::Scenario>& small_scenario() {
  static const auto scenario = std::make_shared<const scenarios::Scenario>(small_source().build());
  return scenario;
}

}  // namespace mainstay::tests
