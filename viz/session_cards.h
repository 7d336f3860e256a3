// The user's sessions and last files, as the chooser offers them: what each is and how far it has come is read in the
// background.
#pragma once

#include "viz/state.h"

namespace mainstay::viz {

// The files opened last that are still there, then the user's other sessions, newest first.
void find_file_cards(State& state);
// A row with a picture, what it is, and how far it has come; the height of all rows is the same.
inline constexpr float file_card_height = 58;
void draw_file_card(State& state, const Painter& paint, const FileCard& card, const Rect& box);

}  // namespace mainstay::viz
