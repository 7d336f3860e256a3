#include "viz/compare.h"

#include <fmt/core.h>

#include <algorithm>

#include "viz/chart.h"
#include "viz/clear_difference.h"
#include "viz/format.h"
#include "viz/map_layers.h"
#include "viz/panels.h"

namespace mainstay::viz {

using agents::Measure;

namespace {

constexpr float header_height = 54;

// Of the map area, with its header.
Rect pane(const Rect& map, std::size_t index, std::size_t count) {
  const float w = map.w / static_cast<float>(count);
  return {map.x + w * static_cast<float>(index), map.y, w, map.h};
}

Rect below_header(const State& state, const Rect& pane) {
  const float h = state.ui.px(header_height);
  return {pane.x, pane.y + h, pane.w, pane.h - h};
}

void watch(State& state) {
  show_branch(state, state.game->branch, state.game->moment ? state.game->moment->week : 0);
  state.width = 0;  // fits the camera to the maps' new size
}

}  // namespace

bool comparing(const State& state) {
  return state.game && state.game->compared.size() > 1;
}

void toggle_compare(State& state) {
  Game& game = *state.game;
  if (comparing(state)) {
    game.compared.clear();
    return watch(state);
  }
  const std::size_t count = game.session.branches().size();
  game.compared = {game.branch};
  const std::size_t parent = game.shown_branch().parent;
  if (count > 1) game.compared.push_back(parent != sessions::no_branch ? parent : (game.branch + 1) % count);
  game.compared.push_back(sessions::no_branch);
  // Of a branch with orders of its own, what these changed.
  state.compare_base = parent != sessions::no_branch ? 1 : game.compared.size() - 1;
  state.compare_with = 0;
  if (state.draft) say(state, "The draft waits beside the maps: C leads back to it.");
  watch(state);
}

void CompareMaps::draw(sf::RenderTarget& target, State& state, const Rect& map) {
  Game& game = *state.game;
  const Painter paint{state.ui, ImGui::GetBackgroundDrawList()};
  bool settled = true;  // all maps so far: new ones are begun one after the other, so that no frame takes long
  for (std::size_t k = 0; k < game.compared.size(); ++k) {
    if (!shapes_[k].knows(state) && !settled) continue;
    settled = settled && shapes_[k].settled(state);
    Camera camera = state.camera;
    camera.view = below_header(state, pane(map, k, game.compared.size()));
    const auto history = history_of(game, game.compared[k]);
    const bool known = game.moment && history->recorded() >= game.moment->week;
    MapValues values;
    values.values.assign(game.setting().regions(), 0);
    sessions::Moment moment;
    if (known) {
      values = map_values(map_modes()[state.mode], *history, *game.session.twin(), game.moment->week);
      moment = {game.moment->week, history, world_of(game, *history), game.moment->twin, {}};
    }
    values.known = known;
    if (known) find_unclear(state, game.compared[k], values);
    Occupied occupied;
    if (k == 0) occupied.take(legend_box(state, map));
    draw_map_layers(target, state, camera, shapes_[k], values, moment.world ? &moment : nullptr, occupied);
    if (!known)
      paint.text_with_halo({camera.view.x + state.ui.px(16), camera.view.y + state.ui.px(14)}, Font::body,
                           state.ui.theme.text, "Catching up …");
    if (known && game.compared[k] == sessions::no_branch && map_modes()[state.mode].difference)
      paint.text_with_halo({camera.view.x + state.ui.px(16), camera.view.y + state.ui.px(14)}, Font::small,
                           state.ui.theme.text, "The twin, which the others differ from");
    if (k > 0)
      paint.line({camera.view.x, map.y}, {camera.view.x, map.bottom()}, state.ui.theme.text, state.ui.px(1.5f));
  }
}

Rect compared_view(const State& state, const Rect& map, ImVec2 mouse) {
  const std::size_t count = state.game->compared.size();
  for (std::size_t k = 0; k < count; ++k)
    if (pane(map, k, count).contains(mouse)) return below_header(state, pane(map, k, count));
  return below_header(state, pane(map, 0, count));
}

void draw_compare_headers(State& state, const Rect& map) {
  Game& game = *state.game;
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  Panel panel(state, "compare headers", {map.x, map.y, map.w, px(header_height)}, Panel::transparent);
  const Painter& paint = panel.paint;
  std::vector<std::string> titles;
  const std::size_t branches = game.session.branches().size();
  for (std::size_t b = 0; b < branches; ++b) titles.push_back(branch_title(game, b));
  titles.push_back(branch_title(game, sessions::no_branch));
  bool changed = false;
  const Area area = selected_area(state);
  for (std::size_t k = 0; k < game.compared.size(); ++k) {
    Rect head = pane(map, k, game.compared.size());
    head.h = px(header_height);
    paint.fill(head, t.panel);
    const float base = head.bottom() - px(1.5f);
    draw_branch_line(paint, {{head.x, base}, {head.right(), base}}, branch_colour(state, game.compared[k]),
                     branch_round(state, game.compared[k]), px(3));
    if (k > 0) paint.line(head.min(), {head.x, head.bottom()}, t.text, px(1.5f));
    std::size_t chosen = std::min(game.compared[k], branches);
    const Measure measure = map_modes()[state.mode].measure;
    std::string value, when = "Catching up";
    if (game.moment && game.moment->week == 0) when = date_text(game.setting().start_date, 0);
    if (game.moment && game.moment->week > 0) {
      const auto history = history_of(game, game.compared[k]);
      if (history->recorded() >= game.moment->week) {
        when = date_text(game.setting().start_date, game.moment->week);
        value = value_text(
            measure, place_of(area, measure, *game.moment->world)
                         .value(history->record(game.moment->week - 1)->measures, game.setting().scopes(), measure));
      }
    }
    const float value_width = value.empty() ? 0 : paint.width(Font::small_bold, value) + px(8);
    if (choice(state, paint, "compare " + std::to_string(k), {head.x + px(8), head.y + px(5), head.w - px(16), px(25)},
               compared_letter(k), titles, chosen)) {
      game.compared[k] = chosen == branches ? sessions::no_branch : chosen;
      changed = true;
    }
    tooltip(state, "This map shows " + titles[std::min(game.compared[k], branches)] + ". The list offers all others.");
    const float y = head.y + px(33);
    paint.text_right({head.right() - px(10), y - px(1)}, Font::small_bold, t.text, value);
    const std::string what = short_title(measure) + ", " + area.name;
    const float room = head.w - px(20) - value_width - paint.width(Font::tiny, when) - px(12);
    const float used = paint.text({head.x + px(10), y}, Font::tiny, t.muted, when);
    paint.text_right({head.right() - px(10) - value_width, y}, Font::tiny, t.muted, paint.fit(Font::tiny, what, room));
    tooltip_over(state, {head.x + px(16) + used, y, head.w - px(26) - used, px(17)}, area.name,
                 short_title(measure) + ", " + unit_text(measure));
  }
  if (changed) watch(state);
}

std::string compared_letter(std::size_t index) {
  return std::string(1, static_cast<char>('A' + index));
}

std::shared_ptr<const agents::World> compared_world(const State& state, std::size_t index) {
  const Game& game = *state.game;
  return world_of(game, *history_of(game, game.compared[index]));
}

}  // namespace mainstay::viz
