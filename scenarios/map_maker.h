// Makes a regional map file from any GeoJSON of administrative units: selects, joins a table of properties,
// simplifies with shared borders kept, rounds, checks.
#pragma once

#include <string>
#include <vector>

#include "scenarios/error.h"
#include "scenarios/unit_table.h"
#include "sim/simplify.h"

namespace mainstay::scenarios {

struct MapMakerOptions {
  std::string input;               // GeoJSON file
  UnitTable table;                 // its file is "" for none
  std::string id_property = "id";  // which properties of the input hold what the map calls id, name, ...
  std::string name_property = "name";
  std::string country_property = "country";
  std::string country_name_property = "country_name";
  std::vector<std::string> countries;  // only these, unless empty
  std::string title, attribution;      // "" keeps the input's
  int population_year = 0;             // 0 keeps the input's
  double snap_metres = 0;              // outlines within it become one line; 0: none do
  sim::SimplifyOptions simplify;
};

// The map file's text, one feature a line; it has been read back and is valid. Adds to `notes` what of the input was
// left out or read otherwise than it stands. Throws InvalidInput.
std::string make_map(const MapMakerOptions& options, std::vector<Problem>& notes);

}  // namespace mainstay::scenarios
