#include "viz/overlays.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "viz/input.h"

namespace mainstay::viz {

Bounds focus_bounds(const Game& game, bool closer) {
  const auto& map = game.setting().map;
  std::vector<bool> chosen(map.countries.size()), meant(map.regions.size());
  for (const auto& course : game.scenario->courses)
    for (const agents::Order& order : course.orders)
      for (const sim::RegionIndex r : order.targets.regions)
        if (map.regions[r].country != sim::none) chosen[map.regions[r].country] = meant[r] = true;
  closer &= std::count(meant.begin(), meant.end(), true) > 1;  // one region alone says little of where it lies
  Bounds bounds;
  for (std::size_t r = 0; r < map.regions.size(); ++r) {
    if (map.regions[r].country == sim::none || !(closer ? meant[r] : chosen[map.regions[r].country])) continue;
    const Bounds& box = game.geometry.regions[r].bounds;
    bounds.include({box.left, box.top});
    bounds.include({box.right, box.bottom});
  }
  return bounds.left > bounds.right ? game.geometry.bounds : bounds;
}

// In one column, or in two where the window is too low for it; what still has no room is scrolled to.
void draw_help(State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const float row = px(22), column = px(470), head = px(76);
  const std::size_t count = std::size(shortcuts);
  const bool two = head + row * static_cast<float>(count) > state.height - px(16) && 2 * column < state.width;
  const std::size_t rows = two ? (count + 1) / 2 : count;
  const float w = two ? 2 * column : column, all = head + row * static_cast<float>(rows);
  const float h = std::min(all, state.height - px(16));
  const Rect box{(state.width - w) / 2, (state.height - h) / 2, w, h};
  Panel panel(state, "help", box, Panel::on_top | Panel::scrolls);
  const Theme& t = state.ui.theme;
  panel.paint.fill(box, t.panel, px(6));
  panel.paint.frame(box, t.line, px(6));
  const float top = box.y - panel.scroll_y;
  panel.paint.text({box.x + px(20), top + px(16)}, Font::heading, t.text, "Keys");
  for (std::size_t k = 0; k < count; ++k) {
    const float x = box.x + px(20) + column * static_cast<float>(k / rows);
    const float y = top + px(48) + row * static_cast<float>(k % rows);
    panel.paint.text({x, y}, Font::small_bold, t.text, shortcuts[k].keys);
    panel.paint.text({x + px(110), y}, Font::small, t.muted,
                     panel.paint.fit(Font::small, shortcuts[k].does, column - px(140)));
  }
  if (button(state, panel.paint, "close help", {box.right() - px(84), top + px(12), px(68), px(26)}, "Close",
             ButtonStyle::quiet))
    state.help = false;
  panel.reach(top + all - px(1));
}

namespace {

// A message of one or more lines at the top of the map, below `top`; returns where it ends.
Rect notice_box(const State& state, const Rect& map, float top, const std::string& text, float beside) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const float widest = std::min(px(520), map.w - px(24));
  const ImVec2 size = Painter(state.ui, nullptr).paragraph_size(Font::small, text, widest - px(28) - beside);
  const float w = std::min(widest, size.x + px(28) + beside);
  return {map.x + (map.w - w) / 2, top + px(12), w, size.y + px(16)};
}

void draw_notice(const State& state, const Painter& paint, const Rect& box, const std::string& text, float beside,
                 Colour outline) {
  const auto px = [&](float v) { return state.ui.px(v); };
  paint.fill(box, state.ui.theme.raised, px(4));
  paint.frame(box, outline, px(4));
  paint.paragraph({box.x + px(14), box.y + px(8)}, Font::small, state.ui.theme.text, text, box.w - px(28) - beside + 1);
}

// What has gone wrong has a cross, and goes away by it alone.
float draw_warning(State& state, const Rect& map, float top) {
  const Theme& t = state.ui.theme;
  const float cross_size = state.ui.px(28);
  const std::string text = state.warning;
  const Rect box = notice_box(state, map, top, text, cross_size);
  Panel panel(state, "warning", box, Panel::transparent | Panel::on_top);
  draw_notice(state, panel.paint, box, text, cross_size, t.threat);
  const Rect cross{box.right() - cross_size, box.y, cross_size, cross_size};
  if (clickable(state, "dismiss warning", cross)) state.warning.clear();
  panel.paint.text_centred(cross.centre(), Font::small, ImGui::IsItemHovered() ? t.text : t.muted, "×");
  return box.bottom();
}

}  // namespace

void draw_doubt(State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const bool three = !state.doubt->instead.empty();
  const float w = std::min(px(three ? 520.f : 400.f), state.width - px(24)), room = w - px(40);
  const float text = Painter(state.ui, nullptr).paragraph_size(Font::small, state.doubt->text, room).y;
  const float h = text + px(78);
  const Rect box{(state.width - w) / 2, (state.height - h) / 2, w, h};
  Panel panel(state, "doubt", box, Panel::on_top);
  panel.paint.frame(box, t.surge, px(6), px(1.5f));
  panel.paint.paragraph({box.x + px(20), box.y + px(16)}, Font::small, t.text, state.doubt->text, room);
  const Doubt& asked = *state.doubt;
  const std::tuple<const char*, const std::string&, ButtonStyle> answers[] = {
      {"ask no", asked.no, ButtonStyle::primary},
      {"ask instead", asked.instead, ButtonStyle::quiet},
      {"ask yes", asked.yes, ButtonStyle::quiet}};
  const auto given = static_cast<float>(std::count_if(std::begin(answers), std::end(answers), [](const auto& answer) {
    return !std::get<const std::string&>(answer).empty();
  }));
  const float width = (room - px(8) * (given - 1)) / given;
  float x = box.x + px(20);
  std::string chosen;
  for (const auto& [control, words, style] : answers) {
    if (words.empty()) continue;
    if (button(state, panel.paint, control, {x, box.bottom() - px(42), width, px(28)}, words, style)) chosen = control;
    x += width + px(8);
  }
  if (chosen.empty()) return;
  const Doubt doubt = *std::exchange(state.doubt, {});
  if (chosen == "ask yes") doubt.act(state);
  if (chosen == "ask instead") doubt.act_instead(state);
}

void draw_overlays(State& state, const Rect& map) {
  float top = map.y;
  if (!state.warning.empty()) top = draw_warning(state, map, top);
  if (state.time < state.notice_until) {
    const Painter front{state.ui, ImGui::GetForegroundDrawList()};
    draw_notice(state, front, notice_box(state, map, top, state.notice, 0), state.notice, 0, state.ui.theme.line);
  }
  if (state.search) draw_search(state, map);
  if (state.session_tools) draw_session_panel(state);
  if (state.help) draw_help(state);
  if (state.doubt) draw_doubt(state);
}

}  // namespace mainstay::viz
