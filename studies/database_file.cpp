#include "studies/database_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace mainstay::studies {

namespace fs = std::filesystem;

namespace {

// Files that this process has open with locks, by device and inode. Closing an unlocked connection to one of them
// would drop those locks, so it stays open.
class LockedFiles {
 public:
  std::mutex mutex;
  std::map<std::pair<dev_t, ino_t>, int> count;
  std::vector<std::unique_ptr<SQLite::Database>> never_closed;
};

LockedFiles& locked_files() {
  static auto* const files = new LockedFiles;  // outlives every other static object
  return *files;
}

std::pair<dev_t, ino_t> identity(const fs::path& file) {
  struct stat is {};
  return stat(file.c_str(), &is) == 0 ? std::pair(is.st_dev, is.st_ino) : std::pair<dev_t, ino_t>();
}

bool is_there(const fs::path& file) {
  std::error_code unknown;
  return fs::exists(file, unknown);
}

fs::path beside(const fs::path& file, const char* end) {
  return file.string() + end;
}

bool may_write(const fs::path& file) {
  return access(file.c_str(), W_OK) == 0 && access(file.parent_path().c_str(), W_OK) == 0;
}

// For the index of the log, which readers and writers share in a file of its own.
bool has_room(const fs::path& file) {
  constexpr unsigned long long index_bytes = 128 << 10;
  struct statvfs disk {};
  return statvfs(file.c_str(), &disk) != 0 || disk.f_bavail * disk.f_frsize >= index_bytes;
}

bool on_read_only_medium(const fs::path& file) {
  struct statvfs disk {};
  return statvfs(file.c_str(), &disk) == 0 && (disk.f_flag & ST_RDONLY) != 0;
}

std::string uri(const fs::path& file, const char* parameters) {
  std::string text = "file:";
  for (const char c : file.string())
    text +=
        c == '%' || c == '?' || c == '#' ? fmt::format("%{:02x}", static_cast<unsigned char>(c)) : std::string(1, c);
  return text + parameters;
}

// Without a log there is nothing to index, and the file alone is all there is.
std::string unlocked_name(const fs::path& file) {
  return uri(file, has_log(file) ? "?mode=ro&vfs=unix-none" : "?mode=ro&immutable=1");
}

// The index of the log is kept in memory: SQLite does so where it was told, before it first reads, to be alone.
constexpr const char* index_in_memory = "PRAGMA locking_mode = EXCLUSIVE";

void leave_log(SQLite::Database& database, bool leave) {
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, nullptr);
}

// What may come of a disk, a folder or a file that cannot be written to.
bool cannot_write(const SQLite::Exception& error) {
  const int code = error.getErrorCode() & 0xff;
  return code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_FULL || code == SQLITE_IOERR;
}

}  // namespace

fs::path log_of(const fs::path& file) {
  return beside(file, "-wal");
}

bool has_log(const fs::path& file) {
  std::error_code none;
  const auto size = fs::file_size(log_of(file), none);
  return !none && size > 0;
}

DatabaseFile::DatabaseFile(const fs::path& file, Use use, int busy_timeout_ms) : file_(fs::absolute(file)) {
  if (use == Use::read) {
    open_to_read(busy_timeout_ms);
    return;
  }
  open(Way::shared, SQLite::OPEN_READWRITE | (use == Use::make ? SQLite::OPEN_CREATE : 0), busy_timeout_ms);
  if (sqlite3_db_readonly(connection_->getHandle(), "main") != 1) return;
  close();  // SQLite itself would be content to read
  throw SQLite::Exception("attempt to write a readonly database", SQLITE_READONLY);
}

DatabaseFile::~DatabaseFile() {
  close();
}

void DatabaseFile::open(Way way, int flags, int busy_timeout_ms) {
  LockedFiles& all = locked_files();
  const std::lock_guard lock(all.mutex);
  way_ = way;
  const std::string name = way == Way::unlocked ? unlocked_name(file_) : file_.string();
  connection_ = std::make_unique<SQLite::Database>(name, flags | SQLite::OPEN_URI, busy_timeout_ms);
  identity_ = identity(file_);
  if (way != Way::unlocked) ++all.count[identity_];
}

void DatabaseFile::close() {
  if (!connection_) return;
  LockedFiles& all = locked_files();
  const std::lock_guard lock(all.mutex);
  const auto found = all.count.find(identity_);
  if (way_ == Way::unlocked) {
    if (found != all.count.end())
      all.never_closed.push_back(std::move(connection_));
    else
      connection_.reset();
    return;
  }
  connection_.reset();
  if (found != all.count.end() && --found->second == 0) all.count.erase(found);
}

void DatabaseFile::try_to_read(Way way, int busy_timeout_ms) {
  traces_ = traces();
  open(way, way != Way::unlocked && may_write(file_) ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY, busy_timeout_ms);
  try {
    if (way != Way::shared) {
      connection_->exec(index_in_memory);
      leave_log(*connection_, has_log(file_));
    }
    connection_->exec("PRAGMA query_only = 1");
    connection_->execAndGet("SELECT count(*) FROM sqlite_master");
  } catch (...) {
    close();
    throw;
  }
}

void DatabaseFile::open_to_read(int busy_timeout_ms) {
  const bool index_there = is_there(beside(file_, "-shm")), writable = may_write(file_);
  // Whoever writes has made the index of the log before. Making one only to read would leave it behind where it cannot
  // be taken away again.
  if (index_there || (writable && has_room(file_))) try {
      return try_to_read(Way::shared, busy_timeout_ms);
    } catch (const SQLite::Exception& error) {
      if (!cannot_write(error)) throw;
    }
  if (writable) try {
      return try_to_read(Way::alone, busy_timeout_ms);
    } catch (const SQLite::Exception& error) {
      if (!cannot_write(error)) throw;
    }
  if (is_there(beside(file_, "-journal")) || (index_there && !on_read_only_medium(file_)))
    throw SQLite::Exception("unable to open database file", SQLITE_CANTOPEN);
  try_to_read(Way::unlocked, busy_timeout_ms);
}

std::array<std::uint64_t, 6> DatabaseFile::traces() const {
  std::array<std::uint64_t, 6> traces{};
  std::size_t next = 0;
  for (const fs::path& file : {file_, log_of(file_)}) {
    struct stat is {};
    if (stat(file.c_str(), &is) != 0) is = {};
    traces[next++] = static_cast<std::uint64_t>(is.st_size);
    traces[next++] = static_cast<std::uint64_t>(is.st_mtim.tv_sec);
    traces[next++] = static_cast<std::uint64_t>(is.st_mtim.tv_nsec);
  }
  return traces;
}

void DatabaseFile::require_in_place() const {
  if (identity(file_) != identity_) throw SQLite::Exception("taken away while it was open", SQLITE_READONLY_DBMOVED);
}

void DatabaseFile::require_unchanged() const {
  if (way_ == Way::unlocked && traces() != traces_)
    throw SQLite::Exception("written to by another program while it was read", SQLITE_BUSY_SNAPSHOT);
}

AttachedDatabase::AttachedDatabase(SQLite::Database& to, const fs::path& file, int busy_timeout_ms) : to_(to) {
  const fs::path absolute = fs::absolute(file);
  const DatabaseFile::Way way = DatabaseFile(absolute, DatabaseFile::Use::read, busy_timeout_ms).way_;
  const bool shared = way == DatabaseFile::Way::shared;
  leaves_log_ = !shared && has_log(absolute);
  // Attaching reads already. What is open is not touched between the two.
  if (!shared) to_.exec(index_in_memory);
  try {
    SQLite::Statement attach(to_, "ATTACH DATABASE ? AS other");
    attach.bind(1, way == DatabaseFile::Way::unlocked ? unlocked_name(absolute) : absolute.string());
    attach.exec();
  } catch (...) {
    to_.tryExec("PRAGMA locking_mode = NORMAL");
    throw;
  }
  if (!shared) to_.exec("PRAGMA locking_mode = NORMAL");
}

AttachedDatabase::~AttachedDatabase() {
  if (leaves_log_) leave_log(to_, true);
  to_.tryExec("DETACH DATABASE other");
  if (leaves_log_) leave_log(to_, false);
}

namespace {

enum class Content { none, tables, something_else, unknown };

Content content_of(const fs::path& file) {
  std::error_code unknown;
  if (!fs::is_regular_file(file, unknown) || access(file.c_str(), R_OK) != 0) return Content::unknown;
  try {
    const DatabaseFile opened(file, DatabaseFile::Use::read, 5000);
    return opened->execAndGet("SELECT count(*) FROM sqlite_master").getInt() > 0 ? Content::tables : Content::none;
  } catch (const SQLite::Exception& error) {
    return error.getErrorCode() == SQLITE_NOTADB ? Content::something_else : Content::tables;
  }
}

}  // namespace

bool is_database(const fs::path& file) {
  return content_of(file) == Content::tables;
}

bool is_empty_database(const fs::path& file) {
  return content_of(file) == Content::none;
}

}  // namespace mainstay::studies
