// Outlines that run beside each other without a shared line: the same border digitised twice, which the map takes for
// no border at all.
#pragma once

#include <string>
#include <vector>

#include "sim/map.h"

namespace mainstay::sim {

struct BorderGap {
  RegionIndex a = 0, b = 0;  // a < b
  double along_km = 0;       // how far they run beside each other
  double width_km = 0;       // on average
  double widest_km = 0;
  bool overlapping = false;  // for most of the way
};

// Two regions that no sea link joins, and that face each other with nothing else between them:
// - without any shared line: up to 10 km apart, or up to 3 km if both have a coast, since then it may be water;
// - with a shared line elsewhere: up to 1 km apart, since estuaries open at the end of a border.
// In order of (a, b). Fast enough for every run (some hundredths of a second for a hundred regions).
std::vector<BorderGap> find_border_gaps(const RegionalMap& map);

// What is wrong and what to do about it.
std::string in_words(const RegionalMap& map, const BorderGap& gap);

}  // namespace mainstay::sim
