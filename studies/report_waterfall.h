// How one figure becomes another: bars that add up, by cause.
#pragma once

#include <string>
#include <vector>

#include "studies/report_text.h"

namespace mainstay::studies {

struct WaterfallBar {
  std::string label;
  double amount = 0;
  bool unclear = false;  // no clear difference from zero: drawn pale
};

struct Waterfall {
  std::string title, note;
  std::string heading;      // the title with mark-up, if any
  std::string start_label;  // empty: bars begin at zero
  double start = 0;
  std::vector<WaterfallBar> bars;
  std::string end_label;
  bool end_unclear = false;
  double low = 0, high = 0;    // on the scale in any case, so that several can be compared
  bool more_is_better = true;  // which colour a rise gets
  std::string below;           // HTML that follows the picture, such as its figures
};

// A <figure> with heading, bars and their numbers.
std::string waterfall_html(const Waterfall& waterfall, const Format& format);

// Widens the scale of each to that of all.
void share_scale(std::vector<Waterfall>& waterfalls);

// Keeps the `most` largest bars in order of size, largest loss first if the sum falls; adds the others up. Bars smaller
// than `least` would print as nothing and count as others.
std::vector<WaterfallBar> largest_bars(std::vector<WaterfallBar> bars, std::size_t most, double least);

}  // namespace mainstay::studies
