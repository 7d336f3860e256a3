#include "viz/event_queue.h"

#include <tuple>

#include "viz/session_keeping.h"

namespace mainstay::viz {

namespace {

bool is_typed(const sf::Event& event) {
  return event.type == sf::Event::KeyPressed || event.type == sf::Event::KeyReleased ||
         event.type == sf::Event::TextEntered;
}

// What a key can open or close: fields to type in come and go with it.
auto what_is_open(const State& state) {
  return std::tuple(state.search, state.bookmark, state.draft.has_value(), state.order_list, state.session_tools,
                    state.help, state.renaming, state.doubt.has_value(), state.chooser_wanted, state.tour_step,
                    state.focus.pressed, state.game ? state.game->compared.size() : 0, state.wanted_file,
                    state.typing.note_until);
}

}  // namespace

void EventQueue::hand_on(const State& state, const std::function<void(const sf::Event&)>& handle) {
  while (!waiting_.empty()) {
    const sf::Event event = waiting_.front();
    // A bookmark that cannot be written will not open its note.
    const bool note = state.time < state.typing.note_until && keeps_change(state);
    const bool awaited = !state.typing.awaited.empty() || note;
    if (is_typed(event) && awaited) return;
    waiting_.pop_front();
    const auto before = what_is_open(state);
    handle(event);
    const bool click = event.type == sf::Event::MouseButtonPressed || event.type == sf::Event::MouseButtonReleased;
    if (!click && what_is_open(state) == before) continue;
    // The letter of a shortcut is not meant for the field that it has opened.
    if (event.type == sf::Event::KeyPressed && !waiting_.empty() && waiting_.front().type == sf::Event::TextEntered)
      waiting_.pop_front();
    return;
  }
}

}  // namespace mainstay::viz
