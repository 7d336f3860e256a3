// Sessions and results. An input is a list of changes to rows of a real file, by SQL and so as sound tables of odd
// values: SQLite itself answers for files that are damaged below that.
#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <fstream>

#include "sessions/saved_states.h"
#include "studies/report.h"
#include "studies/report_data.h"
#include "studies/study_analysis.h"
#include "studies/summary.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/mutations.h"
#include "tests/fuzz/small_scenario.h"
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

// A text that is JSON is changed as such, too: most of what is in one is read only if the rest of it is right.
void bind_any(SQLite::Statement& statement, int index, const std::string& before, Choices& choices) {
  switch (choices.number<std::uint8_t>() % 7) {
    case 0:
      return;  // null
    case 1:
      return statement.bind(index, static_cast<std::int64_t>(choices.whole()));
    case 2:
      return statement.bind(index, choices.fraction());
    case 3:
      return statement.bind(index, choices.text(choices.below(80)));
    case 4: {
      const std::string bytes = choices.text(choices.below(80));
      return statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
    }
    default: {
      Draws draws(choices.number<std::uint32_t>());
      return statement.bind(index, changed_json(before, draws));
    }
  }
}

std::string text_of(SQLite::Database& database, const std::string& query) {
  SQLite::Statement select(database, query);
  return select.executeStep() ? select.getColumn(0).getString() : "";
}

// Changes, adds or takes away rows; what the tables' own constraints forbid is left.
void edit(const fs::path& file, const std::vector<Table>& tables, Choices& choices) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA ignore_check_constraints = 1; BEGIN");
  for (int changes = 0; choices.any_left() && changes < 32; ++changes) {
    const auto kind = choices.number<std::uint8_t>();
    const Table& table = tables[choices.below(tables.size())];
    const std::string& column = table.columns[choices.below(table.columns.size())];
    const std::string row = "(SELECT " + table.columns.front() + " FROM " + table.name + " LIMIT 1 OFFSET " +
                            std::to_string(choices.below(kind % 4 == 0 ? 400 : 4)) + ")";
    const std::string that = " WHERE " + table.columns.front() + " = " + row;
    try {
      if (kind % 16 == 15) {
        database.exec("DELETE FROM " + table.name + that);
        continue;
      }
      SQLite::Statement update(
          database, "UPDATE OR IGNORE " + table.name + " SET " + column + " = ?" + (kind % 16 == 14 ? "" : that));
      bind_any(update, 1, text_of(database, "SELECT " + column + " FROM " + table.name + that), choices);
      update.exec();
    } catch (const SQLite::Exception&) {
    }
  }
  database.exec("COMMIT");
}

// A file that each input begins with anew.
class Copied {
 public:
  explicit Copied(const fs::path& original)
      : file_(original.parent_path() / "copy" / original.filename()),
        bytes_(file_text(original)),
        tables_(tables_of(original)) {
    fs::create_directory(file_.parent_path());
  }
  const fs::path& edited(Choices& choices) const {
    for (const char* log : {"-wal", "-shm", "-journal"}) fs::remove(file_.string() + log);
    std::ofstream(file_, std::ios::binary).write(bytes_.data(), static_cast<std::streamsize>(bytes_.size()));
    edit(file_, tables_, choices);
    return file_;
  }

 private:
  fs::path file_;
  std::string bytes_;
  std::vector<Table> tables_;
};

// Without a log beside it, which would be half of the time that opening takes.
void make_plain(const fs::path& file, const char* also = "") {
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec(std::string(also) + "; PRAGMA journal_mode = DELETE; VACUUM");
}

// A session with two branches, orders, bookmarks and saved weeks.
fs::path make_session(const fs::path& folder) {
  sessions::Session session(small_scenario(), 7);
  const fs::path file = folder / "template.mainstay";
  session.write_to(sessions::SessionFile::create(file, session, "test"));
  agents::Workspace workspace;
  while (session.branches()[0].history->recorded() < 12) session.branches()[0].history->advance(workspace);
  session.give(0, session.read_order(R"({"week": 5, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})",
                                     "2026-01-01T00:00:00Z"));
  session.add_bookmark({0, 0, 6, "2026-01-01T00:00:00Z", "a note"});
  sessions::StateWriter writer(file, "test");
  writer.write(kept_histories(session), {0, 6}, true);
  writer.empty_log();
  return file;
}

}  // namespace

void read_session(Input edits) {
  static const TemporaryFolder folder;
  static const Copied original = [] {
    const fs::path file = make_session(folder.path());
    make_plain(file);
    return Copied(file);
  }();
  Choices choices(edits);
  const fs::path& file = original.edited(choices);
  try {
    sessions::summarise(file);
    const sessions::SavedSession saved = sessions::read_session(file);
    const sessions::SavedStates states(file, "test");
    agents::Workspace workspace;
    const auto read_weeks = [&](std::size_t branch, sessions::History& history) {
      states.take_over(branch, history);
      for (const sim::Week week : {sim::Week{0}, sim::Week{5}}) {
        states.parts(branch, week);
        states.phases(branch, week);
      }
      if (history.recorded() > 0) history.record(history.recorded() - 1);
      if (branch == 0) history.at(std::min<sim::Week>(history.recorded(), 13), workspace);
    };
    // Its scenario is built anew only if it is another one.
    const scenarios::Scenario& known = *small_scenario();
    const bool same = saved.scenario_text == known.text && saved.map_text == known.map_text &&
                      saved.catalogues_text == known.catalogues_text;
    sessions::restore(saved, read_weeks, same ? small_scenario() : nullptr);
  } catch (const scenarios::InvalidInput&) {
  }
}

void read_results(Input edits) {
  static const TemporaryFolder folder;
  static const Copied original = [] {
    synthetic::Options options;
    options.plans = synthetic::three_plans();
    options.plans.resize(2);
    options.seeds = 2;
    options.weeks = 52;
    options.every = 26;
    options.only_measures = {"capacity", "control", "incidents", "trust"};
    synthetic::write(folder.path(), options);
    {
      studies::ResultsStore store(folder.path());
      store.set_provenance("study", file_text("studies/quick.json"));
      store.set_provenance("assisted_regions", R"({"surge_only": ["XA-5", "XA-6"]})");
      store.set_provenance("programme_targets",
                           R"({"surge_only": {"regions": ["XA-5", "XA-6"], "from_week": 0, "until_week": 52}})");
    }
    make_plain(folder.path() / "results.sqlite", "DELETE FROM events WHERE rowid % 25 <> 0");
    return Copied(folder.path() / "results.sqlite");
  }();
  Choices choices(edits);
  const auto also = choices.number<std::uint8_t>() % 32;
  const fs::path& file = original.edited(choices);
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
    if (also == 0) studies::report_html(store);
    if (also == 1) studies::analyse_study(data);
    if (also == 2) studies::summary_json(store);
    if (also == 3) studies::summary_table(store);
  } catch (const studies::ResultsError&) {
  }
}

}  // namespace mainstay::tests
