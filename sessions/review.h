// The after-action review of one branch: who decided what and why, what was believed and what was true, what each
// decision was worth, and where the world turned. One page that opens offline.
#pragma once

#include <string>

#include "sessions/attribution.h"
#include "sessions/session_file.h"

namespace mainstay::sessions {

// `weeks` of the branch and of the twin are simulated already. `attribution` is of the same branch.
std::string review_html(const Session& session, const SavedSession& saved, std::size_t branch, sim::Week weeks,
                        const Attribution& attribution);

// A stretch of weeks in which the difference from the twin moved fastest.
struct TurningPoint {
  sim::Week from = 0, until = 0;
  double change = 0;  // of the difference, in stored units
};
// The `most` largest that do not overlap, in order of week. `difference`: by week.
std::vector<TurningPoint> turning_points(const std::vector<double>& difference, std::size_t most);

}  // namespace mainstay::sessions
