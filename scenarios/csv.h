// Small tables as text: comma-separated, a head line of column names, "quoted, cells", lines starting with # left out.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::scenarios {

using CsvRow = std::map<std::string, std::string>;  // column name -> cell; empty cells are left out

// `name` stands for the file in messages. Throws InvalidInput for rows with more cells than the head.
std::vector<CsvRow> parse_csv(std::string_view text, const std::string& name);

}  // namespace mainstay::scenarios
