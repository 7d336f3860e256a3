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

std::string versions_in_words(const OtherVersion& other, const std::string& program) {
  const std::string versions = fmt::format(
      "its weeks were recorded by Mainstay {}; this is Mainstay {}, which computes ", other.program, program);
  if (other.computes_the_same()) return versions + "the same weeks, bit for bit, and goes on with them.";
  std::string where;
  sim::Week first = other.differences.front().week;
  for (const auto& [branch, week] : other.differences) {
    where += fmt::format("{}{}: {}", where.empty() ? "" : ", ", branch, week);
    first = std::min(first, week);
  }
  return fmt::format("{}other weeks from week {} on ({}). The two are not mixed", versions, first, where);
}

std::string in_words(const OtherVersion& other, const std::string& program, const std::filesystem::path& file) {
  const std::string versions = versions_in_words(other, program), name = file.string();
  if (other.computes_the_same()) return versions;
  return fmt::format(
      "{}: look at it as it was recorded (`mainstay session orders {}`, `mainstay session review {}`), go on with the "
      "version that played it, or begin a branch with this one (`mainstay session branch {}`): all weeks are computed "
      "anew then, and the recorded ones are kept beside them.",
      versions, name, name, name);
}

OtherWeeks::OtherWeeks(const OtherVersion& other, const std::string& program, const std::filesystem::path& file)
    : InvalidInput({{file.string(), 0, 0, "", in_words(other, program, file)}}),
      versions_(versions_in_words(other, program)) {}

Opened open_to_go_on(const std::filesystem::path& file, const std::string& program, Recorded otherwise,
                     const std::function<void(std::size_t, std::size_t)>& progress) {
  read_session(file);  // refuses what is none before anything is written to it
  auto writer = std::make_unique<SessionFile>(file);
  const SavedSession saved = read_session(file);
  Opened opened{nullptr, saved.position, other_version(saved, file, program, progress)};
  const bool differs = opened.other && !opened.other->computes_the_same();
  if (differs && otherwise == Recorded::refuse) throw OtherWeeks(*opened.other, program, file);
  opened.session = reopen(saved, file, program);
  if (opened.other) writer->record_with(program, differs);
  opened.session->write_to(std::move(writer));
  if (opened.other) StateWriter(file, program).write(kept_histories(*opened.session), opened.position, true);
  return opened;
}

std::unique_ptr<Session> as_recorded(const SavedSession& saved, const std::filesystem::path& file) {
  const SavedStates states(file, saved.program);
  return restore(saved, [&](std::size_t branch, History& history) { states.take_over_records(branch, history); });
}

}  // namespace mainstay::sessions
