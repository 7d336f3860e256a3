// Scripts that run from right to left, for a window that draws one letter after the other from left to right.
#pragma once

#include <string>
#include <string_view>

namespace mainstay::viz {

bool runs_leftwards(std::u32string_view text);  // any of it

// What keeps a name together, whatever stands beside it: it is set apart from the text around it.
inline constexpr char32_t begin_apart = 0x2068, end_apart = 0x2069;

// A line in the order in which it is drawn: what runs from right to left is turned, Arabic letters are joined. The line
// as a whole runs from left to right, as the window's own words do, unless all of it runs leftwards. Marks that only
// say how others are laid out are gone.
std::u32string in_drawn_order(std::u32string_view line);

}  // namespace mainstay::viz
