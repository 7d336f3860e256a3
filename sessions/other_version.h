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

// Which version it was, from which week on this one differs, and what can be done; one paragraph without the file's
// name.
std::string in_words(const OtherVersion& other, const std::string& program, const std::filesystem::path& file);

// The session with the weeks that are in the file, whoever recorded them, and no others: to look at. Its histories
// have worlds of this version, which must not be asked for.
std::unique_ptr<Session> as_recorded(const SavedSession& saved, const std::filesystem::path& file);

}  // namespace mainstay::sessions
