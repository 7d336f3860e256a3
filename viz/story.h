// What the surges of a branch have done so far: how much, when, and what is left, with the causes. Beside the twin, or
// where the branch has surges of its own, beside what it branched off from.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "viz/books_view.h"

namespace mainstay::viz {

struct State;
struct Column;

// Of one week of one history; told anew when either changes.
struct Story {
  std::shared_ptr<const sessions::History> history;
  sim::Week week = 0;
  std::size_t beside = static_cast<std::size_t>(-1);  // a branch; none: the twin
  std::vector<sim::RegionIndex> places;               // that surges were ordered for; empty: none was
  sim::Week ordered = 0, best_week = 0;
  std::vector<float> gaps;  // capacity there minus the twin's, by week
  double best = 0, left = 0;
  Explanation why;
};

void draw_story(Column& column);

}  // namespace mainstay::viz
