// Sessions and results. An input is a list of changes to rows of a real file, by SQL and so as sound tables of odd
// values: SQLite itself answers for files that are damaged below that.
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>

#include "sessions/saved_states.h"
#include "studies/report.h"
#include "studies/report_data.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/fuzz/choices.h"
#include "tests/studies/synthetic_results.h"
#include "tests/temporary_folder.h"

namespace mainstay::tests {

namespace fs = std::filesystem;

namespace {

struct Table {
  std::string name;
  std::vector<std::string> columns;  // the first tells rows apart well enough
};

std::vector<Table> tables_of(const fs::path& file) {
  SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
  std::vector<Table> tables;
  SQLite::Statement table(database, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  while (table.executeStep()) tables.push_back({table.getColumn(0).getString(), {}});
  for (Table& one : tables) {
    SQLite::Statement column(database, "SELECT name FROM pragma_table_info(?) ORDER BY cid");
    column.bind(1, one.name);
    while (column.executeStep()) one.columns.push_back(column.getColumn(0).getString());
  }
  return tables;
}

void bind_any(SQLite::Statement& statement, int index, Choices& choices) {
  switch (choices.number<std::uint8_t>() % 5) {
    case 0:
      return;  // null
    case 1:
      return statement.bind(index, static_cast<std::int64_t>(choices.whole()));
    case 2:
      return statement.bind(index, choices.fraction());
    case 3:
      return statement.bind(index, choices.text(choices.below(80)));
    default: {
      const std::string bytes = choices.text(choices.below(80));
      return statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
    }
  }
}

// Changes, adds or takes away rows; what the tables' own constraints forbid is left.
void edit(const fs::path& file, const std::vector<Table>& tables, Choices& choices) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA ignore_check_constraints = 1");
  for (int changes = 0; choices.any_left() && changes < 32; ++changes) {
    const auto kind = choices.number<std::uint8_t>();
    const Table& table = tables[choices.below(tables.size())];
    const std::string& column = table.columns[choices.below(table.columns.size())];
    const std::string row = "(SELECT " + table.columns.front() + " FROM " + table.name + " LIMIT 1 OFFSET " +
                            std::to_string(choices.below(kind % 4 == 0 ? 400 : 4)) + ")";
    try {
      if (kind % 16 == 15) {
        database.exec("DELETE FROM " + table.name + " WHERE " + table.columns.front() + " = " + row);
        continue;
      }
      SQLite::Statement update(database, "UPDATE OR IGNORE " + table.name + " SET " + column + " = ?" +
                                             (kind % 16 == 14 ? "" : " WHERE " + table.columns.front() + " = " + row));
      bind_any(update, 1, choices);
      update.exec();
    } catch (const SQLite::Exception&) {
    }
  }
}

fs::path copy_of(const fs::path& original, const fs::path& folder) {
  const fs::path copy = folder / original.filename();
  for (const char* log : {"-wal", "-shm", "-journal"}) fs::remove(copy.string() + log);
  fs::copy_file(original, copy, fs::copy_options::overwrite_existing);
  return copy;
}

// A session with two branches, orders, bookmarks and saved weeks.
fs::path make_session(const fs::path& folder) {
  const auto scenario = std::make_shared<const scenarios::Scenario>(shipped("smallest"));
  sessions::Session session(scenario, 7);
  const fs::path file = folder / "template.mainstay";
  session.write_to(sessions::SessionFile::create(file, session, "test"));
  agents::Workspace workspace;
  while (session.branches()[0].history->recorded() < 53) session.branches()[0].history->advance(workspace);
  session.give(0, session.read_order(R"({"week": 20, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})",
                                     "2026-01-01T00:00:00Z"));
  session.add_bookmark({0, 0, 30, "2026-01-01T00:00:00Z", "a note"});
  sessions::StateWriter writer(file, "test");
  writer.write(kept_histories(session), {0, 30}, true);
  writer.empty_log();
  return file;
}

}  // namespace

void read_session(Input edits) {
  static const TemporaryFolder folder;
  static const fs::path original = make_session(folder.path());
  static const std::vector<Table> tables = tables_of(original);
  fs::create_directory(folder.path() / "copy");
  const fs::path file = copy_of(original, folder.path() / "copy");
  Choices choices(edits);
  edit(file, tables, choices);
  try {
    sessions::summarise(file);
    const sessions::SavedSession saved = sessions::read_session(file);
    const sessions::SavedStates states(file, "test");
    agents::Workspace workspace;
    sessions::restore(saved, [&](std::size_t branch, sessions::History& history) {
      states.take_over(branch, history);
      for (const sim::Week week : {sim::Week{0}, sim::Week{20}}) {
        states.parts(branch, week);
        states.phases(branch, week);
      }
      if (history.recorded() > 0) history.record(history.recorded() - 1);
      if (branch == 0) history.at(std::min<sim::Week>(history.recorded(), 54), workspace);
    });
  } catch (const scenarios::InvalidInput&) {
  }
}

void read_results(Input edits) {
  static const TemporaryFolder folder;
  static const fs::path original = [] {
    synthetic::Options options;
    options.plans = synthetic::three_plans();
    options.plans.resize(2);
    options.seeds = 3;
    options.weeks = 52;
    options.every = 13;
    synthetic::write(folder.path(), options);
    SQLite::Database((folder.path() / "results.sqlite").string(), SQLite::OPEN_READWRITE)
        .exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return folder.path() / "results.sqlite";
  }();
  static const std::vector<Table> tables = tables_of(original);
  fs::create_directory(folder.path() / "copy");
  const fs::path file = copy_of(original, folder.path() / "copy");
  Choices choices(edits);
  const bool whole_report = choices.number<std::uint8_t>() % 16 == 0;
  edit(file, tables, choices);
  try {
    const studies::ResultsStore store(file.parent_path(), studies::ResultsStore::Access::read);
    store.all_provenance();
    store.points();
    store.marks();
    store.event_counts();
    store.outcomes();
    for (const auto& measure : store.measures()) store.series(measure.measure, "theatre");
    for (const auto& scope : store.scopes()) store.recorded_measures(scope.scope);
    const studies::ReportData data(store);
    for (std::size_t course = 0; course < data.courses().size(); ++course) {
      data.curves(course, "capacity", "theatre");
      data.gains(course, "capacity", data.focus());
    }
    if (whole_report) studies::report_html(store);
  } catch (const studies::ResultsError&) {
  }
}

}  // namespace mainstay::tests
