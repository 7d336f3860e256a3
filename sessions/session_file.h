// A session on disk (SQLite, *.mainstay): scenario, seed, branches, every order, and a hash of every week that was
// simulated. Each change is written, and synced, before the call returns.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sessions/session.h"

namespace SQLite {
class Database;
}

namespace mainstay::sessions {

// What a file holds.
struct SavedBranch {
  std::string title, course;
  std::size_t parent = no_branch;
  sim::Week forked = 0;
  std::vector<GivenOrder> given;  // `order` is not read yet: it needs the scenario
  std::map<sim::Week, std::uint64_t> hashes;
};
struct SavedSession {
  std::string scenario_file, scenario_text, map_text, version;
  std::uint64_t seed = 1;
  std::vector<SavedBranch> branches;  // the scenario's own first
  std::map<sim::Week, std::uint64_t> twin_hashes;
};

class SessionFile {
 public:
  // A new file; an existing one of that name is not touched: scenarios::InvalidInput.
  static std::unique_ptr<SessionFile> create(const std::filesystem::path& file, const Session& session,
                                             const std::string& version);
  // Goes on writing to an existing one.
  explicit SessionFile(const std::filesystem::path& file);
  ~SessionFile();

  void add_branch(std::size_t number, const Branch& branch);
  void add_order(std::size_t branch, const GivenOrder& order);
  // Hashes of weeks that are not in the file yet; no_branch means the twin.
  void add_hashes(std::size_t branch, const History& history);

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::unique_ptr<SQLite::Database> database_;
  std::map<std::size_t, sim::Week> hashed_;  // weeks of each branch that are in the file
};

// Throws scenarios::InvalidInput when the file is missing, damaged, or no session.
SavedSession read_session(const std::filesystem::path& file);
bool is_session(const std::filesystem::path& file);

// The session as it was left: all branches and orders, no week simulated yet.
std::unique_ptr<Session> restore(const SavedSession& saved);

// The first week in which recomputing gives another hash than the file holds.
struct Mismatch {
  std::string branch;
  sim::Week week = 0;
  std::uint64_t saved = 0, found = 0;
};
// Recomputes every week that the file has a hash of; `progress` is told weeks done and all. Empty: all are equal.
std::vector<Mismatch> verify(const SavedSession& saved,
                             const std::function<void(std::size_t done, std::size_t all)>& progress);

}  // namespace mainstay::sessions
