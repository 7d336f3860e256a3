// The tables of a session file, and how errors of SQLite become words about the file.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "scenarios/error.h"
#include "sessions/session.h"

namespace mainstay::sessions {

inline constexpr const char* session_format = "mainstay-session/1";

// Of `states`: weeks [from_week, until_week) as recorded and, for some, the world after them; compressed, and only a
// cache: everything there can be computed again from the other tables.
inline constexpr const char* session_schema = R"(
CREATE TABLE session(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE branches(branch INTEGER PRIMARY KEY, title TEXT NOT NULL, course TEXT NOT NULL, parent INTEGER,
  forked INTEGER NOT NULL);
CREATE TABLE orders(id INTEGER PRIMARY KEY, branch INTEGER NOT NULL REFERENCES branches, week INTEGER NOT NULL,
  seat TEXT NOT NULL, time TEXT NOT NULL, reason TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE bookmarks(id INTEGER PRIMARY KEY, branch INTEGER NOT NULL REFERENCES branches, week INTEGER NOT NULL,
  time TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE position(one INTEGER PRIMARY KEY CHECK(one = 1), branch INTEGER NOT NULL, week INTEGER NOT NULL);
CREATE TABLE hashes(branch INTEGER NOT NULL, week INTEGER NOT NULL, hash TEXT NOT NULL, parts BLOB NOT NULL,
  phases BLOB, PRIMARY KEY(branch, week)) WITHOUT ROWID;
CREATE TABLE states(branch INTEGER NOT NULL, until_week INTEGER NOT NULL, from_week INTEGER NOT NULL,
  program TEXT NOT NULL, weeks BLOB NOT NULL, world BLOB, PRIMARY KEY(branch, until_week));
)";

// The twin's number in tables.
inline constexpr std::int64_t twin_number = -1;

inline std::int64_t number_of(std::size_t branch) {
  return branch == no_branch ? twin_number : static_cast<std::int64_t>(branch);
}

[[noreturn]] inline void refuse(const std::filesystem::path& file, const std::string& why) {
  throw scenarios::InvalidInput({{file.string(), 0, 0, "", why}});
}

inline std::string why_not(const SQLite::Exception& error) {
  switch (error.getErrorCode()) {
    case SQLITE_FULL:
      return "the disk is full; make room and try again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the file is read-only; copy it to a folder that can be written to";
    case SQLITE_CANTOPEN:
      return "the file cannot be opened for writing";
    case SQLITE_IOERR:
      return "the disk cannot be written to (full, gone, or broken)";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program is writing to it";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "the file is damaged";
    default:
      return fmt::format("the session file cannot be used: {}", error.what());
  }
}

// Turns errors of SQLite into words about the file.
template <class Work>
auto guarded(const std::filesystem::path& file, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    refuse(file, why_not(error));
  }
}

// The log beside a file, into which SQLite writes first.
inline std::filesystem::path log_of(const std::filesystem::path& file) {
  return file.string() + "-wal";
}

inline bool has_log(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(log_of(file), none);
  return !none && size > 0;
}

// Refuses a file whose last orders are in the log only, where that cannot be brought in.
inline void require_no_log(const std::filesystem::path& file) {
  if (has_log(file))
    refuse(file, fmt::format("its last orders are still in {} beside it, and this folder is read-only; copy both files "
                             "to a folder that can be written to",
                             log_of(file).filename().string()));
}

// Opened to look into only. What a killed program has left in the log beside the file belongs to it, and only a writer
// can bring it in. A file on a disk that cannot be written to is read as it stands, unless it would lack such a log.
inline std::unique_ptr<SQLite::Database> open_to_read(const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::absolute(file).parent_path();
  std::unique_ptr<SQLite::Database> database;
  const bool read_only = access(folder.c_str(), W_OK) != 0;
  if (read_only) require_no_log(file);
  if (read_only)
    database = std::make_unique<SQLite::Database>("file:" + fs::absolute(file).string() + "?immutable=1",
                                                  SQLite::OPEN_READONLY | SQLite::OPEN_URI);
  else
    database = std::make_unique<SQLite::Database>(
        file.string(), fs::exists(log_of(file)) ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY);
  database->setBusyTimeout(5000);
  return database;
}

// A statement with values bound in order.
template <class... Values>
void execute(SQLite::Database& database, const char* sql, const Values&... values) {
  SQLite::Statement statement(database, sql);
  SQLite::bind(statement, values...);
  statement.exec();
}

}  // namespace mainstay::sessions
