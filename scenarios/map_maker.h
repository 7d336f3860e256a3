// Makes a regional map file from any GeoJSON of administrative units: selects, joins a table of properties,
// simplifies with shared borders kept, rounds, checks.
#pragma once

#include <string>
#include <vector>

#include "sim/simplify.h"

namespace mainstay::scenarios {

struct MapMakerOptions {
  std::string input;               // GeoJSON file
  std::string table;               // CSV file with a column "id"; "" for none
  std::string id_property = "id";  // which properties of the input hold what the map calls id, name, ...
  std::string name_property = "name";
  std::string country_property = "country";
  std::string country_name_property = "country_name";
  std::vector<std::string> countries;  // only these, unless empty
  std::string title, attribution;      // "" keeps the input's
  int population_year = 0;             // 0 keeps the input's
  sim::SimplifyOptions simplify;
};

// The map file's text, one feature a line; it has been read back and is valid. Throws InvalidInput.
std::string make_map(const MapMakerOptions& options);

}  // namespace mainstay::scenarios
