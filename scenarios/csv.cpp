#include "scenarios/csv.h"

#include <fmt/format.h>

#include "scenarios/error.h"

namespace mainstay::scenarios {

namespace {

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char letter = line[at];
    if (quoted && letter == '"' && at + 1 < line.size() && line[at + 1] == '"') {
      cells.back() += line[++at];
    } else if (letter == '"') {
      quoted = !quoted;
    } else if (letter == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += letter;
    }
  }
  return cells;
}

}  // namespace

std::vector<CsvRow> parse_csv(std::string_view text, const std::string& name) {
  std::vector<CsvRow> rows;
  std::vector<std::string> head;
  std::vector<Problem> problems;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> cells = cells_of(line);
    if (head.empty()) {
      head = std::move(cells);
      continue;
    }
    if (cells.size() > head.size()) {
      problems.push_back(
          {name, number, 1, "", fmt::format("{} cells found; the head line has {}", cells.size(), head.size())});
      continue;
    }
    CsvRow& row = rows.emplace_back();
    for (std::size_t column = 0; column < cells.size(); ++column)
      if (!cells[column].empty()) row[head[column]] = std::move(cells[column]);
  }
  if (!problems.empty()) throw InvalidInput(std::move(problems));
  return rows;
}

}  // namespace mainstay::scenarios
