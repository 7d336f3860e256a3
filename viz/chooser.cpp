#include <algorithm>
#include <chrono>

#include "viz/overlays.h"
#include "viz/scenario_cards.h"
#include "viz/session_cards.h"

namespace mainstay::viz {

namespace {

constexpr float card_height = 124, picture_width = 176, gap = 12;
// Where nothing but a few scenarios is to be chosen from, the picture stands above the text.
constexpr float tall_card_height = 330, tall_picture_height = 224;

void draw_card(State& state, const Painter& paint, const ScenarioCard& card, const Rect& box) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  if (clickable(state, "open " + card.name, box)) state.wanted_file = card.file;
  const bool hovered = ImGui::IsItemHovered();
  paint.fill(box, hovered ? t.raised : t.panel, px(6));
  paint.frame(box, hovered ? t.state : t.line, px(6));
  const bool read = card.map.valid() && card.map.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  const bool tall = box.h >= px(tall_card_height);
  const Rect picture{box.x + px(10), box.y + px(10), tall ? box.w - px(20) : px(picture_width),
                     tall ? px(tall_picture_height) : box.h - px(20)};
  draw_map_picture(read ? card.map.get().get() : nullptr, paint, picture);
  tooltip(state, card.title + ". " + card.summary);
  const float x = tall ? picture.x + px(6) : picture.right() + px(16), w = box.right() - px(16) - x;
  const float y = tall ? picture.bottom() + px(10) : box.y + px(12);
  paint.text({x, y}, Font::heading, t.text,
             paint.fit(Font::heading, state.ui.typesetter->can_show(card.title) ? card.title : card.name, w));
  paint.list->PushClipRect({x, box.y}, {box.right(), box.bottom() - px(8)}, true);
  paint.paragraph({x, y + px(24)}, Font::small, t.muted, card.summary, w);
  paint.list->PopClipRect();
}

// Whatever is not offered: by its name.
float draw_other_file(State& state, const Painter& paint, float x, float y, float w) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const float field = std::min(w - px(92), px(620));
  const bool enter =
      text_field(state, "file name", {x, y, field, px(28)},
                 "Scenario, session, or results folder of your own: type or paste its name", state.file_name, 1000);
  paint.frame({x, y, field, px(28)}, state.ui.theme.line, px(4));
  const bool open = button(state, paint, "open file", {x + field + px(8), y, px(84), px(28)}, "Open",
                           ButtonStyle::quiet, !state.file_name.empty());
  if ((enter || open) && !state.file_name.empty()) state.wanted_file = state.file_name;
  return y + px(48);
}

// Rows with a title above, in as many columns as the scenarios have.
float draw_files(State& state, const Painter& paint, const char* title, bool opened_last, float x, float y, float w,
                 std::size_t columns) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const float width = (w - px(gap) * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  std::size_t count = 0;
  for (const FileCard& card : state.files) {
    if (card.opened_last != opened_last) continue;
    if (count == 0) {
      paint.text({x, y}, Font::small_bold, state.ui.theme.text, title);
      y += px(24);
    }
    const float left = x + (width + px(gap)) * static_cast<float>(count % columns);
    const float top = y + px(file_card_height + 8) * static_cast<float>(count / columns);
    draw_file_card(state, paint, card, {left, top, width, px(file_card_height)});
    ++count;
  }
  if (count == 0) return y;
  return y + px(file_card_height + 8) * static_cast<float>((count + columns - 1) / columns) + px(16);
}

}  // namespace

void draw_chooser(State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  Panel panel(state, "chooser", {0, 0, state.width, state.height}, Panel::transparent | Panel::scrolls);
  const Painter& paint = panel.paint;
  const float w = std::min(px(1120), state.width - px(48)), x = (state.width - w) / 2;
  float y = std::max(px(32), state.height * 0.08f) - panel.scroll_y;
  paint.text({x, y}, Font::figure, t.text, "Mainstay");
  y += px(36);
  y += paint.paragraph({x, y}, Font::body, t.muted,
                       "What does a surge of security assistance leave behind, years later, beside the same world in "
                       "which it did not happen? Choose a scenario, press Space to play, and click a region to see "
                       "why. Illustrative models, not forecasts.",
                       w) +
       px(24);
  if (state.loading.valid()) {
    paint.text({x, y}, Font::heading, t.text, "Opening " + state.loading_title + " …");
    return;
  }
  if (!state.problem.empty()) y += paint.paragraph({x, y}, Font::small, t.threat, state.problem, w) + px(24);
  if (state.cards.empty())
    y += paint.paragraph({x, y}, Font::body, t.text,
                         "No scenarios were found beside the program. Open one by its name: mainstay view FILE", w) +
         px(24);
  // Two columns where there is room: all scenarios are seen at once.
  const std::size_t columns = w >= px(900) ? 2 : 1;
  const float card_width = (w - px(gap) * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const bool first_time = state.files.empty();
  const float height = first_time && state.cards.size() <= columns ? tall_card_height : card_height;
  for (std::size_t k = 0; k < state.cards.size(); ++k) {
    const float left = x + (card_width + px(gap)) * static_cast<float>(k % columns);
    draw_card(state, paint, state.cards[k], {left, y, card_width, px(height)});
    if (k % columns + 1 == columns || k + 1 == state.cards.size()) y += px(height + gap);
  }
  y += px(12);
  y = draw_other_file(state, paint, x, y, w);
  y = draw_files(state, paint, "Opened last", true, x, y, w, columns);
  y = draw_files(state, paint, "Saved sessions, newest first", false, x, y, w, columns);
  panel.reach(y);
}

}  // namespace mainstay::viz
