// The scenarios that come with the program, as the chooser offers them.
#pragma once

#include <vector>

#include "viz/state.h"

namespace mainstay::viz {

// Titles and summaries at once; maps follow from another thread.
std::vector<ScenarioCard> find_scenario_cards();
// The user's sessions, newest first, as many as a list is read to its end.
std::vector<std::string> find_sessions();
// The map of a card, once it is read, in a rectangle.
void draw_card_map(const ScenarioCard& card, const Painter& paint, const Rect& rect);

}  // namespace mainstay::viz
