// The one place where database files (results.sqlite, *.mainstay) are opened, and only through SQLite. Whoever opens
// such a file in another way and closes it again takes from this process the locks that SQLite holds on it; another
// process then believes to be alone and deletes the log under the writer (sqlite.org, "How To Corrupt An SQLite
// Database File", 2.2).
#pragma once

#include <sys/types.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

namespace SQLite {
class Database;
}

namespace mainstay::studies {

class DatabaseFile {
 public:
  enum class Use {
    read,  // nothing of it changes, but that a log which a killed program has left is brought in where that is possible
    write,  // it must be there
    make    // made where it is missing
  };
  // Throws SQLite::Exception. A file is also read on a full disk, on a medium or in a folder that cannot be written to,
  // and with it what is still in the log beside it.
  DatabaseFile(const std::filesystem::path& file, Use use, int busy_timeout_ms);
  ~DatabaseFile();
  DatabaseFile(const DatabaseFile&) = delete;
  DatabaseFile& operator=(const DatabaseFile&) = delete;

  SQLite::Database& operator*() const { return *connection_; }
  SQLite::Database* operator->() const { return connection_.get(); }

  // To be called before what was written is said to be kept: throws SQLite::Exception (SQLITE_READONLY_DBMOVED) if the
  // file is no longer where it was opened. Whatever is written then goes nowhere.
  void require_in_place() const;
  // To be called after reading: throws SQLite::Exception (SQLITE_BUSY_SNAPSHOT) if the file could not be locked and
  // somebody has written to it meanwhile.
  void require_unchanged() const;

 private:
  friend class AttachedDatabase;

  // How it is read.
  enum class Way {
    shared,    // as others may write
    alone,     // others wait: a full disk has no room for the index that is shared with them
    unlocked,  // nobody else can be there: nothing can be written, and what would be shared with a writer is not there
  };
  void open(Way way, int flags, int busy_timeout_ms);
  void open_to_read(int busy_timeout_ms);
  void try_to_read(Way way, int busy_timeout_ms);
  std::array<std::uint64_t, 6> traces() const;
  void close();

  std::filesystem::path file_;
  Way way_ = Way::shared;
  std::pair<dev_t, ino_t> identity_;
  std::unique_ptr<SQLite::Database> connection_;
  std::array<std::uint64_t, 6> traces_{};  // of an unlocked file and its log: sizes and times
};

// Another database that `to` can read from, under the name "other", until destroyed.
class AttachedDatabase {
 public:
  AttachedDatabase(SQLite::Database& to, const std::filesystem::path& file, int busy_timeout_ms);
  ~AttachedDatabase();
  AttachedDatabase(const AttachedDatabase&) = delete;
  AttachedDatabase& operator=(const AttachedDatabase&) = delete;

 private:
  SQLite::Database& to_;
  bool leaves_log_ = false;
};

// Whether a file is a database with tables, or was one before it was damaged. False for what cannot be read.
bool is_database(const std::filesystem::path& file);

// Whether it is a database that nobody has written anything to yet.
bool is_empty_database(const std::filesystem::path& file);

// The log beside a database file, into which SQLite writes first, and whether anything is in it.
std::filesystem::path log_of(const std::filesystem::path& file);
bool has_log(const std::filesystem::path& file);

}  // namespace mainstay::studies
