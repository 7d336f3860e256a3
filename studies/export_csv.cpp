#include <fmt/format.h>

#include <array>
#include <memory>

#include "scenarios/whole_file.h"
#include "studies/export.h"
#include "studies/results_database.h"

namespace mainstay::studies {

namespace {

struct Table {
  const char *name, *query;
};
constexpr std::array tables = {
    Table{"provenance", "SELECT key, value FROM provenance WHERE key NOT IN ('map_geojson', 'scenario') ORDER BY key"},
    Table{"runs",
          "SELECT run_id, point_id, coa, seed, status, weeks, wall_s, state_hash, error FROM runs ORDER BY run_id"},
    Table{"points", "SELECT point_id, factor, value FROM points ORDER BY point_id, factor"},
    Table{"outcomes", "SELECT run_id, outcome, value FROM outcomes ORDER BY run_id, outcome"},
    Table{"series", "SELECT run_id, week, scope, measure, value FROM series ORDER BY run_id, measure, scope, week"},
    Table{"events", "SELECT run_id, week, kind, region, subject, detail, value FROM events ORDER BY run_id, rowid"},
    Table{"books",
          "SELECT run_id, week, scope, stock, cause, amount FROM books ORDER BY run_id, stock, scope, cause, week"},
    Table{"measures", "SELECT measure, title, unit, aggregate, better, decimals FROM measures ORDER BY measure"},
    Table{"outcome_names", "SELECT outcome, title, unit, better FROM outcome_names ORDER BY outcome"},
    Table{"courses_of_action", "SELECT coa, title, summary, ordinal FROM courses_of_action ORDER BY ordinal, coa"},
    Table{"scopes", "SELECT scope, kind, name, country, population FROM scopes ORDER BY scope"}};

std::string cell(const SQLite::Column& column) {
  if (column.isNull()) return "";
  if (column.isFloat()) return fmt::format("{}", column.getDouble());
  if (column.isInteger()) return fmt::format("{}", column.getInt64());
  std::string text = column.getString();
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  for (std::size_t at = text.find('"'); at != text.npos; at = text.find('"', at + 2)) text.insert(at, 1, '"');
  return '"' + text + '"';
}

void write(SQLite::Database& open, const Table& table, scenarios::WholeFile& file) {
  SQLite::Statement rows(open, table.query);
  const int columns = rows.getColumnCount();
  std::string line;
  const auto end_line = [&] {
    file.write(line + "\n");
    line.clear();
  };
  for (int i = 0; i < columns; ++i) line += std::string(i > 0 ? "," : "") + rows.getColumnName(i);
  end_line();
  while (rows.executeStep()) {
    for (int i = 0; i < columns; ++i) line += (i > 0 ? "," : "") + cell(rows.getColumn(i));
    end_line();
  }
}

}  // namespace

std::vector<std::filesystem::path> export_csv(const std::filesystem::path& results, const std::filesystem::path& out) {
  { const ResultsStore store(results, ResultsStore::Access::read); }  // its own messages if it cannot be read
  std::error_code ignored;
  std::filesystem::create_directories(out, ignored);
  // All of them, or none.
  std::vector<std::unique_ptr<scenarios::WholeFile>> written;
  std::vector<std::filesystem::path> files;
  const auto database = results / "results.sqlite";
  try {
    const DatabaseFile open(database, DatabaseFile::Use::read, busy_timeout_ms);
    for (const Table& table : tables) {
      files.push_back(out / (std::string(table.name) + ".csv"));
      written.push_back(std::make_unique<scenarios::WholeFile>(files.back()));
      write(*open, table, *written.back());
    }
    open.require_unchanged();
  } catch (const SQLite::Exception& error) {
    throw ResultsError(explain(error, database));
  }
  for (const auto& file : written) file->keep();
  return files;
}

}  // namespace mainstay::studies
