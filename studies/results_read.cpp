#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "scenarios/json_scan.h"
#include "studies/results_database.h"

namespace mainstay::studies {

namespace {

constexpr double largest_factor = 1e100;  // whatever a study varies

// A row of a query. Whoever made the file, what is read of it is in range, or the results are refused with the place.
class Row {
 public:
  Row(const SQLite::Statement& statement, const char* table, const std::filesystem::path& file)
      : statement_(statement), table_(table), file_(file) {}

  std::string text(int column) const {  // a missing one is empty
    const SQLite::Column value = statement_.getColumn(column);
    std::string read = value.getString();
    if (!(value.isText() || value.isNull()) || scenarios::find_not_utf8(read) != std::string::npos ||
        read.find('\0') != std::string::npos)
      damaged(column, "a text in UTF-8");
    return read;
  }
  // What users and systems have worded: their bytes need not be UTF-8.
  std::string words(int column) const {
    std::string read = statement_.getColumn(column).getString();
    for (std::size_t at = 0, bad = 0;
         (bad = scenarios::find_not_utf8(std::string_view(read).substr(at))) != std::string::npos;)
      read[at += bad] = '?';
    return read;
  }
  std::string status(int column) const {
    std::string read = text(column);
    if (read != "done" && read != "failed") damaged(column, "\"done\" or \"failed\"");
    return read;
  }
  double real(int column, double size = largest_number) const {
    const SQLite::Column value = statement_.getColumn(column);
    const double number = value.getDouble();
    if (!(value.isFloat() || value.isInteger()) || !(std::fabs(number) <= size))
      damaged(column, fmt::format("a number from {:g} to {:g}", -size, size));
    return number;
  }
  std::int64_t whole(int column, std::int64_t low, std::int64_t high) const {
    const SQLite::Column value = statement_.getColumn(column);
    if (!value.isInteger() || value.getInt64() < low || value.getInt64() > high)
      damaged(column, fmt::format("a whole number from {} to {}", low, high));
    return value.getInt64();
  }
  std::int64_t number(int column) const { return whole(column, 0, highest); }
  int small(int column) const { return static_cast<int>(whole(column, 0, 1'000'000)); }
  std::uint32_t week(int column) const { return static_cast<std::uint32_t>(whole(column, 0, latest_week)); }
  std::int64_t seed(int column) const { return whole(column, lowest, highest); }
  bool is_text(int column) const { return statement_.getColumn(column).isText(); }

  [[noreturn]] void damaged(int column, const std::string& possible) const {
    throw ResultsError(fmt::format(
        "{}: is damaged: in the table {}, \"{}\" is {}; {} is possible. Copy it from where it was made, or "
        "repeat the runs with --restart.",
        file_.string(), table_, statement_.getColumnName(column), shown(statement_.getColumn(column)), possible));
  }

 private:
  static constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(),
                                highest = std::numeric_limits<std::int64_t>::max();
  // Nothing that is measured comes near it; squares and sums of such numbers are still numbers.
  static constexpr double largest_number = 1e30;
  // Programmes may be planned to end long after a scenario, which has 5200 weeks at most.
  static constexpr std::int64_t latest_week = 100'000;

  static std::string shown(const SQLite::Column& value) {
    if (value.isInteger() || value.isFloat()) return value.getString();
    return value.isNull() ? "missing" : value.isText() ? "a text" : "no text in UTF-8";
  }

  const SQLite::Statement& statement_;
  const char* table_;
  const std::filesystem::path& file_;
};

std::string text_0(const Row& row) {
  return row.text(0);
}
std::string words_0(const Row& row) {
  return row.words(0);
}

// Every row of a query, mostly of `table`, as what `make` makes of it.
template <class Make, class... Values>
auto rows(SQLite::Database& open, const std::filesystem::path& file, const char* table, const char* query, Make&& make,
          const Values&... values) {
  SQLite::Statement statement(open, query);
  bind_all(statement, values...);
  const Row row(statement, table, file);
  std::vector<decltype(make(row))> all;
  while (statement.executeStep()) all.push_back(make(row));
  return all;
}

}  // namespace

std::string ResultsStore::provenance(std::string_view key, std::string_view otherwise) const {
  return database_->guarded([&](SQLite::Database& open) {
    const auto found = rows(open, database_->file, "provenance", "SELECT value FROM provenance WHERE key = ?", words_0,
                            std::string(key));
    return found.empty() ? std::string(otherwise) : found.front();
  });
}

std::map<std::string, std::string> ResultsStore::all_provenance() const {
  return database_->guarded([&](SQLite::Database& open) {
    std::map<std::string, std::string> all;
    for (auto& [key, value] : rows(open, database_->file, "provenance", "SELECT key, value FROM provenance",
                                   [](const Row& row) { return std::pair(row.text(0), row.words(1)); }))
      all[key] = std::move(value);
    return all;
  });
}

std::vector<RunInfo> ResultsStore::runs() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, database_->file, "runs",
        "SELECT run_id, point_id, coa, seed, status, weeks, wall_s, state_hash, error FROM runs ORDER BY run_id",
        [](const Row& row) {
          return RunInfo{row.number(0), row.number(1), row.text(2), static_cast<std::uint64_t>(row.seed(3)),
                         row.status(4), row.week(5),   row.real(6), row.text(7),
                         row.text(8)};
        });
  });
}

std::vector<MeasureInfo> ResultsStore::measures() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "measures",
                "SELECT measure, title, unit, aggregate, better, decimals FROM measures", [](const Row& row) {
                  return MeasureInfo{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.small(5)};
                });
  });
}

std::vector<OutcomeInfo> ResultsStore::outcome_infos() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "outcome_names", "SELECT outcome, title, unit, better FROM outcome_names",
                [](const Row& row) {
                  return OutcomeInfo{row.text(0), row.text(1), row.text(2), row.text(3)};
                });
  });
}

std::vector<ScopeInfo> ResultsStore::scopes() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "scopes", "SELECT scope, kind, name, country, population FROM scopes",
                [](const Row& row) {
                  return ScopeInfo{row.text(0), row.text(1), row.text(2), row.text(3), row.real(4)};
                });
  });
}

std::vector<CourseInfo> ResultsStore::courses() const {
  return database_->guarded([&](SQLite::Database& open) {
    auto all =
        rows(open, database_->file, "courses_of_action",
             "SELECT coa, title, summary, ordinal FROM courses_of_action WHERE coa <> 'twin' ORDER BY ordinal, coa",
             [](const Row& row) {
               return CourseInfo{row.text(0), row.text(1), row.text(2), row.small(3)};
             });
    int next = all.empty() ? 0 : all.back().ordinal + 1;
    for (const std::string& coa :
         rows(open, database_->file, "runs", "SELECT DISTINCT coa FROM runs WHERE coa <> 'twin' ORDER BY coa", text_0))
      if (std::none_of(all.begin(), all.end(), [&](const CourseInfo& known) { return known.coa == coa; }))
        all.push_back({coa, "", "", next++});
    return all;
  });
}

std::vector<CourseMark> ResultsStore::marks() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "coa_marks",
                "SELECT coa, week_from, week_to, label FROM coa_marks ORDER BY week_from, rowid", [](const Row& row) {
                  return CourseMark{row.text(0), row.week(1), row.week(2), row.text(3)};
                });
  });
}

std::size_t ResultsStore::point_count() const {
  return database_->guarded([&](SQLite::Database& open) {
    return static_cast<std::size_t>(open.execAndGet("SELECT count(DISTINCT point_id) FROM runs").getInt64());
  });
}

std::vector<PointRow> ResultsStore::points() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "points", "SELECT point_id, factor, value FROM points ORDER BY point_id, factor",
                [](const Row& row) {
                  PointRow point{row.number(0), row.text(1), 0.0};
                  if (row.is_text(2))
                    point.value = row.text(2);
                  else
                    point.value = row.real(2, largest_factor);
                  return point;
                });
  });
}

std::vector<std::string> ResultsStore::recorded_measures(std::string_view scope) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "names",
                "SELECT m.name FROM names m WHERE EXISTS (SELECT 1 FROM series_rows r WHERE r.measure = m.id AND "
                "r.scope = (SELECT id FROM names WHERE name = ?)) ORDER BY m.name",
                text_0, std::string(scope));
  });
}

std::vector<SeriesValue> ResultsStore::series(std::string_view measure, std::string_view scope) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, database_->file, "series_rows",
        "SELECT run_id, week, value FROM series_rows WHERE measure = (SELECT id FROM names WHERE name = ?) AND "
        "scope = (SELECT id FROM names WHERE name = ?) ORDER BY run_id, week",
        [](const Row& row) {
          return SeriesValue{row.number(0), row.week(1), row.real(2)};
        },
        std::string(measure), std::string(scope));
  });
}

std::vector<ScopeValue> ResultsStore::region_values(std::string_view measure, std::uint32_t at_week) const {
  return database_->guarded([&](SQLite::Database& open) {
    // From the regions to their rows: of other scopes, most rows are of other weeks.
    return rows(
        open, database_->file, "scopes",
        "SELECT r.run_id, k.scope, r.value FROM scopes k CROSS JOIN names s CROSS JOIN series_rows r "
        "WHERE k.kind = 'region' AND s.name = k.scope AND r.measure = (SELECT id FROM names WHERE name = ?) "
        "AND r.scope = s.id AND r.week = ?",
        [](const Row& row) {
          return ScopeValue{row.number(0), row.text(1), row.real(2)};
        },
        std::string(measure), at_week);
  });
}

std::vector<std::uint32_t> ResultsStore::recorded_weeks(std::string_view measure, std::string_view scope) const {
  std::map<std::uint32_t, int> count;
  int most = 0;
  for (const SeriesValue& value : series(measure, scope)) most = std::max(most, ++count[value.week]);
  std::vector<std::uint32_t> weeks;
  for (const auto& [at, runs] : count)
    if (runs == most) weeks.push_back(at);
  return weeks;
}

std::vector<std::uint32_t> ResultsStore::all_weeks(std::string_view measure, std::string_view scope) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, database_->file, "series_rows",
        "SELECT DISTINCT week FROM series_rows WHERE measure = (SELECT id FROM names WHERE name = ?) AND "
        "scope = (SELECT id FROM names WHERE name = ?) ORDER BY week",
        [](const Row& row) { return row.week(0); }, std::string(measure), std::string(scope));
  });
}

std::vector<OutcomeValue> ResultsStore::outcomes() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "outcomes",
                "SELECT run_id, outcome, value FROM outcomes ORDER BY run_id, outcome", [](const Row& row) {
                  return OutcomeValue{row.number(0), row.text(1), row.real(2)};
                });
  });
}

std::vector<OutcomeValue> ResultsStore::outcomes(std::string_view outcome) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, database_->file, "outcomes",
        "SELECT run_id, outcome, value FROM outcomes WHERE outcome = ? ORDER BY run_id",
        [](const Row& row) {
          return OutcomeValue{row.number(0), row.text(1), row.real(2)};
        },
        std::string(outcome));
  });
}

std::vector<BookValue> ResultsStore::books(std::string_view stock, std::string_view scope, std::uint32_t after,
                                           std::uint32_t until) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, database_->file, "books_rows",
        "SELECT run_id, c.name, sum(amount) AS amount FROM books_rows r JOIN names c ON c.id = r.cause "
        "WHERE stock = (SELECT id FROM names WHERE name = ?) AND scope = (SELECT id FROM names WHERE name = ?) "
        "AND week > ? AND week <= ? GROUP BY run_id, c.name ORDER BY run_id, c.name",
        [](const Row& row) {
          return BookValue{row.number(0), row.text(1), row.real(2)};
        },
        std::string(stock), std::string(scope), after, until);
  });
}

std::vector<std::uint32_t> ResultsStore::book_weeks(std::string_view stock, std::string_view scope) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, database_->file, "books_rows",
        "SELECT DISTINCT week FROM books_rows WHERE stock = (SELECT id FROM names WHERE name = ?) AND "
        "scope = (SELECT id FROM names WHERE name = ?) ORDER BY week",
        [](const Row& row) { return row.week(0); }, std::string(stock), std::string(scope));
  });
}

std::vector<EventCount> ResultsStore::event_counts() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, database_->file, "events",
                "SELECT run_id, kind, count(*) AS events FROM events GROUP BY run_id, kind", [](const Row& row) {
                  return EventCount{row.number(0), row.text(1), row.real(2)};
                });
  });
}

}  // namespace mainstay::studies
