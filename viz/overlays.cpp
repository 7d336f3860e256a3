#include "viz/overlays.h"

#include <algorithm>

#include "viz/input.h"

namespace mainstay::viz {

Bounds focus_bounds(const Game& game) {
  const auto& map = game.setting().map;
  std::vector<bool> chosen(map.countries.size());
  for (const auto& course : game.scenario->courses)
    for (const agents::Order& order : course.orders)
      for (const sim::RegionIndex r : order.targets.regions)
        if (map.regions[r].country != sim::none) chosen[map.regions[r].country] = true;
  Bounds bounds;
  for (std::size_t r = 0; r < map.regions.size(); ++r) {
    if (map.regions[r].country == sim::none || !chosen[map.regions[r].country]) continue;
    const Bounds& box = game.geometry.regions[r].bounds;
    bounds.include({box.left, box.top});
    bounds.include({box.right, box.bottom});
  }
  return bounds.left > bounds.right ? game.geometry.bounds : bounds;
}

void draw_help(State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const float row = px(22), w = px(460), h = px(76) + row * static_cast<float>(std::size(shortcuts));
  const Rect box{(state.width - w) / 2, std::max(px(8), (state.height - h) / 2), w, h};
  Panel panel(state, "help", box, Panel::on_top);
  const Theme& t = state.ui.theme;
  panel.paint.fill(box, t.raised, px(6));
  panel.paint.frame(box, t.line, px(6));
  panel.paint.text({box.x + px(20), box.y + px(16)}, Font::heading, t.text, "Keys");
  float y = box.y + px(48);
  for (const Shortcut& shortcut : shortcuts) {
    panel.paint.text({box.x + px(20), y}, Font::small_bold, t.text, shortcut.keys);
    panel.paint.text({box.x + px(130), y}, Font::small, t.muted, shortcut.does);
    y += row;
  }
  if (button(state, panel.paint, "close help", {box.right() - px(84), box.y + px(12), px(68), px(26)}, "Close",
             ButtonStyle::quiet))
    state.help = false;
}

void draw_overlays(State& state, const Rect& map) {
  const auto px = [&](float v) { return state.ui.px(v); };
  if (state.time < state.notice_until) {
    const Painter paint{state.ui, ImGui::GetForegroundDrawList()};
    const float w = paint.width(Font::small, state.notice) + px(28);
    const Rect box{map.x + (map.w - w) / 2, map.y + px(12), w, px(30)};
    paint.fill(box, state.ui.theme.raised, px(4));
    paint.frame(box, state.ui.theme.line, px(4));
    paint.text_centred(box.centre(), Font::small, state.ui.theme.text, state.notice);
  }
  if (state.search) draw_search(state, map);
  if (state.help) draw_help(state);
}

}  // namespace mainstay::viz
