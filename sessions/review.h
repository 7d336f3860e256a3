// The after-action review of one branch: who decided what and why, what was believed and what was true, what each
// decision was worth, and where the world turned. One page that opens offline.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sessions/session_file.h"
#include "sessions/worth.h"

namespace mainstay::sessions {

// `weeks` of the branch and of the twin are simulated already. `worths` are of the same branch, after these weeks.
std::string review_html(const Session& session, const SavedSession& saved, std::size_t branch, sim::Week weeks,
                        const WorthTable& worths);

// Weeks that a branch has been played, as its file says; those of its parent count.
sim::Week played_weeks(const SavedSession& saved, std::size_t branch);
// Simulates what the review of that branch needs and makes the page. `session` is read from `saved`; at least one week
// of the branch has been played. `progress` as of worth_table().
std::string make_review(const Session& session, const SavedSession& saved, std::size_t branch,
                        const std::function<void(std::size_t, std::size_t)>& progress);
// Of weeks that another version has recorded, as far as they are in the file (sessions::as_recorded): without what
// decisions were worth, which only that version can compute. `remark` says so on the page.
std::string review_of_recorded(const Session& session, const SavedSession& saved, std::size_t branch,
                               const std::string& remark);
// Where it goes unless somebody says otherwise: beside the session.
std::filesystem::path review_path(const std::filesystem::path& session_file);

// A stretch of weeks in which the difference from the twin moved fastest.
struct TurningPoint {
  sim::Week from = 0, until = 0;
  double change = 0;  // of the difference, in stored units
};
// The `most` largest that do not overlap, in order of week. `difference`: by week.
std::vector<TurningPoint> turning_points(const std::vector<double>& difference, std::size_t most);

}  // namespace mainstay::sessions
