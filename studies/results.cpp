#include "studies/results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "studies/event_words.h"
#include "studies/results_database.h"
#include "studies/results_dictionary.h"

namespace mainstay::studies {

namespace {

template <class... Values>
void execute(SQLite::Statement& statement, const Values&... values) {
  statement.reset();
  bind_all(statement, values...);
  statement.exec();
}

template <class... Values>
void execute(SQLite::Database& open, const char* query, const Values&... values) {
  SQLite::Statement statement(open, query);
  execute(statement, values...);
}

bool exists(SQLite::Database& open, std::int64_t run_id) {
  SQLite::Statement find(open, "SELECT 1 FROM runs WHERE run_id = ?");
  find.bind(1, run_id);
  return find.executeStep();
}

void write_series(SQLite::Database& open, const RunRecord& run, const std::vector<std::int64_t>& ids) {
  // In the order of the table, so that each of its pages is changed once.
  std::vector<const SeriesRow*> rows;
  for (const SeriesRow& row : run.series)
    if (!std::isnan(row.value)) rows.push_back(&row);
  const auto key = [&](const SeriesRow* row) {
    return std::tuple(ids.at(row->measure), ids.at(row->scope), row->week);
  };
  std::sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return key(a) < key(b); });
  SQLite::Statement add(open, "INSERT INTO series_rows(measure, scope, run_id, week, value) VALUES (?, ?, ?, ?, ?)");
  for (const SeriesRow* row : rows) execute(add, ids[row->measure], ids[row->scope], run.run_id, row->week, row->value);
}

void write_books(SQLite::Database& open, const RunRecord& run, const std::vector<std::int64_t>& ids) {
  SQLite::Statement add(open,
                        "INSERT INTO books_rows(stock, scope, run_id, week, cause, amount) VALUES (?, ?, ?, ?, ?, ?)");
  for (const BookRow& row : run.books)
    if (row.amount != 0 && !std::isnan(row.amount))
      execute(add, ids.at(row.stock), ids.at(row.scope), run.run_id, row.week, ids.at(row.cause), row.amount);
}

void write_outcomes_and_events(SQLite::Database& open, const RunRecord& run) {
  SQLite::Statement outcome(open, "INSERT INTO outcomes(run_id, outcome, value) VALUES (?, ?, ?)");
  for (const auto& [name, value] : run.outcomes)
    if (!std::isnan(value)) execute(outcome, run.run_id, name, value);
  SQLite::Statement event(
      open, "INSERT INTO events(run_id, week, kind, region, subject, detail, value) VALUES (?, ?, ?, ?, ?, ?, ?)");
  for (const EventRow& row : run.events)
    execute(event, run.run_id, row.week, row.kind, row.region, row.subject, row.detail, row.value);
}

}  // namespace

void erase(SQLite::Database& open, std::int64_t run_id) {
  // The large tables are found by their whole key: by run_id alone, every row of every run would be read.
  for (const char* query : {"DELETE FROM series_rows WHERE measure IN (SELECT id FROM names) AND scope IN (SELECT id "
                            "FROM names) AND run_id = ?",
                            "DELETE FROM books_rows WHERE stock IN (SELECT id FROM names) AND scope IN (SELECT id FROM "
                            "names) AND run_id = ?",
                            "DELETE FROM outcomes WHERE run_id = ?", "DELETE FROM events WHERE run_id = ?",
                            "DELETE FROM runs WHERE run_id = ?"})
    execute(open, query, run_id);
}

NameIndex RunRecord::name(std::string_view text) {
  const auto known = std::find(names.begin(), names.end(), text);
  const auto index = static_cast<NameIndex>(known - names.begin());
  if (known == names.end()) names.emplace_back(text);
  return index;
}

ResultsStore::ResultsStore(const std::filesystem::path& folder, Access access)
    : folder_(folder),
      database_(std::make_unique<Database>(std::filesystem::absolute(folder) / "results.sqlite", access)) {}

ResultsStore::~ResultsStore() = default;

void ResultsStore::together(const std::function<void()>& work) {
  database_->in_transaction([&](SQLite::Database&) { work(); });
}

void ResultsStore::write(const RunRecord& run) {
  database_->in_transaction([&](SQLite::Database& open) {
    if (exists(open, run.run_id)) erase(open, run.run_id);
    std::vector<std::int64_t> ids;
    for (const std::string& name : run.names) ids.push_back(database_->name_id(name));
    execute(open,
            "INSERT INTO runs(run_id, point_id, coa, seed, status, weeks, wall_s, state_hash, error) VALUES (?, ?, ?, "
            "?, ?, ?, ?, ?, ?)",
            run.run_id, run.point_id, run.coa, static_cast<std::int64_t>(run.seed), run.status, run.weeks, run.wall_s,
            run.state_hash, run.error);
    write_series(open, run, ids);
    write_books(open, run, ids);
    write_outcomes_and_events(open, run);
  });
}

void ResultsStore::remove_run(std::int64_t run_id) {
  database_->in_transaction([&](SQLite::Database& open) { erase(open, run_id); });
}

void ResultsStore::renumber_runs(std::size_t points_before, std::size_t points_now, std::size_t courses) {
  if (points_before == 0 || points_before == points_now) return;
  database_->in_transaction([&](SQLite::Database& open) {
    // By way of negative numbers, so that no two runs ever have the same one.
    for (const char* table : {"series_rows", "books_rows", "outcomes", "events", "runs"}) {
      SQLite::Statement moved(open,
                              fmt::format("UPDATE {} SET run_id = -1 - ((run_id / :courses / :before * :now + run_id "
                                          "/ :courses % :before) * :courses + run_id % :courses)",
                                          table));
      moved.bind(":courses", static_cast<std::int64_t>(courses));
      moved.bind(":before", static_cast<std::int64_t>(points_before));
      moved.bind(":now", static_cast<std::int64_t>(points_now));
      moved.exec();
      open.exec(fmt::format("UPDATE {} SET run_id = -1 - run_id", table));
    }
  });
}

void ResultsStore::set_provenance(std::string_view key, std::string_view value) {
  database_->in_transaction([&](SQLite::Database& open) {
    execute(open, "INSERT OR REPLACE INTO provenance(key, value) VALUES (?, ?)", key, value);
  });
}

void ResultsStore::describe(const std::vector<MeasureInfo>& measures) {
  database_->in_transaction([&](SQLite::Database& open) {
    SQLite::Statement add(
        open,
        "INSERT OR REPLACE INTO measures(measure, title, unit, aggregate, better, decimals) VALUES (?, ?, ?, ?, ?, ?)");
    for (const MeasureInfo& m : measures) execute(add, m.measure, m.title, m.unit, m.aggregate, m.better, m.decimals);
  });
}

void ResultsStore::describe(const std::vector<OutcomeInfo>& outcomes) {
  database_->in_transaction([&](SQLite::Database& open) {
    SQLite::Statement add(open,
                          "INSERT OR REPLACE INTO outcome_names(outcome, title, unit, better) VALUES (?, ?, ?, ?)");
    for (const OutcomeInfo& o : outcomes) execute(add, o.outcome, o.title, o.unit, o.better);
  });
}

void ResultsStore::describe(const std::vector<ScopeInfo>& scopes) {
  database_->in_transaction([&](SQLite::Database& open) {
    SQLite::Statement add(
        open, "INSERT OR REPLACE INTO scopes(scope, kind, name, country, population) VALUES (?, ?, ?, ?, ?)");
    for (const ScopeInfo& s : scopes) execute(add, s.scope, s.kind, s.name, s.country, s.population);
  });
}

void ResultsStore::describe(const std::vector<CourseInfo>& courses) {
  database_->in_transaction([&](SQLite::Database& open) {
    SQLite::Statement add(open,
                          "INSERT OR REPLACE INTO courses_of_action(coa, title, summary, ordinal) VALUES (?, ?, ?, ?)");
    for (const CourseInfo& c : courses) execute(add, c.coa, c.title, c.summary, c.ordinal);
  });
}

void ResultsStore::describe(const std::vector<CourseMark>& marks) {
  database_->in_transaction([&](SQLite::Database& open) {
    open.exec("DELETE FROM coa_marks");
    SQLite::Statement add(open, "INSERT INTO coa_marks(coa, week_from, week_to, label) VALUES (?, ?, ?, ?)");
    for (const CourseMark& m : marks) execute(add, m.coa, m.week_from, m.week_to, m.label);
  });
}

void ResultsStore::write_points(const std::vector<PointRow>& rows) {
  database_->in_transaction([&](SQLite::Database& open) {
    SQLite::Statement add(open, "INSERT OR REPLACE INTO points(point_id, factor, value) VALUES (?, ?, ?)");
    for (const PointRow& row : rows)
      std::visit([&](const auto& value) { execute(add, row.point_id, row.factor, value); }, row.value);
  });
}

void ResultsStore::write_dictionary() {
  database_->in_transaction([&](SQLite::Database& open) {
    open.exec(dictionary_schema);
    SQLite::Statement column(
        open, "INSERT OR REPLACE INTO dictionary(table_name, column_name, meaning, unit) VALUES (?, ?, ?, ?)");
    for (const ColumnMeaning& row : column_meanings)
      execute(column, std::string_view(row.table), std::string_view(row.column), std::string_view(row.meaning),
              std::string_view(row.unit));
    SQLite::Statement kind(
        open,
        "INSERT OR REPLACE INTO event_kinds(kind, meaning, subject, detail, value, unit) VALUES (?, ?, ?, ?, ?, ?)");
    for (const EventMeaning& row : event_meanings)
      execute(kind, std::string_view(agents::event_names[static_cast<std::size_t>(row.kind)]), row.meaning, row.subject,
              row.detail, row.value, row.unit);
  });
}

}  // namespace mainstay::studies
