// Recomputes a session from its scenario, seed and orders, and compares every week with what its file says.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sessions/session_file.h"

namespace mainstay::sessions {

// Where a branch first differs from what the file says.
struct Mismatch {
  std::string branch;  // title, or "twin"
  sim::Week week = 0;  // the first that differs
  std::uint64_t saved = 0, computed = 0;
  std::string phase;               // of the week, the first after which the world differs; empty if not known
  std::vector<std::string> parts;  // of the world that differ after that week; empty if the file does not say
  std::string field;               // and the agent in it, as far as the file has the world to compare with
  sim::Week field_week = 0;        // the week before which `field` was compared: the next saved world after the first
};

// Weeks [from, until) of a branch that lie between weeks that the file has, and are not in it.
struct Gap {
  std::string branch;
  sim::Week from = 0, until = 0;
};

struct Verified {
  std::vector<Mismatch> mismatches;
  std::vector<std::string> not_compared;  // branches that go on from weeks that differ already
  std::vector<Gap> gaps;
  bool scenario_changed = false;  // its text is not the one that the session began with
  std::size_t weeks = 0;          // that were compared
};

// What was found, a line each; the last says whether the session is verified. `program`: that has recomputed it.
struct VerifiedText {
  bool verified = false;
  std::vector<std::string> lines;
};
VerifiedText verified_text(const Verified& verified, const SavedSession& saved, const std::string& program);

// `progress(done, all)` is called after each week.
Verified verify(const SavedSession& saved, const std::filesystem::path& file,
                const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace mainstay::sessions
