#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "app/progress.h"
#include "app/session_commands.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "sessions/review.h"

namespace mainstay::app {

namespace {

// Weeks that the branch has been played; those of its parent count.
sim::Week played_weeks(const sessions::SavedSession& saved, std::size_t branch) {
  const auto& own = saved.branches[branch];
  sim::Week weeks = own.hashes.empty() ? own.forked : own.hashes.rbegin()->first + 1;
  if (saved.position.branch == branch) weeks = std::max(weeks, saved.position.week);
  return weeks;
}

}  // namespace

int review_session(const SessionOptions& options) {
  const auto saved = sessions::read_session(options.file);
  const auto session = sessions::reopen(saved, options.file, program_name());
  const std::size_t branch = branch_of(options, *session, saved.position.branch);
  const sim::Week weeks = played_weeks(saved, branch);
  if (weeks == 0) throw scenarios::InvalidInput({{options.file, 0, 0, "", "nothing has been played in this branch"}});
  agents::Workspace workspace;
  for (const auto& history : {session->branches()[branch].history, session->twin()})
    while (history->recorded() < weeks) history->advance(workspace);
  sessions::Attribution attribution;
  {
    Progress progress("Leaving out one order at a time", options.quiet);
    attribution = sessions::attribute(*session, branch, weeks, 1, [&](std::size_t done, std::size_t all) {
      progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
    });
  }
  auto target = options.out.empty() ? std::filesystem::path(options.file).replace_extension(".review.html")
                                    : std::filesystem::path(options.out);
  std::ofstream page(target, std::ios::binary);
  page << sessions::review_html(*session, saved, branch, weeks, attribution);
  page.close();
  if (!page) throw std::runtime_error(fmt::format("{}: cannot be written", target.string()));
  fmt::print("{}\n", target.string());
  return 0;
}

}  // namespace mainstay::app
