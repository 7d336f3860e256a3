#include "viz/reading_order.h"

#include <fribidi/fribidi.h>

#include <algorithm>
#include <vector>

namespace mainstay::viz {

namespace {

FriBidiCharType direction_of(char32_t letter) {
  return fribidi_get_bidi_type(static_cast<FriBidiChar>(letter));
}

bool lays_out_only(char32_t letter) {
  return (letter >= 0x200b && letter <= 0x200f) || (letter >= 0x202a && letter <= 0x202e) ||
         (letter >= 0x2060 && letter <= 0x2069) || letter == FRIBIDI_CHAR_FILL;
}

// Of the letters that are not set apart.
bool has_rightward_letters(std::u32string_view line) {
  int apart = 0;
  for (const char32_t letter : line) {
    apart += letter == begin_apart ? 1 : letter == end_apart ? -1 : 0;
    if (apart <= 0 && direction_of(letter) == FRIBIDI_TYPE_LTR) return true;
  }
  return false;
}

}  // namespace

bool runs_leftwards(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t letter) { return FRIBIDI_IS_RTL(direction_of(letter)); });
}

std::u32string in_drawn_order(std::u32string_view line) {
  std::u32string drawn(line);
  if (runs_leftwards(line)) {
    const std::vector<FriBidiChar> written(line.begin(), line.end());
    std::vector<FriBidiChar> visual(written.size() + 1);
    FriBidiParType direction = has_rightward_letters(line) ? FRIBIDI_PAR_LTR : FRIBIDI_PAR_ON;
    if (fribidi_log2vis(written.data(), static_cast<FriBidiStrIndex>(written.size()), &direction, visual.data(),
                        nullptr, nullptr, nullptr))
      drawn.assign(visual.begin(), visual.end() - 1);
  }
  std::erase_if(drawn, lays_out_only);
  return drawn;
}

}  // namespace mainstay::viz
