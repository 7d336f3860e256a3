#include <algorithm>
#include <set>

#include "studies/results_database.h"

namespace mainstay::studies {

namespace {

// Every row of a query as what `make` makes of it.
template <class Make, class... Values>
auto rows(SQLite::Database& open, const char* query, Make&& make, const Values&... values) {
  SQLite::Statement statement(open, query);
  bind_all(statement, values...);
  std::vector<decltype(make(statement))> all;
  while (statement.executeStep()) all.push_back(make(statement));
  return all;
}

std::string text(const SQLite::Statement& row, int column) {
  return row.getColumn(column).getString();
}
double real(const SQLite::Statement& row, int column) {
  return row.getColumn(column).getDouble();
}
std::int64_t whole(const SQLite::Statement& row, int column) {
  return row.getColumn(column).getInt64();
}
std::uint32_t week(const SQLite::Statement& row, int column) {
  return row.getColumn(column).getUInt();
}
std::string text_0(const SQLite::Statement& row) {
  return text(row, 0);
}

}  // namespace

std::string ResultsStore::provenance(std::string_view key, std::string_view otherwise) const {
  return database_->guarded([&](SQLite::Database& open) {
    const auto found = rows(open, "SELECT value FROM provenance WHERE key = ?", text_0, std::string(key));
    return found.empty() ? std::string(otherwise) : found.front();
  });
}

std::map<std::string, std::string> ResultsStore::all_provenance() const {
  return database_->guarded([&](SQLite::Database& open) {
    std::map<std::string, std::string> all;
    SQLite::Statement row(open, "SELECT key, value FROM provenance");
    while (row.executeStep()) all[text(row, 0)] = text(row, 1);
    return all;
  });
}

std::vector<RunInfo> ResultsStore::runs() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, "SELECT run_id, point_id, coa, seed, status, weeks, wall_s, state_hash, error FROM runs ORDER BY run_id",
        [](const SQLite::Statement& row) {
          return RunInfo{whole(row, 0), whole(row, 1), text(row, 2), static_cast<std::uint64_t>(whole(row, 3)),
                         text(row, 4),  week(row, 5),  real(row, 6), text(row, 7),
                         text(row, 8)};
        });
  });
}

std::vector<MeasureInfo> ResultsStore::measures() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, "SELECT measure, title, unit, aggregate, better, decimals FROM measures",
                [](const SQLite::Statement& row) {
                  return MeasureInfo{text(row, 0), text(row, 1), text(row, 2),
                                     text(row, 3), text(row, 4), row.getColumn(5).getInt()};
                });
  });
}

std::vector<OutcomeInfo> ResultsStore::outcome_infos() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, "SELECT outcome, title, unit, better FROM outcome_names", [](const SQLite::Statement& row) {
      return OutcomeInfo{text(row, 0), text(row, 1), text(row, 2), text(row, 3)};
    });
  });
}

std::vector<ScopeInfo> ResultsStore::scopes() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, "SELECT scope, kind, name, country, population FROM scopes", [](const SQLite::Statement& row) {
      return ScopeInfo{text(row, 0), text(row, 1), text(row, 2), text(row, 3), real(row, 4)};
    });
  });
}

std::vector<CourseInfo> ResultsStore::courses() const {
  return database_->guarded([&](SQLite::Database& open) {
    auto all = rows(
        open, "SELECT coa, title, summary, ordinal FROM courses_of_action WHERE coa <> 'twin' ORDER BY ordinal, coa",
        [](const SQLite::Statement& row) {
          return CourseInfo{text(row, 0), text(row, 1), text(row, 2), row.getColumn(3).getInt()};
        });
    int next = all.empty() ? 0 : all.back().ordinal + 1;
    for (const std::string& coa : rows(open, "SELECT DISTINCT coa FROM runs WHERE coa <> 'twin' ORDER BY coa", text_0))
      if (std::none_of(all.begin(), all.end(), [&](const CourseInfo& known) { return known.coa == coa; }))
        all.push_back({coa, "", "", next++});
    return all;
  });
}

std::vector<CourseMark> ResultsStore::marks() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, "SELECT coa, week_from, week_to, label FROM coa_marks ORDER BY week_from, rowid",
                [](const SQLite::Statement& row) {
                  return CourseMark{text(row, 0), week(row, 1), week(row, 2), text(row, 3)};
                });
  });
}

std::size_t ResultsStore::point_count() const {
  return database_->guarded([](SQLite::Database& open) {
    return static_cast<std::size_t>(open.execAndGet("SELECT count(DISTINCT point_id) FROM runs").getInt64());
  });
}

std::vector<PointRow> ResultsStore::points() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, "SELECT point_id, factor, value FROM points ORDER BY point_id, factor",
                [](const SQLite::Statement& row) {
                  PointRow point{whole(row, 0), text(row, 1), real(row, 2)};
                  if (row.getColumn(2).isText()) point.value = text(row, 2);
                  return point;
                });
  });
}

std::vector<std::string> ResultsStore::recorded_measures(std::string_view scope) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open,
                "SELECT m.name FROM names m WHERE EXISTS (SELECT 1 FROM series_rows r WHERE r.measure = m.id AND "
                "r.scope = (SELECT id FROM names WHERE name = ?)) ORDER BY m.name",
                text_0, std::string(scope));
  });
}

std::vector<SeriesValue> ResultsStore::series(std::string_view measure, std::string_view scope) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open,
        "SELECT run_id, week, value FROM series_rows WHERE measure = (SELECT id FROM names WHERE name = ?) AND "
        "scope = (SELECT id FROM names WHERE name = ?) ORDER BY run_id, week",
        [](const SQLite::Statement& row) {
          return SeriesValue{whole(row, 0), week(row, 1), real(row, 2)};
        },
        std::string(measure), std::string(scope));
  });
}

std::vector<ScopeValue> ResultsStore::region_values(std::string_view measure, std::uint32_t at_week) const {
  return database_->guarded([&](SQLite::Database& open) {
    // From the regions to their rows: of other scopes, most rows are of other weeks.
    return rows(
        open,
        "SELECT r.run_id, k.scope, r.value FROM scopes k CROSS JOIN names s CROSS JOIN series_rows r "
        "WHERE k.kind = 'region' AND s.name = k.scope AND r.measure = (SELECT id FROM names WHERE name = ?) "
        "AND r.scope = s.id AND r.week = ?",
        [](const SQLite::Statement& row) {
          return ScopeValue{whole(row, 0), text(row, 1), real(row, 2)};
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
        open,
        "SELECT DISTINCT week FROM series_rows WHERE measure = (SELECT id FROM names WHERE name = ?) AND "
        "scope = (SELECT id FROM names WHERE name = ?) ORDER BY week",
        [](const SQLite::Statement& row) { return week(row, 0); }, std::string(measure), std::string(scope));
  });
}

std::vector<OutcomeValue> ResultsStore::outcomes() const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(open, "SELECT run_id, outcome, value FROM outcomes ORDER BY run_id, outcome",
                [](const SQLite::Statement& row) {
                  return OutcomeValue{whole(row, 0), text(row, 1), real(row, 2)};
                });
  });
}

std::vector<OutcomeValue> ResultsStore::outcomes(std::string_view outcome) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open, "SELECT run_id, outcome, value FROM outcomes WHERE outcome = ? ORDER BY run_id",
        [](const SQLite::Statement& row) {
          return OutcomeValue{whole(row, 0), text(row, 1), real(row, 2)};
        },
        std::string(outcome));
  });
}

std::vector<BookValue> ResultsStore::books(std::string_view stock, std::string_view scope, std::uint32_t after,
                                           std::uint32_t until) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open,
        "SELECT run_id, c.name, sum(amount) FROM books_rows r JOIN names c ON c.id = r.cause "
        "WHERE stock = (SELECT id FROM names WHERE name = ?) AND scope = (SELECT id FROM names WHERE name = ?) "
        "AND week > ? AND week <= ? GROUP BY run_id, c.name ORDER BY run_id, c.name",
        [](const SQLite::Statement& row) {
          return BookValue{whole(row, 0), text(row, 1), real(row, 2)};
        },
        std::string(stock), std::string(scope), after, until);
  });
}

std::vector<std::uint32_t> ResultsStore::book_weeks(std::string_view stock, std::string_view scope) const {
  return database_->guarded([&](SQLite::Database& open) {
    return rows(
        open,
        "SELECT DISTINCT week FROM books_rows WHERE stock = (SELECT id FROM names WHERE name = ?) AND "
        "scope = (SELECT id FROM names WHERE name = ?) ORDER BY week",
        [](const SQLite::Statement& row) { return week(row, 0); }, std::string(stock), std::string(scope));
  });
}

std::vector<EventCount> ResultsStore::event_counts() const {
  return database_->guarded([](SQLite::Database& open) {
    return rows(open, "SELECT run_id, kind, count(*) FROM events GROUP BY run_id, kind",
                [](const SQLite::Statement& row) {
                  return EventCount{whole(row, 0), text(row, 1), real(row, 2)};
                });
  });
}

}  // namespace mainstay::studies
