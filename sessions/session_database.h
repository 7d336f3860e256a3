// The tables of a session file, and how errors of SQLite become words about the file.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>
#include <fmt/core.h>
#include <sqlite3.h>

#include <filesystem>

#include "scenarios/error.h"
#include "sessions/session.h"
#include "studies/database_file.h"

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

// What other versions have recorded of weeks that were computed anew since.
inline constexpr const char* earlier_recordings_schema = R"(
CREATE TABLE IF NOT EXISTS earlier_hashes(recorded_by TEXT NOT NULL, branch INTEGER NOT NULL, week INTEGER NOT NULL,
  hash TEXT NOT NULL, parts BLOB NOT NULL, PRIMARY KEY(recorded_by, branch, week)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS earlier_states(recorded_by TEXT NOT NULL, branch INTEGER NOT NULL,
  until_week INTEGER NOT NULL, from_week INTEGER NOT NULL, weeks BLOB NOT NULL, world BLOB,
  PRIMARY KEY(recorded_by, branch, until_week));
)";

// The twin's number in tables.
inline constexpr std::int64_t twin_number = -1;

inline std::int64_t number_of(std::size_t branch) {
  return branch == no_branch ? twin_number : static_cast<std::int64_t>(branch);
}

[[noreturn]] inline void refuse(const std::filesystem::path& file, const std::string& why) {
  scenarios::refuse(file.string(), why);
}

inline std::string why_not(const SQLite::Exception& error) {
  switch (error.getErrorCode()) {
    case SQLITE_FULL:
      return "the disk is full; make room and try again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "the file is read-only; copy it to a folder that can be written to";
    case SQLITE_READONLY_DBMOVED:
      return "the file was taken away while it was open; put it back, or open it where it is now";
    case SQLITE_CANTOPEN:
      return "the file cannot be opened; check the permissions of the file and of its folder";
    case SQLITE_IOERR:
      return "the disk cannot be written to (full, gone, or broken)";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_BUSY_SNAPSHOT:
      return "another program is writing to it; try again";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "the file is damaged";
    default:
      return fmt::format("the session file cannot be used: {}", error.what());
  }
}

// How long another program that writes is waited for.
inline constexpr int session_busy_ms = 5000;

// "mainstay-session/1"; a higher number is of a newer program.
inline void require_format(const std::filesystem::path& file, const std::string& format) {
  if (format == session_format) return;
  const std::string_view begin = "mainstay-session/";
  if (format.starts_with(begin) && std::atoi(format.c_str() + begin.size()) > 1)
    refuse(file, fmt::format("it was written by a newer Mainstay: its format is {}, and this program reads {}. Open it "
                             "with the version that wrote it, or a newer one",
                             format, session_format));
  refuse(file, fmt::format("this SQLite file is no session of format {}", session_format));
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

// A statement with values bound in order.
template <class... Values>
void execute(SQLite::Database& database, const char* sql, const Values&... values) {
  SQLite::Statement statement(database, sql);
  SQLite::bind(statement, values...);
  statement.exec();
}

}  // namespace mainstay::sessions
