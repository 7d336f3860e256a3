// The keyboard's way through the controls: up and down lead from one to the next, F6 from panel to panel, Enter
// presses, left and right move a slider.
#pragma once

#include <SFML/Window/Event.hpp>

#include "viz/state.h"

namespace mainstay::viz {

// True if the key was for the control that the keyboard stands on, or led to another.
bool move_focus(State& state, const sf::Event::KeyEvent& key);
// After all panels are drawn: forgets what was pressed, and a control that is no longer there.
void settle_focus(State& state);

}  // namespace mainstay::viz
