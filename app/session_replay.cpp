#include <fmt/format.h>

#include "app/progress.h"
#include "app/session_commands.h"
#include "app/version.h"
#include "scenarios/terminal.h"
#include "sessions/verify.h"
#include "sim/snapshot.h"

namespace mainstay::app {

namespace {

int verify(const sessions::SavedSession& saved, const SessionOptions& options) {
  sessions::Verified verified;
  {
    Progress progress("Replaying", options.quiet);
    verified = sessions::verify(saved, options.file, [&](std::size_t done, std::size_t all) {
      progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
    });
  }
  const auto text = sessions::verified_text(verified, saved, program_name());
  for (const std::string& line : text.lines) scenarios::print("{}\n", line);
  return text.verified ? 0 : 1;
}

}  // namespace

int replay_session(const SessionOptions& options) {
  const auto saved = sessions::read_session(options.file);
  if (options.verify) return verify(saved, options);
  tell_version(saved, options.file, options.quiet);
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
    scenarios::print("{}: {} weeks{}\n", branch.title, known,
                     known == 0 ? "" : ", state hash " + sim::hash_text(branch.history->hash(known - 1)));
  }
  return 0;
}

}  // namespace mainstay::app
