#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "viz/overlays.h"

namespace mainstay::viz {

void draw_chooser(State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  Panel panel(state, "chooser", {0, 0, state.width, state.height}, Panel::transparent);
  const Painter& paint = panel.paint;
  const float w = std::min(px(720), state.width - px(48)), x = (state.width - w) / 2;
  float y = std::max(px(40), state.height * 0.16f);
  paint.text({x, y}, Font::figure, t.text, "Mainstay");
  y += px(36);
  y += paint.paragraph(
           {x, y}, Font::body, t.muted,
           "What does a surge of security assistance leave behind, years later, beside the world in which it did "
           "not happen? Illustrative model, not a forecast.",
           w) +
       px(28);
  if (state.loading.valid()) {
    paint.text({x, y}, Font::body, t.text, "Opening " + state.loading_title + " …");
    return;
  }
  if (!state.problem.empty()) y += paint.paragraph({x, y}, Font::small, t.threat, state.problem, w) + px(24);
  for (const ScenarioCard& card : state.cards) {
    const Rect box{x, y, w, px(84)};
    if (clickable(state, "open " + card.name, box)) state.wanted_file = card.file;
    paint.fill(box, ImGui::IsItemHovered() ? t.pressed : t.panel, px(6));
    paint.frame(box, t.line, px(6));
    paint.text({box.x + px(16), box.y + px(12)}, Font::heading, t.text, card.title);
    paint.list->PushClipRect(box.min(), {box.right(), box.bottom() - px(8)}, true);
    paint.paragraph({box.x + px(16), box.y + px(36)}, Font::small, t.muted, card.summary, w - px(32));
    paint.list->PopClipRect();
    y += px(96);
  }
}

}  // namespace mainstay::viz
