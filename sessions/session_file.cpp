#include "sessions/session_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "sessions/session_database.h"
#include "studies/sha256.h"

namespace mainstay::sessions {

namespace fs = std::filesystem;

namespace {

void set(SQLite::Database& database, const char* key, const std::string& value) {
  execute(database, "INSERT INTO session VALUES(?, ?)", key, value);
}

void insert_order(SQLite::Database& database, std::size_t branch, const GivenOrder& order) {
  execute(database, "INSERT INTO orders(branch, week, seat, time, reason, json) VALUES(?, ?, ?, ?, ?, ?)",
          number_of(branch), order.order.week, order.seat, order.time, order.order.reason, order.json);
}

void insert_branch(SQLite::Database& database, std::size_t number, const Branch& branch) {
  SQLite::Statement insert(database, "INSERT INTO branches VALUES(?, ?, ?, ?, ?)");
  SQLite::bind(insert, number_of(number), branch.title, branch.course);
  if (branch.parent == no_branch)
    insert.bind(4);
  else
    insert.bind(4, number_of(branch.parent));
  insert.bind(5, branch.forked);
  insert.exec();
  for (const GivenOrder& order : branch.given) insert_order(database, number, order);
}

std::int64_t insert_bookmark(SQLite::Database& database, const Bookmark& bookmark) {
  execute(database, "INSERT INTO bookmarks(branch, week, time, note) VALUES(?, ?, ?, ?)", number_of(bookmark.branch),
          bookmark.week, bookmark.time, bookmark.note);
  return database.getLastInsertRowid();
}

// Whoever finds the file after a crash stands where the last order was given.
void move_position(SQLite::Database& database, std::size_t branch, sim::Week week) {
  execute(database, "UPDATE position SET branch = ?, week = min(week, ?)", number_of(branch), week);
}

void write_whole(SQLite::Database& database, const Session& session, const std::string& program) {
  SQLite::Transaction transaction(database);
  database.exec(session_schema);
  set(database, "format", session_format);
  set(database, "program", program);
  set(database, "began", time_now());
  set(database, "scenario_file", session.scenario().file);
  set(database, "scenario", session.scenario().text);
  set(database, "scenario_sha256", studies::sha256_hex(session.scenario().text));
  set(database, "map", session.scenario().map_text);
  set(database, "seed", std::to_string(session.seed()));
  for (std::size_t k = 0; k < session.branches().size(); ++k) insert_branch(database, k, session.branches()[k]);
  for (const Bookmark& bookmark : session.bookmarks()) insert_bookmark(database, bookmark);
  execute(database, "INSERT INTO position VALUES(1, 0, 0)");
  transaction.commit();
}

// So that the name itself survives a power cut.
void sync_folder(const fs::path& folder) {
  const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  fsync(opened);
  close(opened);
}

}  // namespace

// Held as long as the file is written to. Closing it would drop SQLite's own locks, so it outlives the database.
class SessionFile::Lock {
 public:
  explicit Lock(const fs::path& file) : opened_(open(file.c_str(), O_RDWR | O_CLOEXEC)) {
    if (opened_ < 0) refuse(file, fmt::format("it cannot be written to: {}", std::strerror(errno)));
    if (flock(opened_, LOCK_EX | LOCK_NB) == 0) return;
    close(opened_);
    refuse(file, "another window or command has this session open; close it first");
  }
  ~Lock() { close(opened_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int opened_;
};

std::unique_ptr<SessionFile> SessionFile::create(const fs::path& file, const Session& session,
                                                 const std::string& program) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) refuse(folder, "the folder cannot be made: " + failed.message());
  // Under another name until it is complete: whoever finds the file finds a whole one.
  const fs::path draft = file.string() + ".new";
  fs::remove(draft, failed);
  try {
    guarded(file, [&] {
      SQLite::Database database(draft.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      database.exec("PRAGMA synchronous = FULL");
      write_whole(database, session, program);
    });
    if (link(draft.c_str(), file.c_str()) != 0)
      refuse(file, errno == EEXIST ? "a file of this name exists already"
                                   : fmt::format("it cannot be written: {}", std::strerror(errno)));
  } catch (...) {
    fs::remove(draft, failed);
    throw;
  }
  fs::remove(draft, failed);
  sync_folder(folder);
  return std::make_unique<SessionFile>(file);
}

SessionFile::SessionFile(const fs::path& file) : path_(file), lock_(std::make_unique<Lock>(file)) {
  guarded(file, [&] {
    database_ = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE);
    database_->setBusyTimeout(5000);
    database_->exec("PRAGMA journal_mode = WAL");
    database_->exec("PRAGMA synchronous = FULL");  // a power cut must not lose what the screen has shown
  });
}

SessionFile::~SessionFile() = default;

void SessionFile::add_branch(std::size_t number, const Branch& branch) {
  guarded(path_, [&] {
    SQLite::Transaction transaction(*database_);
    insert_branch(*database_, number, branch);
    move_position(*database_, number, branch.forked);
    transaction.commit();
  });
}

void SessionFile::add_order(std::size_t branch, const GivenOrder& order) {
  guarded(path_, [&] {
    SQLite::Transaction transaction(*database_);
    insert_order(*database_, branch, order);
    // Weeks from the order on are simulated anew.
    execute(*database_, "DELETE FROM hashes WHERE branch = ? AND week >= ?", number_of(branch), order.order.week);
    execute(*database_, "DELETE FROM states WHERE branch = ? AND until_week > ?", number_of(branch), order.order.week);
    move_position(*database_, branch, order.order.week);
    transaction.commit();
  });
}

std::int64_t SessionFile::add_bookmark(const Bookmark& bookmark) {
  return guarded(path_, [&] { return insert_bookmark(*database_, bookmark); });
}

void SessionFile::change_note(std::int64_t id, const std::string& note) {
  guarded(path_, [&] { execute(*database_, "UPDATE bookmarks SET note = ? WHERE id = ?", note, id); });
}

void SessionFile::remove_bookmark(std::int64_t id) {
  guarded(path_, [&] { execute(*database_, "DELETE FROM bookmarks WHERE id = ?", id); });
}

}  // namespace mainstay::sessions
