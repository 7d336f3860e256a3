// Why a stock changed: the books between two weeks, largest causes first.
#pragma once

#include <string>
#include <vector>

#include "sessions/books.h"
#include "sessions/history.h"

namespace mainstay::viz {

struct Cause {
  std::string title;
  double amount = 0;  // in the measure's own units (index stocks: share of one)
};

struct Explanation {
  sim::Week from = 0, to = 0;
  double before = 0, after = 0;
  std::vector<Cause> causes;  // at most `most`, then "other causes"; they sum to after - before
                              // but for less than is shown
};

// For the stock "capacity" in some regions together. `since` is moved to a week whose world is kept.
Explanation explain_capacity(const sessions::History& history, const agents::World& now,
                             const std::vector<sim::RegionIndex>& regions, sim::Week since, std::size_t most);

// Why the same stock differs between two worlds that began alike: the books of one minus those of the other. `before`
// is the capacity in `base`, `after` that in `shown`.
Explanation explain_difference(const agents::World& shown, const agents::World& base,
                               const std::vector<sim::RegionIndex>& regions, std::size_t most);

// The same from the books of both, where `result` has the weeks and the capacity of each.
Explanation explain_difference(Explanation result, const sessions::CapacityBooks& here,
                               const sessions::CapacityBooks& there, std::size_t most);

using sessions::authorised_staff;
using sessions::regions_of;

}  // namespace mainstay::viz
