// Inner side of ResultsStore: the connection, its statements and the words for its errors. Only results*.cpp include
// it.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <mutex>
#include <optional>
#include <unordered_map>

#include "studies/results.h"

namespace mainstay::studies {

// What went wrong with the file, in words and with a remedy.
std::string explain(const SQLite::Exception& error, const std::filesystem::path& file);

// Opens a file that is only read, also one on a medium that cannot be written.
void connect_for_reading(std::optional<SQLite::Database>& connection, const std::filesystem::path& file);

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
      return work(*connection);
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
      transaction.commit();
    });
  }

  std::int64_t name_id(const std::string& name);  // added if it is new; inside a transaction

  std::filesystem::path file;
  std::recursive_mutex mutex;
  std::optional<SQLite::Database> connection;
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
  void check_format();
};

}  // namespace mainstay::studies
