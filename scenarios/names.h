// The names a file may use without defining them, by the list they belong to: regions and countries of the map, kinds
// of the catalogues, measures of the model. The schema's keywords "refers_to" and "catalogue" name these lists.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace mainstay::scenarios {

class Document;

// A list that is missing here and defined nowhere in the file is not checked (its source has its own error).
using Names = std::map<std::string, std::vector<std::string>, std::less<>>;

// What every scenario knows, whatever its map and its catalogues: measures, stocks.
Names model_names();

// The map file that a scenario names: beside the scenario, or with the program. Empty if there is none.
std::filesystem::path find_map(const std::filesystem::path& scenario, const std::string& map);

// Lists "regions", "regions on land" and "countries": the ids in a map file, without its geometry. Throws InvalidInput.
Names map_names(const std::filesystem::path& map);
Names map_names(const Document& map);

}  // namespace mainstay::scenarios
