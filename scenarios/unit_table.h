// The units that a map is made of, and the table that says about them what their file does not.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/csv.h"

namespace mainstay::scenarios {

struct Unit {
  nlohmann::ordered_json properties;  // as the map's file will have them
  bool left_out = false;              // of a country that was not asked for
  const CsvCell* row = nullptr;       // the id in its row of the table, while it is joined

  // A property that is text; otherwise "".
  std::string text(const char* name) const;
  bool is_context() const { return text("role") == "context"; }
};

struct UnitTable {
  std::string file;
  CsvEncoding encoding = CsvEncoding::unicode;
  std::string id_column = "id";  // also goes by this name
};

// Puts the table's values into the units. Adds to `notes` what was left out or taken for something else: columns and
// rows that are not read, ids without their leading zeros, units without a row. Throws InvalidInput with file, line and
// column for what cannot be read.
void join_table(const UnitTable& table, std::vector<Unit>& units, std::vector<Problem>& notes);

}  // namespace mainstay::scenarios
