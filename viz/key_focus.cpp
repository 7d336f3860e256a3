#include "viz/key_focus.h"

#include <algorithm>
#include <utility>

namespace mainstay::viz {

namespace {

using Places = std::vector<const Control*>;

// Where the keyboard can go; while a list is open, only to its lines.
Places places_of(const State& state) {
  const bool list =
      std::any_of(state.controls.begin(), state.controls.end(), [](const Control& c) { return c.in_list; });
  Places places;
  for (const Control& control : state.controls)
    if (control.by_keys && control.in_list == list) places.push_back(&control);
  return places;
}

std::size_t place_in(const Places& places, const std::string& name) {
  const auto at = std::find_if(places.begin(), places.end(), [&](const Control* c) { return c->name == name; });
  return static_cast<std::size_t>(at - places.begin());
}

void go_to(State& state, const Control& control) {
  state.focus.control = control.name;
  state.focus.moved = true;
}

void step(State& state, int by) {
  const Places places = places_of(state);
  if (places.empty()) return;
  const std::size_t here = place_in(places, state.focus.control), count = places.size();
  if (here == count) return go_to(state, by > 0 ? *places.front() : *places.back());
  go_to(state, *places[(here + count + static_cast<std::size_t>(by + static_cast<int>(count))) % count]);
}

// The first control of the next panel, or of the one before.
void step_panel(State& state, bool back) {
  const Places places = places_of(state);
  if (places.empty()) return;
  std::vector<const Control*> firsts;
  for (const Control* control : places)
    if (std::none_of(firsts.begin(), firsts.end(), [&](const Control* c) { return c->panel == control->panel; }))
      firsts.push_back(control);
  const std::size_t at = place_in(places, state.focus.control);
  std::size_t next = 0;
  for (std::size_t k = 0; at < places.size() && k < firsts.size(); ++k)
    if (firsts[k]->panel == places[at]->panel)
      next = (k + firsts.size() + (back ? firsts.size() - 1 : 1)) % firsts.size();
  go_to(state, *firsts[next]);
}

bool on_slider(const State& state) {
  return std::any_of(state.controls.begin(), state.controls.end(),
                     [&](const Control& c) { return c.slides && c.name == state.focus.control; });
}

}  // namespace

bool move_focus(State& state, const sf::Event::KeyEvent& key) {
  if (key.control || key.alt || key.system) return false;
  switch (key.code) {
    case sf::Keyboard::Down:
      step(state, 1);
      return true;
    case sf::Keyboard::Up:
      step(state, -1);
      return true;
    case sf::Keyboard::F6:
      step_panel(state, key.shift);
      return true;
    case sf::Keyboard::Enter:
      if (state.focus.control.empty()) return false;
      state.focus.pressed = true;
      return true;
    case sf::Keyboard::Left:
    case sf::Keyboard::Right:
      if (!on_slider(state)) return false;
      state.focus.steps += (key.code == sf::Keyboard::Right ? 1 : -1) * (key.shift ? 5 : 1);
      return true;
    default:
      return false;
  }
}

void settle_focus(State& state) {
  KeyFocus& focus = state.focus;
  focus.pressed = focus.moved = focus.close_list = false;
  focus.steps = 0;
  // What went away leaves nothing behind.
  const bool there = std::any_of(state.controls.begin(), state.controls.end(),
                                 [&](const Control& c) { return c.name == focus.control; });
  if (!there) focus.control.clear();
}

}  // namespace mainstay::viz
