#include "studies/results_database.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "studies/results_schema.h"

namespace mainstay::studies {

namespace {

int number(SQLite::Database& open, const char* query) {
  return open.execAndGet(query).getInt();
}

}  // namespace

std::string explain(const SQLite::Exception& error, const std::filesystem::path& file) {
  const std::string name = file.string();
  switch (error.getErrorCode()) {
    case SQLITE_FULL:
      return fmt::format(
          "{}: the disk is full. Runs written so far are safe; free some space and start the same command again.",
          name);
    case SQLITE_READONLY:
      return fmt::format(
          "{}: cannot be written (read-only). Change its permissions, or name another folder with --out.", name);
    case SQLITE_READONLY_DBMOVED:
      return fmt::format(
          "{}: was taken away while it was written to. What was in it is where it was taken; start the same command "
          "again, and leave the folder in its place until it ends.",
          name);
    case SQLITE_CANTOPEN:
      return fmt::format(
          "{}: cannot be opened. Check that the folder exists and that you may read and write in it, or name "
          "another one with --out.",
          name);
    case SQLITE_NOTADB:
      return fmt::format("{}: is not a results file of Mainstay. Name another folder, or move this file away.", name);
    case SQLITE_CORRUPT:
      return fmt::format("{}: is damaged ({}). Copy it from where it was made, or repeat the runs with --restart.",
                         name, error.what());
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fmt::format(
          "{}: another program has been writing to it for {} s. Wait for that one, or use another folder.", name,
          busy_timeout_ms / 1000);
    case SQLITE_BUSY_SNAPSHOT:
      return fmt::format("{}: another program has written to it while it was read. Start the same command again.",
                         name);
    case SQLITE_IOERR:
      return fmt::format(
          "{}: reading or writing failed ({}). Runs written so far are safe. Check the disk, and whether a quota or a "
          "limit "
          "of file size is used up; on a network drive, use a local folder and merge afterwards.",
          name, error.what());
    default:
      return fmt::format("{}: {}", name, error.what());
  }
}

ResultsStore::Database::Database(const std::filesystem::path& results_file, Access access) : file(results_file) {
  try {
    access == Access::read ? open_for_reading() : open_for_writing();
    check_format();
  } catch (const SQLite::Exception& error) {
    throw ResultsError(explain(error, file));
  }
}

void ResultsStore::Database::open_for_reading() {
  if (!std::filesystem::is_regular_file(file))
    throw ResultsError(
        fmt::format("{}: there are no results here. Name a folder that `mainstay run` or `mainstay study` has written "
                    "(it holds results.sqlite).",
                    file.string()));
  connection.emplace(file, DatabaseFile::Use::read, busy_timeout_ms);
}

void ResultsStore::Database::open_for_writing() {
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  if (failed)
    throw ResultsError(fmt::format("{}: the folder cannot be made ({}). Name another one with --out.",
                                   file.parent_path().string(), failed.message()));
  if (std::filesystem::is_symlink(file, failed))
    throw ResultsError(
        fmt::format("{}: is a symbolic link, through which nothing is written. Take it away, or name "
                    "another folder with --out.",
                    file.string()));
  connection.emplace(file, DatabaseFile::Use::make, busy_timeout_ms);
  if (number(**connection, "PRAGMA application_id") != results_application_id) make_tables();
  // NORMAL keeps whole transactions when the program is killed; only a power cut may lose the last ones.
  (*connection)->exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;");
}

void ResultsStore::Database::make_tables() {
  SQLite::Database& open = **connection;
  if (number(open, "SELECT count(*) FROM sqlite_master") > 0) throw SQLite::Exception("other tables", SQLITE_NOTADB);
  open.exec("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;");
  SQLite::Transaction transaction(open, SQLite::TransactionBehavior::IMMEDIATE);
  // Another shard may have made the tables in the meantime.
  if (number(open, "SELECT count(*) FROM sqlite_master") == 0) {
    open.exec(results_schema);
    open.exec(
        fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", results_application_id, format_version));
  }
  transaction.commit();
}

void ResultsStore::Database::check_format() {
  if (number(**connection, "PRAGMA application_id") != results_application_id)
    throw SQLite::Exception("other application", SQLITE_NOTADB);
  const int version = number(**connection, "PRAGMA user_version");
  if (version > format_version)
    throw ResultsError(
        fmt::format("{}: was written by a newer Mainstay (results format {}, this program knows {}). Use that version.",
                    file.string(), version, format_version));
}

std::int64_t ResultsStore::Database::name_id(const std::string& name) {
  if (const auto known = name_ids.find(name); known != name_ids.end()) return known->second;
  SQLite::Statement add(**connection, "INSERT OR IGNORE INTO names(name) VALUES (?)");
  add.bindNoCopy(1, name);
  add.exec();
  SQLite::Statement find(**connection, "SELECT id FROM names WHERE name = ?");
  find.bindNoCopy(1, name);
  find.executeStep();
  return name_ids[name] = find.getColumn(0).getInt64();
}

}  // namespace mainstay::studies
