#include "sessions/session_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/core.h>
#include <unistd.h>

#include <fstream>

#include "scenarios/document.h"
#include "sim/snapshot.h"

namespace mainstay::sessions {

namespace fs = std::filesystem;

namespace {

constexpr const char* format = "mainstay-session/1";
constexpr std::int64_t twin_number = -1;

constexpr const char* schema = R"(
CREATE TABLE session(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE branches(branch INTEGER PRIMARY KEY, title TEXT NOT NULL, course TEXT NOT NULL, parent INTEGER, forked INTEGER NOT NULL);
CREATE TABLE orders(id INTEGER PRIMARY KEY, branch INTEGER NOT NULL REFERENCES branches, week INTEGER NOT NULL, time TEXT NOT NULL,
  reason TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE hashes(branch INTEGER NOT NULL, week INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY(branch, week)) WITHOUT ROWID;
)";

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
  throw scenarios::InvalidInput({{file.string(), 0, 0, "", why}});
}

// Turns errors of SQLite into words about the file.
template <class Work>
auto guarded(const fs::path& file, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    refuse(file, fmt::format("the session file cannot be used: {}", error.what()));
  }
}

void set(SQLite::Database& database, const char* key, const std::string& value) {
  SQLite::Statement insert(database, "INSERT INTO session VALUES(?, ?)");
  insert.bind(1, key);
  insert.bind(2, value);
  insert.exec();
}

std::string get(SQLite::Database& database, const char* key) {
  SQLite::Statement select(database, "SELECT value FROM session WHERE key = ?");
  select.bind(1, key);
  return select.executeStep() ? select.getColumn(0).getString() : "";
}

std::int64_t number_of(std::size_t branch) {
  return branch == no_branch ? twin_number : static_cast<std::int64_t>(branch);
}

// A power cut must not lose what the screen has shown.
void make_durable(SQLite::Database& database) {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.setBusyTimeout(2000);
}

}  // namespace

std::unique_ptr<SessionFile> SessionFile::create(const fs::path& file, const Session& session,
                                                 const std::string& version) {
  if (fs::exists(file)) refuse(file, "a file of this name exists already");
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  guarded(file, [&] {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    make_durable(database);
    SQLite::Transaction transaction(database);
    database.exec(schema);
    set(database, "format", format);
    set(database, "version", version);
    set(database, "scenario_file", session.scenario().file);
    set(database, "scenario", session.scenario().text);
    set(database, "map", session.scenario().map_text);
    set(database, "seed", std::to_string(session.seed()));
    transaction.commit();
  });
  auto opened = std::make_unique<SessionFile>(file);
  for (std::size_t k = 0; k < session.branches().size(); ++k) opened->add_branch(k, session.branches()[k]);
  return opened;
}

SessionFile::SessionFile(const fs::path& file) : path_(file) {
  guarded(file, [&] {
    database_ = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE);
    make_durable(*database_);
    SQLite::Statement select(*database_, "SELECT branch, max(week) FROM hashes GROUP BY branch");
    while (select.executeStep()) {
      const std::int64_t number = select.getColumn(0);
      hashed_[number == twin_number ? no_branch : static_cast<std::size_t>(number)] =
          static_cast<sim::Week>(select.getColumn(1).getInt64()) + 1;
    }
  });
}

SessionFile::~SessionFile() = default;

void SessionFile::add_branch(std::size_t number, const Branch& branch) {
  guarded(path_, [&] {
    SQLite::Transaction transaction(*database_);
    SQLite::Statement insert(*database_, "INSERT INTO branches VALUES(?, ?, ?, ?, ?)");
    insert.bind(1, number_of(number));
    insert.bind(2, branch.title);
    insert.bind(3, branch.course);
    if (branch.parent == no_branch)
      insert.bind(4);
    else
      insert.bind(4, number_of(branch.parent));
    insert.bind(5, branch.forked);
    insert.exec();
    transaction.commit();
  });
  for (const GivenOrder& order : branch.given) add_order(number, order);
}

void SessionFile::add_order(std::size_t branch, const GivenOrder& order) {
  guarded(path_, [&] {
    SQLite::Transaction transaction(*database_);
    SQLite::Statement insert(*database_, "INSERT INTO orders(branch, week, time, reason, json) VALUES(?, ?, ?, ?, ?)");
    insert.bind(1, number_of(branch));
    insert.bind(2, order.order.week);
    insert.bind(3, order.time);
    insert.bind(4, order.order.reason);
    insert.bind(5, order.json);
    insert.exec();
    // Weeks from the order on are simulated anew.
    SQLite::Statement stale(*database_, "DELETE FROM hashes WHERE branch = ? AND week >= ?");
    stale.bind(1, number_of(branch));
    stale.bind(2, order.order.week);
    stale.exec();
    transaction.commit();
  });
  hashed_[branch] = std::min(hashed_[branch], order.order.week);
}

void SessionFile::add_hashes(std::size_t branch, const History& history) {
  sim::Week& done = hashed_[branch];
  const sim::Week known = history.recorded();
  if (done >= known) return;
  guarded(path_, [&] {
    SQLite::Transaction transaction(*database_);
    SQLite::Statement insert(*database_, "INSERT OR REPLACE INTO hashes VALUES(?, ?, ?)");
    for (sim::Week week = done; week < known; ++week) {
      insert.bind(1, number_of(branch));
      insert.bind(2, week);
      insert.bind(3, sim::hash_text(history.hash(week)));
      insert.exec();
      insert.reset();
    }
    transaction.commit();
  });
  done = known;
}

bool is_session(const fs::path& file) {
  char magic[16] = {};
  std::ifstream(file, std::ios::binary).read(magic, sizeof magic);
  return std::string(magic, 15) == "SQLite format 3";
}

SavedSession read_session(const fs::path& file) {
  if (!fs::exists(file)) refuse(file, "there is no such file");
  if (!is_session(file))
    refuse(file, "this is no session: sessions are SQLite files that the window writes (*.mainstay)");
  return guarded(file, [&] {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    if (!database.tableExists("session") || get(database, "format") != format)
      refuse(file, fmt::format("this SQLite file is no session of format {}", format));
    SavedSession saved{get(database, "scenario_file"),
                       get(database, "scenario"),
                       get(database, "map"),
                       get(database, "version"),
                       std::stoull(get(database, "seed")),
                       {},
                       {}};
    SQLite::Statement branches(database, "SELECT title, course, parent, forked FROM branches ORDER BY branch");
    while (branches.executeStep())
      saved.branches.push_back(
          {branches.getColumn(0).getString(),
           branches.getColumn(1).getString(),
           branches.isColumnNull(2) ? no_branch : static_cast<std::size_t>(branches.getColumn(2).getInt64()),
           branches.getColumn(3).getUInt(),
           {},
           {}});
    SQLite::Statement orders(database, "SELECT branch, time, json FROM orders ORDER BY id");
    while (orders.executeStep()) {
      const auto branch = static_cast<std::size_t>(orders.getColumn(0).getInt64());
      if (branch >= saved.branches.size()) refuse(file, "an order belongs to no branch; the file is damaged");
      saved.branches[branch].given.push_back({orders.getColumn(2).getString(), orders.getColumn(1).getString(), {}});
    }
    SQLite::Statement hashes(database, "SELECT branch, week, hash FROM hashes");
    while (hashes.executeStep()) {
      const std::int64_t branch = hashes.getColumn(0);
      auto& list =
          branch == twin_number ? saved.twin_hashes : saved.branches.at(static_cast<std::size_t>(branch)).hashes;
      list[hashes.getColumn(1).getUInt()] = std::stoull(hashes.getColumn(2).getString(), nullptr, 16);
    }
    return saved;
  });
}

namespace {

// A scenario names its map by a file, so both are laid side by side for as long as they are read.
scenarios::Scenario load_from_text(const SavedSession& saved) {
  std::string folder = (fs::temp_directory_path() / "mainstay-XXXXXX").string();
  if (!mkdtemp(folder.data())) refuse(folder, "no temporary folder can be made to unpack the session's scenario");
  const std::unique_ptr<const fs::path, void (*)(const fs::path*)> removed_at_end(new fs::path(folder),
                                                                                  [](const fs::path* path) {
                                                                                    std::error_code ignored;
                                                                                    fs::remove_all(*path, ignored);
                                                                                    delete path;
                                                                                  });
  const fs::path file = fs::path(folder) / "scenario.json";
  std::ofstream(file) << saved.scenario_text;
  const auto document = scenarios::Document::parse(saved.scenario_file, saved.scenario_text);
  const fs::path map = fs::path(folder) / fs::path(document.root().value("map", "map.geojson")).relative_path();
  fs::create_directories(map.parent_path());
  std::ofstream(map) << saved.map_text;
  scenarios::Scenario scenario = scenarios::load_scenario(file);
  scenario.file = saved.scenario_file;
  return scenario;
}

}  // namespace

std::unique_ptr<Session> restore(const SavedSession& saved) {
  const auto scenario = std::make_shared<const scenarios::Scenario>(load_from_text(saved));
  auto session = std::make_unique<Session>(scenario, saved.seed);
  std::vector<Branch> branches;
  for (const SavedBranch& kept : saved.branches) {
    Branch branch{kept.title, kept.course, kept.parent, kept.forked, {}, nullptr};
    for (const GivenOrder& given : kept.given) branch.given.push_back(session->read_order(given.json, given.time));
    branches.push_back(std::move(branch));
  }
  session->restore_branches(std::move(branches));
  return session;
}

namespace {

// Simulates up to the last week that has a hash; stops at the first that differs.
void verify_history(const std::string& title, History& history, const std::map<sim::Week, std::uint64_t>& hashes,
                    const std::function<void()>& week_done, std::vector<Mismatch>& mismatches) {
  agents::Workspace workspace;
  for (const auto& [week, saved] : hashes) {
    while (history.recorded() <= week) {
      history.advance(workspace);
      week_done();
    }
    if (history.hash(week) == saved) continue;
    mismatches.push_back({title, week, saved, history.hash(week)});
    return;
  }
}

}  // namespace

std::vector<Mismatch> verify(const SavedSession& saved, const std::function<void(std::size_t, std::size_t)>& progress) {
  const auto session = restore(saved);
  std::size_t all = saved.twin_hashes.empty() ? 0 : saved.twin_hashes.rbegin()->first + 1, done = 0;
  for (const SavedBranch& branch : saved.branches)
    if (!branch.hashes.empty()) all += branch.hashes.rbegin()->first + 1;
  const auto week_done = [&] { progress(++done, all); };
  std::vector<Mismatch> mismatches;
  verify_history("twin", *session->twin(), saved.twin_hashes, week_done, mismatches);
  for (std::size_t k = 0; k < saved.branches.size(); ++k)
    verify_history(saved.branches[k].title, *session->branches()[k].history, saved.branches[k].hashes, week_done,
                   mismatches);
  return mismatches;
}

}  // namespace mainstay::sessions
