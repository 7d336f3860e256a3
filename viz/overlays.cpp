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

namespace {

// A message of one or more lines at the top of the map, below `top`; returns where it ends.
Rect notice_box(const State& state, const Rect& map, float top, const std::string& text, float beside) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const ImFont* face = state.ui.fonts[Font::small];
  const float widest = std::min(px(520), map.w - px(24));
  const ImVec2 size = face->CalcTextSizeA(face->FontSize, 1e9f, widest - px(28) - beside, text.c_str());
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

void draw_overlays(State& state, const Rect& map) {
  float top = map.y;
  if (!state.warning.empty()) top = draw_warning(state, map, top);
  if (state.time < state.notice_until) {
    const Painter front{state.ui, ImGui::GetForegroundDrawList()};
    draw_notice(state, front, notice_box(state, map, top, state.notice, 0), state.notice, 0, state.ui.theme.line);
  }
  if (state.search) draw_search(state, map);
  if (state.help) draw_help(state);
}

}  // namespace mainstay::viz
