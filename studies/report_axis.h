// Geometry of charts: round ticks, labels that do not overlap, texts that fit.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::studies {

struct Axis {
  double low = 0, high = 1;
  std::vector<double> ticks;  // multiples of 1, 2, 2.5 or 5 times a power of ten; first is low, last is high
  int decimals = 0;
};

// Covers [low, high] with four to six steps. Begins at zero where that wastes little, or where `zero` asks for it.
Axis axis_for(double low, double high, bool zero);

// The next round number: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten.
double rounded_up(double value);

// Positions nearest to the wanted ones that are at least `step` apart and within [top, bottom] as far as there is room.
std::vector<double> spread_labels(std::span<const double> wanted, double step, double top, double bottom);

// At most `most` characters (not bytes), cut at a word where possible, with an ellipsis.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace mainstay::studies
