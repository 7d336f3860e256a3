// Inputs wait their turn: what is typed right after a click or a key belongs to what these have opened, and that is
// known once a frame has been drawn.
#pragma once

#include <SFML/Window/Event.hpp>
#include <deque>
#include <functional>

#include "viz/state.h"

namespace mainstay::viz {

class EventQueue {
 public:
  void add(const sf::Event& event) { waiting_.push_back(event); }
  // Hands on, in order, what can be handled before the next frame.
  void hand_on(const State& state, const std::function<void(const sf::Event&)>& handle);

 private:
  std::deque<sf::Event> waiting_;
};

}  // namespace mainstay::viz
