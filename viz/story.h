// What the surge of the branch in view was worth so far: how much, when, and what is left, with the causes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sessions/worth.h"
#include "viz/books_view.h"

namespace mainstay::viz {

struct State;
struct Column;

// Of one week; told anew when it changes, or when more of the runs is there.
struct Story {
  std::shared_ptr<const sessions::WorthRuns> runs;  // null: no surge was ordered
  sim::Week week = 0;
  std::size_t units = 0;                             // of the runs, that it was told from
  std::optional<sessions::Worth> worth, everywhere;  // in that week; none: still being computed
  sim::Week ordered = 0, best_week = 0;
  std::vector<float> gaps;  // worth by week
  double best = 0;
  Explanation why;
};

void draw_story(Column& column);
// "Gao and Kidal, week 208, +1.4 points of capacity, 9 in 10 lucks: 0.3 to 2.6", "computing", or empty: as the panel
// says it.
std::string surge_worth_text(const State& state);

}  // namespace mainstay::viz
