// Numbers and answers in cells, as people and spreadsheets of many countries write them: "1,000,000", "1.234,5",
// "200 000", "30 %", TRUE, oui.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/csv.h"

namespace mainstay::scenarios {

// What one cell can mean, by the mark that divides off its decimals. Neither: it is no number.
struct CellNumber {
  std::optional<double> with_point, with_comma;
  bool percent = false;  // already divided by 100
};
CellNumber read_number(std::string_view cell);

// Which mark a table's numbers have, as told by those that can be read one way only. Throws InvalidInput if some tell
// the one and some the other.
class DecimalMark {
 public:
  void hear(const CsvTable& table, const CsvCell& cell);  // of every cell that should be a number

  // The number in a cell; reports to `problems` what is no number, or could be two.
  std::optional<double> number(const CsvTable& table, const CsvCell& cell, std::vector<Problem>& problems) const;

 private:
  CsvCell point_, comma_;  // the first that tells; empty text: none yet
};

// Yes or no; nothing if it is neither.
std::optional<bool> read_answer(std::string_view cell);

}  // namespace mainstay::scenarios
