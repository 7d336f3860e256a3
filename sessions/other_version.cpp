#include "sessions/other_version.h"

#include <fmt/format.h>

#include <algorithm>

#include "sessions/saved_states.h"
#include "sessions/verify.h"

namespace mainstay::sessions {

std::optional<OtherVersion> other_version(const SavedSession& saved, const std::filesystem::path& file,
                                          const std::string& program,
                                          const std::function<void(std::size_t, std::size_t)>& progress) {
  if (saved.program == program || !saved.has_weeks()) return {};
  const Verified verified = verify(
      saved, file, progress ? progress : [](std::size_t, std::size_t) {});
  OtherVersion other{saved.program, {}};
  for (const Mismatch& mismatch : verified.mismatches) other.differences.push_back({mismatch.branch, mismatch.week});
  for (const std::string& title : verified.not_compared)
    for (const SavedBranch& branch : saved.branches)
      if (branch.title == title) other.differences.push_back({title, branch.forked});
  return other;
}

std::string in_words(const OtherVersion& other, const std::string& program, const std::filesystem::path& file) {
  const std::string versions =
      fmt::format("its weeks were recorded by Mainstay {}; this is Mainstay {}", other.program, program);
  if (other.computes_the_same())
    return versions + ", which computes the same weeks, bit for bit, and goes on with them.";
  std::string where;
  sim::Week first = other.differences.front().week;
  for (const auto& [branch, week] : other.differences) {
    where += fmt::format("{}{}: {}", where.empty() ? "" : ", ", branch, week);
    first = std::min(first, week);
  }
  const std::string name = file.string();
  return fmt::format(
      "{}, which computes other weeks from week {} on ({}). The two are not mixed: look at it as it was recorded "
      "(`mainstay session orders {}`, `mainstay session review {}`), go on with the version that played it, or begin a "
      "branch with this one (`mainstay session branch {}`): all weeks are computed anew then, and the recorded ones "
      "are "
      "kept beside them.",
      versions, first, where, name, name, name);
}

std::unique_ptr<Session> as_recorded(const SavedSession& saved, const std::filesystem::path& file) {
  const SavedStates states(file, saved.program);
  return restore(saved, [&](std::size_t branch, History& history) { states.take_over_records(branch, history); });
}

}  // namespace mainstay::sessions
