#include "scenarios/names.h"

#include <algorithm>

#include "agents/measures.h"
#include "scenarios/assets.h"
#include "scenarios/document.h"

namespace mainstay::scenarios {
namespace {

// Outcomes of a whole run: paired differences from the twin, which no week of a run can tell.
const std::vector<std::string> outcomes = {"peak_gain", "sustained_gain", "retention", "cost_per_sustained_point_usd",
                                           "displacement"};

std::vector<std::string> weekly_measures() {
  std::vector<std::string> names;
  for (const auto& description : agents::measure_descriptions) names.emplace_back(description.id);
  return names;
}

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

}  // namespace

Names model_names() {
  Names names{{"weekly_measures", weekly_measures()},
              {"measures", weekly_measures()},
              {"stocks", {agents::stock_names.begin(), agents::stock_names.end()}},
              {"theatre", {"theatre"}},
              {"everywhere", {"*"}}};
  names["measures"].insert(names["measures"].end(), outcomes.begin(), outcomes.end());
  return names;
}

std::filesystem::path find_map(const std::filesystem::path& scenario, const std::string& map) {
  if (map.find('\0') != std::string::npos) return {};  // the system would look for what stands before it
  const auto beside = scenario.parent_path() / map;
  const auto named_in_assets = assets_folder() / std::filesystem::path(map).lexically_relative("assets");
  const auto among_maps = asset("maps") / map;
  std::error_code error;
  for (const auto& file : {beside, named_in_assets, among_maps}) {
    if (std::filesystem::is_regular_file(file, error)) return file;
  }
  return {};
}

Names map_names(const std::filesystem::path& map) {
  return map_names(Document::read(map));
}

Names map_names(const Document& document) {
  const auto& root = document.root();
  const auto features = root.is_object() ? root.find("features") : root.end();
  if (!root.is_object() || features == root.end() || !features->is_array()) {
    throw InvalidInput({document.problem("", "this is not a map; a GeoJSON FeatureCollection is expected")});
  }
  Names names{{"regions", {}}, {"regions on land", {}}, {"countries", {}}};
  for (const auto& feature : *features) {
    if (!feature.is_object() || !feature.contains("properties") || !feature["properties"].is_object()) continue;
    const auto own_id = text_of(feature["properties"], "id");
    const auto id = own_id.empty() ? text_of(feature, "id") : own_id;
    add_once(names["regions"], id);
    if (text_of(feature["properties"], "role") != "sea") add_once(names["regions on land"], id);
    add_once(names["countries"], text_of(feature["properties"], "country"));
  }
  if (names["regions"].empty())
    throw InvalidInput({document.problem("/features", "the map has no region with an \"id\"")});
  return names;
}

}  // namespace mainstay::scenarios
