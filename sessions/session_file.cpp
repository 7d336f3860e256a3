#include "sessions/session_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "scenarios/whole_file.h"
#include "sessions/session_database.h"
#include "studies/sha256.h"

namespace mainstay::sessions {

namespace fs = std::filesystem;
using studies::DatabaseFile;

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
  set(database, "begun_with", program);
  set(database, "began", time_now());
  set(database, "scenario_file", session.scenario().file);
  set(database, "scenario", session.scenario().text);
  set(database, "scenario_sha256", studies::sha256_hex(session.scenario().text));
  set(database, "map", session.scenario().map_text);
  set(database, "catalogues", session.scenario().catalogues_text);
  set(database, "catalogues_sha256", studies::sha256_hex(session.scenario().catalogues_text));
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

// Held as long as the file is written to: a file beside it, since closing any descriptor of the database itself would
// drop the locks that SQLite holds on it in this process.
class SessionFile::Lock {
 public:
  explicit Lock(const fs::path& file) {
    std::error_code unknown;
    const fs::path real = fs::canonical(file, unknown);
    if (unknown) refuse(file, "it cannot be opened: " + unknown.message());
    path_ = real.string() + "-lock";
    while (!take(file)) {
    }
  }
  ~Lock() {
    unlink(path_.c_str());  // before it is let go: nobody can have it yet
    close(opened_);
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  // False if whoever had the lock has just taken the file away with it.
  bool take(const fs::path& file) {
    opened_ = open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (opened_ < 0) refuse(file, fmt::format("it cannot be written to: {}", std::strerror(errno)));
    struct stat held {
    }, named{};
    const bool free = flock(opened_, LOCK_EX | LOCK_NB) == 0;
    if (free && fstat(opened_, &held) == 0 && stat(path_.c_str(), &named) == 0 && held.st_ino == named.st_ino)
      return true;
    close(opened_);
    if (!free) refuse(file, "another window or command has this session open; close it first");
    return false;
  }

  fs::path path_;
  int opened_ = -1;
};

namespace {

// Gives the draft its name, unless that is taken. Not every file system can do so in the first way, or in the second.
bool take_name(const fs::path& draft, const fs::path& file) {
  if (renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno == EEXIST) return false;
  if (link(draft.c_str(), file.c_str()) == 0) return unlink(draft.c_str()) == 0;
  if (errno == EEXIST) return false;
  const int reserved = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (reserved < 0) return false;
  close(reserved);
  return rename(draft.c_str(), file.c_str()) == 0;
}

}  // namespace

std::unique_ptr<SessionFile> SessionFile::create(const fs::path& file, const Session& session,
                                                 const std::string& program) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) refuse(folder, "the folder cannot be made: " + failed.message());
  if (fs::exists(fs::symlink_status(file, failed))) refuse(file, "a file of this name exists already");
  // Under another name until it is complete: whoever finds the file finds a whole one.
  fs::path draft;
  try {
    draft = scenarios::new_draft(file);
    guarded(file, [&] {
      const DatabaseFile database(draft, DatabaseFile::Use::write, session_busy_ms);
      database->exec("PRAGMA synchronous = FULL");
      write_whole(*database, session, program);
    });
    if (!take_name(draft, file))
      refuse(file, errno == EEXIST ? "a file of this name exists already"
                                   : fmt::format("it cannot be written: {}", std::strerror(errno)));
  } catch (const scenarios::CannotWrite& error) {
    refuse(file, error.why());
  } catch (...) {
    fs::remove(draft, failed);
    throw;
  }
  sync_folder(folder);
  return std::make_unique<SessionFile>(file);
}

SessionFile::SessionFile(const fs::path& file) : path_(file), lock_(std::make_unique<Lock>(file)) {
  guarded(file, [&] {
    database_ = std::make_unique<DatabaseFile>(file, DatabaseFile::Use::write, session_busy_ms);
    (*database_)->exec("PRAGMA journal_mode = WAL");
    (*database_)->exec("PRAGMA synchronous = FULL");  // a power cut must not lose what the screen has shown
  });
}

SessionFile::~SessionFile() = default;

void SessionFile::add_branch(std::size_t number, const Branch& branch) {
  guarded(path_, [&] {
    SQLite::Transaction transaction(**database_);
    insert_branch(**database_, number, branch);
    move_position(**database_, number, branch.forked);
    database_->require_in_place();
    transaction.commit();
  });
}

void SessionFile::rename_branch(std::size_t branch, const std::string& title) {
  guarded(path_,
          [&] { execute(**database_, "UPDATE branches SET title = ? WHERE branch = ?", title, number_of(branch)); });
}

void SessionFile::add_order(std::size_t branch, const GivenOrder& order) {
  guarded(path_, [&] {
    SQLite::Transaction transaction(**database_);
    insert_order(**database_, branch, order);
    // Weeks from the order on are simulated anew.
    execute(**database_, "DELETE FROM hashes WHERE branch = ? AND week >= ?", number_of(branch), order.order.week);
    execute(**database_, "DELETE FROM states WHERE branch = ? AND until_week > ?", number_of(branch), order.order.week);
    move_position(**database_, branch, order.order.week);
    database_->require_in_place();
    transaction.commit();
  });
}

std::int64_t SessionFile::add_bookmark(const Bookmark& bookmark) {
  return guarded(path_, [&] { return insert_bookmark(**database_, bookmark); });
}

void SessionFile::change_note(std::int64_t id, const std::string& note) {
  guarded(path_, [&] { execute(**database_, "UPDATE bookmarks SET note = ? WHERE id = ?", note, id); });
}

void SessionFile::record_with(const std::string& program, bool anew) {
  guarded(path_, [&] {
    SQLite::Transaction transaction(**database_);
    if (anew) {
      (*database_)->exec(earlier_recordings_schema);
      for (const char* table : {"hashes", "states"}) {
        const bool hashes = std::string_view(table) == "hashes";
        (*database_)
            ->exec(fmt::format("INSERT OR REPLACE INTO earlier_{0}(recorded_by, {1}) SELECT (SELECT value FROM session "
                               "WHERE key = 'program'), {1} FROM {0}; DELETE FROM {0}",
                               table,
                               hashes ? "branch, week, hash, parts" : "branch, until_week, from_week, weeks, world"));
      }
    }
    execute(**database_, "UPDATE states SET program = ?", program);
    execute(**database_, "UPDATE session SET value = ? WHERE key = 'program'", program);
    transaction.commit();
  });
}

void SessionFile::remove_bookmark(std::int64_t id) {
  guarded(path_, [&] { execute(**database_, "DELETE FROM bookmarks WHERE id = ?", id); });
}

}  // namespace mainstay::sessions
