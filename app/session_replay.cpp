#include <fmt/format.h>

#include "app/progress.h"
#include "app/session_commands.h"
#include "app/version.h"
#include "sessions/verify.h"
#include "sim/snapshot.h"

namespace mainstay::app {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void print_mismatch(const sessions::Mismatch& mismatch) {
  fmt::print("{}: week {} is the first that differs: the file says {}, computed {}\n", mismatch.branch, mismatch.week,
             sim::hash_text(mismatch.saved), sim::hash_text(mismatch.computed));
  if (!mismatch.parts.empty()) fmt::print("  differs after that week: {}\n", joined(mismatch.parts));
  if (!mismatch.field.empty())
    fmt::print("  first field that differs in the world saved before week {}: {}\n", mismatch.field_week,
               mismatch.field);
}

int verify(const sessions::SavedSession& saved, const SessionOptions& options) {
  sessions::Verified verified;
  {
    Progress progress("Replaying", options.quiet);
    verified = sessions::verify(saved, options.file, [&](std::size_t done, std::size_t all) {
      progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
    });
  }
  for (const auto& mismatch : verified.mismatches) print_mismatch(mismatch);
  for (const auto& branch : verified.not_compared)
    fmt::print("{}: not compared, since it goes on from weeks that differ\n", branch);
  for (const auto& gap : verified.gaps)
    fmt::print("{}: weeks {} to {} are not in the file, and were not compared\n", gap.branch, gap.from, gap.until - 1);
  if (verified.scenario_changed) fmt::print("The scenario in the file is not the one that the session began with.\n");
  if (verified.weeks == 0) {
    fmt::print("Nothing to verify: no week of this session has been played.\n");
    return 1;
  }
  if (verified.mismatches.empty() && (verified.scenario_changed || !verified.gaps.empty())) {
    fmt::print("Not verified, though the {} weeks that are there are as the file says.\n", verified.weeks);
    return 1;
  }
  if (verified.mismatches.empty()) {
    fmt::print("Verified: {} weeks of {} branches and the twin are as the file says, bit for bit.\n", verified.weeks,
               saved.branches.size());
    return 0;
  }
  fmt::print("The session was begun with Mainstay {}; this is {}.\n", saved.program, program_name());
  return 1;
}

}  // namespace

int replay_session(const SessionOptions& options) {
  const auto saved = sessions::read_session(options.file);
  if (options.verify) return verify(saved, options);
  Progress progress("Replaying", options.quiet);
  const auto session = sessions::restore(saved, [&](std::size_t branch, sessions::History& history) {
    const auto& hashes = branch == sessions::no_branch ? saved.twin_hashes : saved.branches[branch].hashes;
    agents::Workspace workspace;
    const sim::Week until = hashes.empty() ? 0 : hashes.rbegin()->first + 1;
    while (history.recorded() < until) {
      history.advance(workspace);
      progress.update(history.recorded(), until, static_cast<double>(history.recorded()) / until);
    }
  });
  for (const auto& branch : session->branches()) {
    const sim::Week known = branch.history->recorded();
    fmt::print("{}: {} weeks{}\n", branch.title, known,
               known == 0 ? "" : ", state hash " + sim::hash_text(branch.history->hash(known - 1)));
  }
  return 0;
}

}  // namespace mainstay::app
