// Small tables as spreadsheets save them: a head line of column names, then rows. Separated by commas, semicolons or
// tabs; UTF-8 with or without a byte order mark, UTF-16, or Windows-1252 if that is said; "quoted, cells" that may
// break lines. Empty lines and lines that start with # are left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/error.h"

namespace mainstay::scenarios {

struct CsvCell {
  std::string text;  // without blanks at its ends
  int line = 1;      // where it begins
  int column = 1;    // in characters
};

using CsvRow = std::vector<CsvCell>;

struct CsvTable {
  std::string file;  // for messages
  CsvRow head;
  std::vector<CsvRow> rows;  // each as long as the head; cells that are not there are empty

  Problem problem(const CsvCell& at, std::string message) const {
    return {file, at.line, at.column, "", std::move(message)};
  }
};

// What a table may be encoded in when it is not Unicode; nothing is guessed, since a wrong guess spells names wrongly.
enum class CsvEncoding { unicode, windows_1252 };

// `name` stands for the file in messages. Throws InvalidInput with line and column for what is no such table.
CsvTable parse_csv(std::string_view text, const std::string& name, CsvEncoding encoding = CsvEncoding::unicode);

}  // namespace mainstay::scenarios
