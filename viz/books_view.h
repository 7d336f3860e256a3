// Why a stock changed: the books between two weeks, largest causes first.
#pragma once

#include <string>
#include <vector>

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
};

// For the stock "capacity" in the regions of a scope. `since` is moved to a week whose world is kept.
Explanation explain_capacity(const sessions::History& history, const agents::World& now, std::size_t scope,
                             sim::Week since, std::size_t most);

// Regions that a scope is made of.
std::vector<sim::RegionIndex> regions_of(const agents::Setting& setting, std::size_t scope);

}  // namespace mainstay::viz
