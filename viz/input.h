// What keys and the mouse on the map do. Shortcuts use letters, digits and named keys that lie alike on all keyboards;
// signs ("?", "+", "-") are taken as typed text, wherever they lie.
#pragma once

#include <SFML/Window/Event.hpp>

#include "viz/state.h"

namespace mainstay::viz {

void handle_key(State& state, const sf::Event::KeyEvent& key);
void handle_sign(State& state, std::uint32_t character);
// Closes the window, or goes back to the chooser; asks first where something would be lost.
void want_quit(State& state);
void want_chooser(State& state);
// Pans, zooms, picks; call inside an ImGui frame, before panels.
void handle_map(State& state);

struct Shortcut {
  const char *keys, *does;
};
inline constexpr Shortcut shortcuts[] = {
    {"Space", "play or pause"},
    {"1 to 5", "speed"},
    {"Left, Right", "a week back or on (with Shift a quarter)"},
    {"Home, End", "the first week, the last one known"},
    {"Tab", "next map mode (with Shift the one before)"},
    {"Up, Down", "to the next control; F6 to the next panel"},
    {"Enter", "press it; Left and Right move a slider"},
    {"Ctrl arrows", "move the map; Ctrl Page Up, Down zoom, Ctrl Home all"},
    {"F", "find a region, unit, programme or group"},
    {"N", "draft a surge for the selected region"},
    {"O", "all other orders"},
    {"B", "bookmark this week, with a note"},
    {"Ctrl B", "a branch of its own from this week"},
    {"F2", "another name for the branch in view"},
    {"R", "review: what orders were worth, and the file verified"},
    {"Page Up, Down", "the bookmark before, the next"},
    {"Ctrl Z", "take the last change of a draft back, or a dropped draft"},
    {"C", "compare branches side by side"},
    {"Esc", "close, or drop the selection"},
    {"F11", "full screen"},
    {"F12", "picture (PNG) of the window"},
    {"E", "series (CSV) of what the timeline shows"},
    {"T", "the tour"},
    {"L", "light or dark"},
    {"+ and −", "larger or smaller type"},
    {"Ctrl O", "open another scenario or session"},
    {"Ctrl Q", "close the window"},
    {"K", "key of the signs on the map"},
    {"?", "this list"},
};

}  // namespace mainstay::viz
