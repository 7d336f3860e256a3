// Inner side of ResultsStore: the connection, its statements and the words for its errors. Only results*.cpp include
// it.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>
#include <optional>
#include <unordered_map>

#include "studies/database_file.h"
#include "studies/results.h"

namespace mainstay::studies {

// What went wrong with the file, in words and with a remedy.
std::string explain(const SQLite::Exception& error, const std::filesystem::path& file);

// Another program may hold the file for a moment; a run takes milliseconds to write.
inline constexpr int busy_timeout_ms = 30'000;

// Takes a run out of every table; inside a transaction.
void erase(SQLite::Database& open, std::int64_t run_id);

template <class... Values>
void bind_all(SQLite::Statement& statement, const Values&... values) {
  int index = 0;
  [[maybe_unused]] const auto bind = [&](const auto& value) {
    if constexpr (std::is_convertible_v<decltype(value), std::string_view>)
      statement.bind(++index, std::string(value));
    else
      statement.bind(++index, value);
  };
  (bind(values), ...);
}

struct ResultsStore::Database {
  Database(const std::filesystem::path& file, Access access);

  // Runs `work` with the lock held, and turns errors of SQLite into ResultsError.
  template <class Work>
  auto guarded(Work&& work) {
    const std::lock_guard lock(mutex);
    try {
      if constexpr (std::is_void_v<decltype(work(**connection))>) {
        work(**connection);
        connection->require_unchanged();
      } else {
        auto result = work(**connection);
        connection->require_unchanged();
        return result;
      }
    } catch (const SQLite::Exception& error) {
      name_ids.clear();  // names added by a transaction that was rolled back
      throw ResultsError(explain(error, file));
    }
  }
  // The same in one transaction; within another one, as a part of it.
  template <class Work>
  void in_transaction(Work&& work) {
    guarded([&](SQLite::Database& open) {
      if (inside_transaction) return work(open);
      const Inside inside(*this);
      SQLite::Transaction transaction(open, SQLite::TransactionBehavior::IMMEDIATE);
      work(open);
      connection->require_in_place();
      transaction.commit();
    });
  }

  std::int64_t name_id(const std::string& name);  // added if it is new; inside a transaction

  std::filesystem::path file;
  std::recursive_mutex mutex;
  std::optional<DatabaseFile> connection;
  std::unordered_map<std::string, std::int64_t> name_ids;

 private:
  struct Inside {
    explicit Inside(Database& of) : database(of) { database.inside_transaction = true; }
    ~Inside() { database.inside_transaction = false; }
    Database& database;
  };
  bool inside_transaction = false;

  void open_for_reading();
  void open_for_writing();
  void make_tables();
  void check_format();
};

}  // namespace mainstay::studies
