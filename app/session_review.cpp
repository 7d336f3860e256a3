#include <fmt/format.h>

#include <filesystem>

#include "app/progress.h"
#include "app/session_commands.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "scenarios/terminal.h"
#include "scenarios/whole_file.h"
#include "sessions/review.h"

namespace mainstay::app {

int review_session(const SessionOptions& options) {
  const auto saved = sessions::read_session(options.file);
  const auto other = tell_version(saved, options.file, options.quiet);
  const bool differs = other && !other->computes_the_same();
  const auto session =
      differs ? sessions::as_recorded(saved, options.file) : sessions::reopen(saved, options.file, program_name());
  const std::size_t branch = branch_of(options, *session, saved.position.branch);
  if (sessions::played_weeks(saved, branch) == 0)
    throw scenarios::InvalidInput({{options.file, 0, 0, "", "nothing has been played in this branch"}});
  std::string html;
  if (differs) {
    html = sessions::review_of_recorded(*session, saved, branch, in_words(*other, program_name(), options.file));
  } else {
    Progress progress("Leaving out one order at a time", options.quiet);
    html = sessions::make_review(*session, saved, branch, [&](std::size_t done, std::size_t all) {
      progress.update(done, all, static_cast<double>(done) / static_cast<double>(all));
    });
  }
  const auto target = options.out.empty() ? sessions::review_path(options.file) : std::filesystem::path(options.out);
  scenarios::write_whole_file(target, html, scenarios::Links::followed);
  scenarios::print("{}\n", target.string());
  return 0;
}

}  // namespace mainstay::app
