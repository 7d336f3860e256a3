// A session on disk (SQLite, *.mainstay): scenario, seed, branches, every order, bookmarks with their notes, where the
// user was, and what was simulated. Orders, branches and bookmarks are written and synced before the call returns.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sessions/session.h"

namespace mainstay::studies {
class DatabaseFile;
}

namespace mainstay::sessions {

// The branch and week that are looked at.
struct Position {
  std::size_t branch = 0;
  sim::Week week = 0;
  bool operator==(const Position&) const = default;
};

using WeekHashes = std::map<sim::Week, std::uint64_t>;

// What a file holds.
struct SavedBranch {
  std::string title, course;
  std::size_t parent = no_branch;
  sim::Week forked = 0;
  std::vector<GivenOrder> given;  // of `order` only the week is read yet: the rest needs the scenario
  WeekHashes hashes;
};
struct SavedSession {
  std::filesystem::path file;
  std::string scenario_file, scenario_text, map_text;
  std::string catalogues_text;  // empty: of a version that kept none
  std::string scenario_sha256;  // of the text, when the session began
  std::string program;          // that recorded the weeks
  std::string began;            // when
  std::uint64_t seed = 1;
  std::vector<SavedBranch> branches;  // the scenario's own first
  WeekHashes twin_hashes;
  std::vector<Bookmark> bookmarks;
  Position position;

  // Whether any week has been recorded.
  bool has_weeks() const;
};

class SessionFile {
 public:
  // A new file, whole or not at all; an existing one of that name is not touched: scenarios::InvalidInput.
  static std::unique_ptr<SessionFile> create(const std::filesystem::path& file, const Session& session,
                                             const std::string& program);
  // Goes on writing to an existing one and keeps other programs from it meanwhile. Throws InvalidInput if one has it.
  explicit SessionFile(const std::filesystem::path& file);
  ~SessionFile();

  // Each throws InvalidInput when it cannot be written; then nothing of it is. An order and a branch also move the
  // position there.
  void add_branch(std::size_t number, const Branch& branch);  // with its orders
  void rename_branch(std::size_t branch, const std::string& title);
  void add_order(std::size_t branch, const GivenOrder& order);
  std::int64_t add_bookmark(const Bookmark& bookmark);  // its id
  void change_note(std::int64_t id, const std::string& note);
  void remove_bookmark(std::int64_t id);
  // From now on that program records the weeks. What another one has recorded is kept beside them, if asked for, and
  // taken out of them.
  void record_with(const std::string& program, bool anew);

  const std::filesystem::path& path() const { return path_; }

 private:
  class Lock;
  std::filesystem::path path_;
  std::unique_ptr<Lock> lock_;
  std::unique_ptr<studies::DatabaseFile> database_;
};

// Throws scenarios::InvalidInput when the file is missing, damaged, or no session. Changes nothing.
SavedSession read_session(const std::filesystem::path& file);
// What a list of sessions tells of one. Throws as read_session.
struct SessionSummary {
  std::string scenario_file, scenario_text, map_text;
  std::string began;  // when
  Position position;
  std::string branch_title;  // where it stands
  std::size_t branches = 0, orders = 0, bookmarks = 0;
};
SessionSummary summarise(const std::filesystem::path& file);
// Whether it looks like one from outside: an SQLite file.
bool is_session(const std::filesystem::path& file);

// The session as it was left: all branches, orders and bookmarks. `known` as of Session::restore_branches; without it
// no week is simulated yet. `scenario`: that of its texts, where it has been built before.
std::unique_ptr<Session> restore(const SavedSession& saved,
                                 const std::function<void(std::size_t, History&)>& known = {},
                                 std::shared_ptr<const scenarios::Scenario> scenario = nullptr);
// The same with the weeks in the file that this very program has simulated.
std::unique_ptr<Session> reopen(const SavedSession& saved, const std::filesystem::path& file,
                                const std::string& program);

// The user's folder for sessions: $XDG_DATA_HOME/mainstay/sessions, or ~/.local/share/mainstay/sessions.
std::filesystem::path sessions_folder();
// A name in that folder by scenario and time that is not taken: sahel-2026-03-14-1530.mainstay.
std::filesystem::path new_session_path(const std::string& scenario_file);

}  // namespace mainstay::sessions
