#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <limits>

#include "scenarios/json_scan.h"
#include "sessions/saved_states.h"
#include "sessions/session_database.h"
#include "sessions/session_file.h"

namespace mainstay::sessions {

namespace fs = std::filesystem;
using studies::DatabaseFile;

namespace {

std::string get(SQLite::Database& database, const char* key) {
  SQLite::Statement select(database, "SELECT value FROM session WHERE key = ?");
  select.bind(1, key);
  return select.executeStep() ? select.getColumn(0).getString() : "";
}

// The rows of one query. Whatever a damaged or crafted file has in them, what is read of it is in range, or the file is
// refused with the row's place.
class Rows {
 public:
  Rows(SQLite::Database& database, const fs::path& file, const std::string& table, const std::string& query)
      : file_(file), table_(table), statement_(database, query) {}

  bool next() {
    ++number_;
    return statement_.executeStep();
  }
  bool is_null(int column) const { return statement_.isColumnNull(column); }
  std::int64_t whole(int column, std::int64_t low, std::int64_t high) {
    const SQLite::Column value = statement_.getColumn(column);
    if (!value.isInteger() || value.getInt64() < low || value.getInt64() > high)
      damaged(column, fmt::format("is {}; {} to {} is possible", shown(value), low, high));
    return value.getInt64();
  }
  // Weeks of no scenario are more; whether this one has so many, is known when it is read.
  sim::Week week(int column) { return static_cast<sim::Week>(whole(column, 0, longest_scenario)); }
  std::size_t branch(int column, const SavedSession& saved) {
    return static_cast<std::size_t>(whole(column, 0, static_cast<std::int64_t>(saved.branches.size()) - 1));
  }
  std::string text(int column) {
    const SQLite::Column value = statement_.getColumn(column);
    std::string read = value.getString();
    if (!value.isText() || scenarios::find_not_utf8(read) != std::string::npos || read.find('\0') != std::string::npos)
      damaged(column, "is no text in UTF-8");
    return read;
  }
  std::uint64_t hash(int column) {
    const std::string digits = text(column);
    std::uint64_t value = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (wrong != std::errc() || end != digits.data() + digits.size())
      damaged(column, fmt::format("is \"{}\", not a hash of 16 digits", shown(statement_.getColumn(column))));
    return value;
  }
  [[noreturn]] void damaged(int column, const std::string& how) {
    refuse(file_, fmt::format("table {}, row {}: {} {}; the file is damaged, use a copy of it from before", table_,
                              number_, statement_.getColumnName(column), how));
  }

 private:
  static constexpr std::int64_t longest_scenario = 5200;  // as the schema has it

  static std::string shown(const SQLite::Column& value) {
    return value.isNull() ? "missing" : value.getString().substr(0, 40);
  }

  const fs::path& file_;
  std::string table_;
  SQLite::Statement statement_;
  std::size_t number_ = 0;
};

void read_branches(SQLite::Database& database, const fs::path& file, SavedSession& saved) {
  Rows rows(database, file, "branches", "SELECT branch, title, course, parent, forked FROM branches ORDER BY branch");
  while (rows.next()) {
    const auto number = static_cast<std::int64_t>(saved.branches.size());
    rows.whole(0, number, number);
    SavedBranch branch{rows.text(1), rows.text(2), no_branch, rows.week(4), {}, {}};
    if (!rows.is_null(3)) branch.parent = rows.branch(3, saved);  // one before it, so that they make a tree
    saved.branches.push_back(std::move(branch));
  }
  if (saved.branches.empty()) refuse(file, "it holds no branch; the file is damaged, use a copy of it from before");
}

Position read_position(SQLite::Database& database, const fs::path& file, std::size_t branches) {
  Rows rows(database, file, "position", "SELECT branch, week FROM position");
  if (!rows.next()) return {};
  return {static_cast<std::size_t>(rows.whole(0, 0, static_cast<std::int64_t>(branches) - 1)), rows.week(1)};
}

void read_given(SQLite::Database& database, const fs::path& file, SavedSession& saved) {
  Rows orders(database, file, "orders", "SELECT branch, seat, time, json, week FROM orders ORDER BY id");
  while (orders.next()) {
    GivenOrder given{orders.text(3), orders.text(2), {}, orders.text(1)};
    given.order.week = orders.week(4);
    saved.branches[orders.branch(0, saved)].given.push_back(std::move(given));
  }
  Rows marks(database, file, "bookmarks", "SELECT id, branch, week, time, note FROM bookmarks ORDER BY week, id");
  while (marks.next())
    saved.bookmarks.push_back(
        {marks.whole(0, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()),
         marks.branch(1, saved), marks.week(2), marks.text(3), marks.text(4)});
  saved.position = read_position(database, file, saved.branches.size());
  Rows hashes(database, file, "hashes", "SELECT branch, week, hash FROM hashes ORDER BY branch, week");
  while (hashes.next()) {
    const bool twin = hashes.whole(0, twin_number, static_cast<std::int64_t>(saved.branches.size()) - 1) == twin_number;
    WeekHashes& list = twin ? saved.twin_hashes : saved.branches[hashes.branch(0, saved)].hashes;
    list[hashes.week(1)] = hashes.hash(2);
  }
}

// What only the scenario can tell: it has so many weeks, and these courses of action.
void require_of_scenario(const SavedSession& saved, const scenarios::Scenario& scenario) {
  const sim::Week weeks = scenario.setting->weeks;
  const auto at_most = [&](sim::Week week, sim::Week last, const std::string& of) {
    if (week > last)
      refuse(saved.file, fmt::format("{} is week {}; the scenario in it ends after {}. The file is damaged, use a copy "
                                     "of it from before",
                                     of, week, weeks));
  };
  at_most(saved.position.week, weeks, "where it stands");
  for (const Bookmark& mark : saved.bookmarks) at_most(mark.week, weeks, "a bookmark");
  if (!saved.twin_hashes.empty()) at_most(saved.twin_hashes.rbegin()->first, weeks - 1, "a hash of the twin");
  for (const SavedBranch& branch : saved.branches) {
    at_most(branch.forked, weeks, "the beginning of branch \"" + branch.title + "\"");
    if (!branch.hashes.empty())
      at_most(branch.hashes.rbegin()->first, weeks - 1, "a hash of branch \"" + branch.title + "\"");
    const auto is_its = [&](const auto& course) { return course.name == branch.course; };
    if (!branch.course.empty() && std::none_of(scenario.courses.begin(), scenario.courses.end(), is_its))
      refuse(saved.file, fmt::format("branch \"{}\" is of the course of action \"{}\", which the scenario in it does "
                                     "not have. The file is damaged, use a copy of it from before",
                                     branch.title, branch.course));
  }
}

// An order as it was given. Its text is what counts; the week stands in the table once more.
GivenOrder read_order(const Session& session, const SavedSession& saved, const SavedBranch& branch,
                      const GivenOrder& given) {
  const auto damaged = [&](const std::string& how) {
    refuse(saved.file, fmt::format("an order of branch \"{}\", week {}: {}. The file is damaged, use a copy of it from "
                                   "before",
                                   branch.title, given.order.week, how));
  };
  GivenOrder read;
  try {
    read = session.read_order(given.json, given.time);
  } catch (const std::exception& error) {
    damaged(error.what());
  }
  if (read.order.week != given.order.week) damaged(fmt::format("its text says week {}", read.order.week));
  if (read.order.week > session.setting().weeks) damaged("the scenario ends before");
  read.seat = given.seat;
  return read;
}

// A scenario names its map by a file, but both are kept as texts.
scenarios::Scenario scenario_of(const SavedSession& saved) {
  auto scenario =
      scenarios::ScenarioSource::stored(saved.scenario_file, saved.scenario_text, saved.map_text, saved.catalogues_text)
          .build();
  scenario.file = saved.scenario_file;
  return scenario;
}

}  // namespace

bool SavedSession::has_weeks() const {
  return !twin_hashes.empty() || std::any_of(branches.begin(), branches.end(),
                                             [](const SavedBranch& branch) { return !branch.hashes.empty(); });
}

bool is_session(const fs::path& file) {
  return studies::is_database(file);
}

namespace {

// Calls work(database) with the session's file.
template <class Work>
auto read_from(const fs::path& file, const Work& work) {
  std::error_code unknown;
  const auto type = fs::status(file, unknown).type();
  if (type == fs::file_type::not_found) refuse(file, "there is no such file");
  if (type == fs::file_type::directory) refuse(file, "this is a folder; name a session, a file that ends in .mainstay");
  if (type != fs::file_type::regular) refuse(file, "this is not a regular file; name a session (*.mainstay)");
  if (access(file.c_str(), R_OK) == 0 && !is_session(file))
    refuse(file, "this is no session: sessions are SQLite files that the window and `mainstay session new` write");
  return guarded(file, [&] {
    const DatabaseFile opened(file, DatabaseFile::Use::read, session_busy_ms);
    require_format(file, opened->tableExists("session") ? get(*opened, "format") : "");
    auto result = work(*opened);
    opened.require_unchanged();
    return result;
  });
}

std::uint64_t read_seed(const std::string& digits, const fs::path& file) {
  std::uint64_t seed = 0;
  const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), seed);
  if (wrong != std::errc() || end != digits.data() + digits.size())
    refuse(file, "its seed is no whole number; the file is damaged, use a copy of it from before");
  return seed;
}

std::size_t count_rows(SQLite::Database& database, const std::string& table) {
  return static_cast<std::size_t>(database.execAndGet("SELECT count(*) FROM " + table).getInt64());
}

}  // namespace

SessionSummary summarise(const fs::path& file) {
  return read_from(file, [&](SQLite::Database& database) {
    SessionSummary summary{get(database, "scenario_file"),
                           get(database, "scenario"),
                           get(database, "map"),
                           get(database, "began"),
                           {},
                           "",
                           count_rows(database, "branches"),
                           count_rows(database, "orders"),
                           count_rows(database, "bookmarks")};
    summary.position = read_position(database, file, summary.branches);
    SQLite::Statement title(database, "SELECT title FROM branches WHERE branch = ?");
    title.bind(1, static_cast<std::int64_t>(summary.position.branch));
    if (title.executeStep()) summary.branch_title = title.getColumn(0).getString();
    return summary;
  });
}

SavedSession read_session(const fs::path& file) {
  return read_from(file, [&](SQLite::Database& database) {
    SavedSession saved;
    saved.file = file;
    saved.scenario_file = get(database, "scenario_file");
    saved.scenario_text = get(database, "scenario");
    saved.map_text = get(database, "map");
    saved.catalogues_text = get(database, "catalogues");
    saved.scenario_sha256 = get(database, "scenario_sha256");
    saved.program = get(database, "program");
    saved.began = get(database, "began");
    saved.seed = read_seed(get(database, "seed"), file);
    read_branches(database, file, saved);
    read_given(database, file, saved);
    return saved;
  });
}

std::unique_ptr<Session> restore(const SavedSession& saved, const std::function<void(std::size_t, History&)>& known,
                                 std::shared_ptr<const scenarios::Scenario> scenario) {
  if (!scenario) scenario = std::make_shared<const scenarios::Scenario>(scenario_of(saved));
  require_of_scenario(saved, *scenario);
  auto session = std::make_unique<Session>(scenario, saved.seed);
  std::vector<Branch> branches;
  for (const SavedBranch& kept : saved.branches) {
    Branch branch{kept.title, kept.course, kept.parent, kept.forked, {}, nullptr};
    for (const GivenOrder& given : kept.given) branch.given.push_back(read_order(*session, saved, kept, given));
    branches.push_back(std::move(branch));
  }
  session->restore_branches(std::move(branches), known);
  session->restore_bookmarks(saved.bookmarks);
  return session;
}

std::unique_ptr<Session> reopen(const SavedSession& saved, const fs::path& file, const std::string& program) {
  const SavedStates states(file, program);
  agents::Workspace workspace;
  return restore(saved, [&](std::size_t branch, History& history) {
    states.take_over(branch, history);
    const WeekHashes& seen = branch == no_branch ? saved.twin_hashes : saved.branches[branch].hashes;
    const sim::Week until = seen.empty() ? 0 : seen.rbegin()->first + 1;
    while (history.recorded() < until) history.advance(workspace);
  });
}

fs::path sessions_folder() {
  const auto variable = [](const char* name) -> fs::path {
    const char* value = std::getenv(name);
    return value && *value == '/' ? value : "";  // relative ones are to be ignored, says the XDG specification
  };
  fs::path data = variable("XDG_DATA_HOME");
  if (data.empty()) data = variable("HOME") / ".local/share";
  return data / "mainstay/sessions";
}

fs::path new_session_path(const std::string& scenario_file) {
  const std::time_t now = std::time(nullptr);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d-%H%M", std::localtime(&now));
  const std::string name = fs::path(scenario_file).stem().string() + "-" + text;
  fs::path file = sessions_folder() / (name + ".mainstay");
  for (int k = 2; fs::exists(file); ++k) file = sessions_folder() / fmt::format("{}-{}.mainstay", name, k);
  return file;
}

}  // namespace mainstay::sessions
