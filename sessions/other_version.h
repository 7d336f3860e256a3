// Sessions whose weeks another version of the program has recorded. Two models are never mixed in one recording: where
// this version computes the very same weeks, it goes on with them; else they can be looked at as they were recorded,
// or all be computed anew.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/error.h"
#include "sessions/session_file.h"

namespace mainstay::sessions {

struct OtherVersion {
  std::string program;  // that recorded the weeks
  struct Difference {
    std::string branch;  // title, or "twin"
    sim::Week week = 0;  // the first that this version computes otherwise
  };
  std::vector<Difference> differences;
  bool computes_the_same() const { return differences.empty(); }
};

// Nothing if this program recorded the weeks itself, or if there are none. Else computes them all to compare;
// `progress(done, all)` is called after each.
std::optional<OtherVersion> other_version(const SavedSession& saved, const std::filesystem::path& file,
                                          const std::string& program,
                                          const std::function<void(std::size_t, std::size_t)>& progress = {});

// Which version it was, and from which week on this one differs.
std::string versions_in_words(const OtherVersion& other, const std::string& program);
// That, and what can be done in the console; one paragraph that does not begin with the file's name.
std::string in_words(const OtherVersion& other, const std::string& program, const std::filesystem::path& file);

// What to do with weeks that this version computes otherwise.
enum class Recorded { refuse, compute_anew };

// They were refused, and nothing was changed; the message is what in_words says.
class OtherWeeks : public scenarios::InvalidInput {
 public:
  OtherWeeks(const OtherVersion& other, const std::string& program, const std::filesystem::path& file);
  const std::string& versions() const { return versions_; }  // as versions_in_words

 private:
  std::string versions_;
};

// A session to go on with. It holds its file, which says that this program records its weeks from now on.
struct Opened {
  std::unique_ptr<Session> session;
  Position position;                  // where it was left
  std::optional<OtherVersion> other;  // whose weeks it goes on with, or computes anew
};
// Throws OtherWeeks; scenarios::InvalidInput when the file is damaged, foreign, or in use.
Opened open_to_go_on(const std::filesystem::path& file, const std::string& program, Recorded otherwise,
                     const std::function<void(std::size_t, std::size_t)>& progress = {});

// The session with the weeks that are in the file, whoever recorded them, and no others: to look at. Its histories
// have worlds of this version, which must not be asked for.
std::unique_ptr<Session> as_recorded(const SavedSession& saved, const std::filesystem::path& file);

}  // namespace mainstay::sessions
