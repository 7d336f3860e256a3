// Worths as everybody writes them: with place, date and range, and with enough digits that none is 0 by rounding.
#pragma once

#include <string>

#include "sessions/worth.h"

namespace mainstay::sessions {

// What other lucks say: median and nine tenths; of fewer than eight, from the lowest to the highest.
struct LuckRange {
  double median = 0, low = 0, high = 0;
  bool nine_tenths = false;
};
std::optional<LuckRange> luck_range(const Worth& worth);

// "+1.4", "−0.3"; "less than 0.1" for what its digits do not show, and "0" for nothing at all.
std::string amount_text(const Quantity& quantity, double value);
// "0.3 to 2.6"; empty where no other luck was tried.
std::string range_digits(const Worth& worth);
// "9 in 10 lucks: 0.3 to 2.6", "3 lucks: 0.3 to 1.2", "one luck".
std::string range_text(const Worth& worth);
// "Gao and Kidal, week 208, +1.4 points of capacity, 9 in 10 lucks: 0.3 to 2.6".
std::string in_words(const Worth& worth);

}  // namespace mainstay::sessions
