// Simulated weeks and worlds in a session file, so that reopening it is quick: a cache that a thread writes beside the
// user's work, and that only the program which has written it takes over again.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "sessions/session_file.h"

namespace mainstay::sessions {

// Worlds are large: only every fourth keyframe is kept in the file.
inline constexpr sim::Week weeks_between_saved_worlds = 4 * weeks_between_keyframes;

class SavedStates {
 public:
  SavedStates(const std::filesystem::path& file, std::string program);
  ~SavedStates();
  // Adds to a history what the file has of that branch (no_branch: the twin) and this program has simulated. Damaged
  // parts are passed over: they are simulated again.
  void take_over(std::size_t branch, History& history) const;
  // The same of any program, without worlds: for looking at what was recorded.
  void take_over_records(std::size_t branch, History& history) const;
  // The world before `week` as any program has saved it; null if it is not there. `like`: of the same setting.
  std::shared_ptr<const agents::World> world(std::size_t branch, sim::Week week, const agents::World& like) const;
  // Hashes of a week, by field of the world after it or after each of its phases; empty if they are not there.
  std::vector<std::uint64_t> parts(std::size_t branch, sim::Week week) const { return hashes("parts", branch, week); }
  std::vector<std::uint64_t> phases(std::size_t branch, sim::Week week) const { return hashes("phases", branch, week); }

 private:
  std::vector<std::uint64_t> hashes(const std::string& column, std::size_t branch, sim::Week week) const;

  std::string program_;
  std::unique_ptr<studies::DatabaseFile> database_;
};

// One branch as the writer sees it.
struct KeptHistory {
  std::size_t branch = no_branch;  // the twin
  std::size_t given = 0;           // its orders by users; a file that has others is ahead of this
  sim::Week own_from = 0;          // weeks before are its parent's
  std::shared_ptr<const History> history;
  bool operator==(const KeptHistory&) const = default;
};
std::vector<KeptHistory> kept_histories(const Session& session);

class StateWriter {
 public:
  StateWriter(const std::filesystem::path& file, std::string program);
  ~StateWriter();
  // Writes what is new. Throws InvalidInput when it cannot. Weeks are put together in larger pieces, the last of which
  // is begun only when it is full, or at the end.
  void write(const std::vector<KeptHistory>& histories, const Position& position, bool at_end);
  // Brings orders, bookmarks and weeks from SQLite's log beside the file into the file itself, which may then be copied
  // alone. May wait for the disk.
  void empty_log();

 private:
  void write(const KeptHistory& kept, bool at_end);
  void write_states(const KeptHistory& kept, sim::Week known, bool at_end);
  struct Done {
    std::shared_ptr<const History> history;
    sim::Week hashes = 0, states = 0;  // weeks before are in the file
  };
  std::filesystem::path path_;
  std::string program_;
  std::unique_ptr<studies::DatabaseFile> database_;
  std::map<std::size_t, Done> done_;
  Position position_{no_branch, 0};
};

// Writes on a thread of its own, twice a second, and once more at the end; the file is whole without its log each time.
class StateKeeper {
 public:
  StateKeeper(const std::filesystem::path& file, std::string program);
  ~StateKeeper();
  void keep(std::vector<KeptHistory> histories, Position position);
  // Why it could not write last time; empty if it could.
  std::string problem() const;

 private:
  void run(std::stop_token stop);

  StateWriter writer_;
  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<KeptHistory> histories_;
  Position position_;
  std::string problem_;
  std::jthread thread_;
};

}  // namespace mainstay::sessions
