#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <fstream>

#include "sessions/saved_states.h"
#include "sessions/session_database.h"
#include "sessions/session_file.h"

namespace mainstay::sessions {

namespace fs = std::filesystem;

namespace {

std::string get(SQLite::Database& database, const char* key) {
  SQLite::Statement select(database, "SELECT value FROM session WHERE key = ?");
  select.bind(1, key);
  return select.executeStep() ? select.getColumn(0).getString() : "";
}

void read_branches(SQLite::Database& database, const fs::path& file, SavedSession& saved) {
  SQLite::Statement row(database, "SELECT branch, title, course, parent, forked FROM branches ORDER BY branch");
  while (row.executeStep()) {
    const std::size_t number = saved.branches.size();
    SavedBranch branch{
        row.getColumn(1).getString(), row.getColumn(2).getString(), no_branch, row.getColumn(4).getUInt(), {}, {}};
    if (!row.isColumnNull(3)) branch.parent = static_cast<std::size_t>(row.getColumn(3).getInt64());
    if (row.getColumn(0).getInt64() != static_cast<std::int64_t>(number) ||
        (branch.parent != no_branch && branch.parent >= number))
      refuse(file, "its branches do not make a tree; the file is damaged");
    saved.branches.push_back(std::move(branch));
  }
  if (saved.branches.empty()) refuse(file, "it holds no branch; the file is damaged");
}

std::size_t branch_of(std::int64_t number, const fs::path& file, const SavedSession& saved) {
  if (number < 0 || static_cast<std::size_t>(number) >= saved.branches.size())
    refuse(file, "something in it belongs to no branch; the file is damaged");
  return static_cast<std::size_t>(number);
}

void read_given(SQLite::Database& database, const fs::path& file, SavedSession& saved) {
  SQLite::Statement orders(database, "SELECT branch, seat, time, json FROM orders ORDER BY id");
  while (orders.executeStep())
    saved.branches[branch_of(orders.getColumn(0), file, saved)].given.push_back(
        {orders.getColumn(3).getString(), orders.getColumn(2).getString(), {}, orders.getColumn(1).getString()});
  SQLite::Statement marks(database, "SELECT id, branch, week, time, note FROM bookmarks ORDER BY week, id");
  while (marks.executeStep())
    saved.bookmarks.push_back({marks.getColumn(0).getInt64(), branch_of(marks.getColumn(1), file, saved),
                               marks.getColumn(2).getUInt(), marks.getColumn(3).getString(),
                               marks.getColumn(4).getString()});
  SQLite::Statement position(database, "SELECT branch, week FROM position");
  if (position.executeStep())
    saved.position = {branch_of(position.getColumn(0), file, saved), position.getColumn(1).getUInt()};
  SQLite::Statement hashes(database, "SELECT branch, week, hash FROM hashes");
  while (hashes.executeStep()) {
    const std::int64_t branch = hashes.getColumn(0);
    WeekHashes& list =
        branch == twin_number ? saved.twin_hashes : saved.branches[branch_of(branch, file, saved)].hashes;
    list[hashes.getColumn(1).getUInt()] = std::strtoull(hashes.getColumn(2).getText(), nullptr, 16);
  }
}

// A scenario names its map by a file, but both are kept as texts.
scenarios::Scenario scenario_of(const SavedSession& saved) {
  auto scenario = scenarios::ScenarioSource::stored(saved.scenario_file, saved.scenario_text, saved.map_text).build();
  scenario.file = saved.scenario_file;
  return scenario;
}

}  // namespace

bool is_session(const fs::path& file) {
  char magic[16] = {};
  std::ifstream(file, std::ios::binary).read(magic, sizeof magic);
  return std::string(magic, 15) == "SQLite format 3";
}

namespace {

// Calls work(database) with the session's file.
template <class Work>
auto read_from(const fs::path& file, const Work& work) {
  if (!fs::exists(file)) refuse(file, "there is no such file");
  if (!is_session(file))
    refuse(file, "this is no session: sessions are SQLite files that the window and `mainstay session new` write");
  return guarded(file, [&] {
    const auto opened = open_to_read(file);
    if (!opened->tableExists("session") || get(*opened, "format") != session_format)
      refuse(file, fmt::format("this SQLite file is no session of format {}", session_format));
    return work(*opened);
  });
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
    SQLite::Statement position(database, "SELECT branch, week FROM position");
    if (position.executeStep())
      summary.position = {static_cast<std::size_t>(position.getColumn(0).getInt64()), position.getColumn(1).getUInt()};
    SQLite::Statement title(database, "SELECT title FROM branches WHERE branch = ?");
    title.bind(1, static_cast<std::int64_t>(summary.position.branch));
    if (title.executeStep()) summary.branch_title = title.getColumn(0).getString();
    return summary;
  });
}

SavedSession read_session(const fs::path& file) {
  return read_from(file, [&](SQLite::Database& database) {
    SavedSession saved;
    saved.scenario_file = get(database, "scenario_file");
    saved.scenario_text = get(database, "scenario");
    saved.map_text = get(database, "map");
    saved.scenario_sha256 = get(database, "scenario_sha256");
    saved.program = get(database, "program");
    saved.began = get(database, "began");
    saved.seed = std::strtoull(get(database, "seed").c_str(), nullptr, 10);
    read_branches(database, file, saved);
    read_given(database, file, saved);
    return saved;
  });
}

std::unique_ptr<Session> restore(const SavedSession& saved, const std::function<void(std::size_t, History&)>& known) {
  auto session = std::make_unique<Session>(std::make_shared<const scenarios::Scenario>(scenario_of(saved)), saved.seed);
  std::vector<Branch> branches;
  for (const SavedBranch& kept : saved.branches) {
    Branch branch{kept.title, kept.course, kept.parent, kept.forked, {}, nullptr};
    for (const GivenOrder& given : kept.given) {
      branch.given.push_back(session->read_order(given.json, given.time));
      branch.given.back().seat = given.seat;
    }
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
