#include "viz/input.h"

#include <algorithm>
#include <cmath>

#include "viz/bookmarks.h"
#include "viz/compare.h"
#include "viz/export.h"
#include "viz/given_orders.h"
#include "viz/key_focus.h"
#include "viz/map_view.h"
#include "viz/overlays.h"
#include "viz/panels.h"

namespace mainstay::viz {

namespace {

void step_weeks(State& state, int weeks) {
  Game& game = *state.game;
  if (!game.moment) return;
  game.player.play(false);
  const auto now = static_cast<int>(game.player.target());
  game.player.seek(static_cast<sim::Week>(std::clamp(now + weeks, 0, static_cast<int>(game.setting().weeks))));
}

bool list_is_open(const State& state) {
  return std::any_of(state.controls.begin(), state.controls.end(), [](const Control& c) { return c.in_list; });
}

void close_topmost(State& state) {
  if (state.doubt)
    state.doubt.reset();
  else if (list_is_open(state))
    state.focus.close_list = true;
  else if (!state.warning.empty())
    state.warning.clear();
  else if (state.help)
    state.help = false;
  else if (state.signs)
    state.signs = false;
  else if (state.session_tools)
    state.session_tools = false;
  else if (state.search)
    close_search(state);
  else if (state.bookmark)
    leave_bookmark(state);
  else if (state.renaming)
    state.renaming = false;
  else if (!state.typing.field.empty())
    return;  // Esc only leaves the field that is typed in
  else if (state.tour_step >= 0)
    state.tour_step = -1;
  else if (!state.focus.control.empty())
    state.focus.control.clear();
  else if (drafting(state))
    drop_draft(state);
  else if (state.order_list)
    state.order_list = false;
  else
    state.selection = {};
}

// A quarter of what is seen.
void pan_map(State& state, float x, float y) {
  Camera& camera = state.camera;
  camera.go_to(
      {camera.centre.x - x * camera.view.w / camera.zoom / 4, camera.centre.y - y * camera.view.h / camera.zoom / 4},
      camera.zoom);
}

void zoom_map(State& state, float factor) {
  state.camera.go_to(state.camera.centre, state.camera.zoom * factor);
}

void handle_game_key(State& state, const sf::Event::KeyEvent& key) {
  Game& game = *state.game;
  const int modes = static_cast<int>(map_modes().size());
  switch (key.code) {
    case sf::Keyboard::Space:
      return game.player.play(!game.player.playing());
    case sf::Keyboard::Left:
      if (key.control) return pan_map(state, 1, 0);
      return step_weeks(state, key.shift ? -13 : -1);
    case sf::Keyboard::Right:
      if (key.control) return pan_map(state, -1, 0);
      return step_weeks(state, key.shift ? 13 : 1);
    case sf::Keyboard::Up:
      return pan_map(state, 0, 1);  // with Ctrl: alone it leads to another control
    case sf::Keyboard::Down:
      return pan_map(state, 0, -1);
    case sf::Keyboard::Home:
      if (key.control) {
        state.width = 0;  // fits the camera anew
        return;
      }
      game.player.play(false);
      return game.player.seek(0);
    case sf::Keyboard::End:
      game.player.play(false);
      return game.player.seek(game.shown_branch().history->recorded());
    case sf::Keyboard::Tab:
      state.mode = static_cast<std::size_t>((static_cast<int>(state.mode) + modes + (key.shift ? -1 : 1)) % modes);
      return;
    case sf::Keyboard::F2:
      return start_renaming(state);
    case sf::Keyboard::N:
      if (!key.control) start_surge(state);
      return;
    case sf::Keyboard::O:
      if (!key.control && !state.draft) state.order_list = !state.order_list;
      return;
    case sf::Keyboard::R:
      if (!key.control) state.session_tools = !state.session_tools;
      return;
    case sf::Keyboard::B:
      if (key.control)
        branch_here(state);
      else
        set_bookmark(state);
      return;
    case sf::Keyboard::PageUp:
      if (key.control) return zoom_map(state, 1.3f);
      return go_to_previous_bookmark(state);
    case sf::Keyboard::PageDown:
      if (key.control) return zoom_map(state, 1 / 1.3f);
      return go_to_next_bookmark(state);
    case sf::Keyboard::Z:
      if (key.control) undo_draft(state);
      return;
    case sf::Keyboard::C:
      if (!key.control) toggle_compare(state);
      return;
    case sf::Keyboard::E:
      if (!key.control) state.series_wanted = true;
      return;
    case sf::Keyboard::T:
      if (!key.control) start_tour(state);
      return;
    case sf::Keyboard::F:
      if (!key.control) state.search = true;
      return;
    case sf::Keyboard::K:
      if (!key.control) state.signs = !state.signs;
      return;
    default:
      break;
  }
  if (key.code >= sf::Keyboard::Num1 && key.code <= sf::Keyboard::Num5)
    game.player.set_speed(key.code - sf::Keyboard::Num1 + 1);
  if (key.code >= sf::Keyboard::Numpad1 && key.code <= sf::Keyboard::Numpad5)
    game.player.set_speed(key.code - sf::Keyboard::Numpad1 + 1);
}

}  // namespace

void want_quit(State& state) {
  leaving(state, "Close", [](State& now) { now.quit = true; });
}

void want_chooser(State& state) {
  leaving(state, "Leave", [](State& now) { now.chooser_wanted = true; });
}

void handle_key(State& state, const sf::Event::KeyEvent& key) {
  state.notes_hidden = true;
  switch (key.code) {
    case sf::Keyboard::Escape:
      return close_topmost(state);
    case sf::Keyboard::F12:
      state.picture_wanted = free_file_name(state, ".png");
      return;
    case sf::Keyboard::F11:
      state.full_screen = !state.full_screen;
      return;
    default:
      break;
  }
  if (state.doubt) {
    move_focus(state, key);
    return;
  }
  if (key.control && key.code == sf::Keyboard::Q) want_quit(state);
  if (key.control && key.code == sf::Keyboard::O && state.game) want_chooser(state);
  if (state.search && (key.code == sf::Keyboard::Up || key.code == sf::Keyboard::Down)) {
    if (key.code == sf::Keyboard::Down) ++state.search_choice;
    if (key.code == sf::Keyboard::Up && state.search_choice > 0) --state.search_choice;
    return;
  }
  if (!state.typing.field.empty() || key.alt || key.system) return;
  if (move_focus(state, key)) return;
  if (key.code == sf::Keyboard::L && !key.control) state.light = !state.light;
  if (state.game) handle_game_key(state, key);
}

void handle_sign(State& state, std::uint32_t character) {
  if (!state.typing.field.empty() || state.doubt) return;
  if (character == '?') state.help = !state.help;
  const float now = scale_for(state.width, state.height, state.wanted_scale);
  constexpr float scales[] = {0.75f, 0.9f, 1, 1.25f, 1.5f, 1.75f, 2, 2.5f};
  if (character == '+') {
    const auto* next = std::upper_bound(std::begin(scales), std::end(scales), now + 0.01f);
    if (next == std::end(scales)) return;
    if (scale_for(state.width, state.height, *next) < *next)
      return say(state, "This window has no room for larger type. A larger window has.");
    state.wanted_scale = *next;
  }
  if (character == '-') {
    const auto* here = std::lower_bound(std::begin(scales), std::end(scales), now - 0.01f);
    if (here != std::begin(scales)) state.wanted_scale = *(here - 1);
  }
}

namespace {

// A name is what it names, wherever it hangs over; else a place is the region beneath it.
Selection place_at(const State& state, ImVec2 at) {
  for (const TokenSpot& name : state.names)
    if (name.rect.contains(at)) return name.selection;
  const sim::RegionIndex region = region_at(state, state.camera, at);
  return region == sim::none ? Selection{} : Selection{Selection::Kind::region, region};
}

// A click on the map: a token is what it stands for; else the place. An order is for regions.
void choose_at(State& state, ImVec2 at) {
  const Selection place = place_at(state, at);
  if (drafting(state)) {
    const sim::RegionIndex region =
        place.kind == Selection::Kind::region ? place.index : region_at(state, state.camera, at);
    if (region != sim::none) return toggle_place(state, region);
  }
  for (const TokenSpot& token : state.tokens)
    if (token.rect.contains(at)) return select(state, token.selection, false);
  state.selection = place;
}

sim::RegionIndex hovered_region(const State& state, ImVec2 at) {
  const Selection place = place_at(state, at);
  return place.kind == Selection::Kind::region ? place.index : sim::none;
}

}  // namespace

void handle_map(State& state) {
  const ImGuiIO& io = ImGui::GetIO();
  Camera& camera = state.camera;
  const bool over = camera.view.contains(io.MousePos) && !io.WantCaptureMouse;
  state.hovered = over && !state.map_drag.moved ? hovered_region(state, io.MousePos) : sim::none;
  if (over && io.MouseWheel != 0) camera.zoom_at(io.MousePos, std::pow(1.2f, io.MouseWheel));
  MapDrag& drag = state.map_drag;
  if (over && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) drag = {true, false, io.MousePos, io.MousePos};
  if (!drag.active) return;
  const ImVec2 now = io.MousePos;
  if (std::hypot(now.x - drag.from.x, now.y - drag.from.y) > state.ui.px(4)) drag.moved = true;
  if (drag.moved) camera.pan({now.x - drag.last.x, now.y - drag.last.y});
  drag.last = now;
  if (io.MouseDown[0]) return;
  if (!drag.moved) choose_at(state, now);
  drag = {};
}

}  // namespace mainstay::viz
