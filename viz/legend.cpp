#include <fmt/core.h>

#include "viz/clear_difference.h"
#include "viz/format.h"
#include "viz/glossary.h"
#include "viz/panels.h"

namespace mainstay::viz {

namespace {

// Differences, with what is pale.
void draw_difference_scale(const State& state, const Painter& paint, const Rect& box, const Rect& bar) {
  const Theme& t = state.ui.theme;
  const MapMode& mode = map_modes()[state.mode];
  const auto px = [&](float v) { return state.ui.px(v); };
  const bool less_is_better = agents::measure_descriptions[agents::measure(mode.measure)].better == "less";
  const float middle = bar.x + bar.w / 2, labels = bar.bottom() + px(3), line = paint.height(Font::tiny);
  paint.list->AddRectFilledMultiColor(bar.min(), {middle, bar.bottom()}, t.worse, t.neutral, t.neutral, t.worse);
  paint.list->AddRectFilledMultiColor({middle, bar.y}, bar.max(), t.neutral, t.better, t.better, t.neutral);
  const double end = static_cast<double>(mode.range) / shown_factor(mode.measure) * (less_is_better ? -1 : 1);
  paint.text({bar.x, labels}, Font::tiny, t.muted, change_text(mode.measure, -end));
  paint.text_centred({bar.x + bar.w / 4, labels + line / 2}, Font::tiny, t.muted, change_text(mode.measure, -end / 4));
  paint.text_centred({middle, labels + line / 2}, Font::tiny, t.muted, "0");
  paint.text_centred({bar.x + bar.w * 3 / 4, labels + line / 2}, Font::tiny, t.muted,
                     change_text(mode.measure, end / 4));
  paint.text_right({bar.right(), labels}, Font::tiny, t.muted, change_text(mode.measure, end));
  const float words = box.bottom() - px(20);
  paint.text({bar.x, words}, Font::tiny, t.muted, "worse");
  paint.text_right({bar.right(), words}, Font::tiny, t.muted, "better");
  const Clarity* clarity = clarity_of(state, state.game->branch);
  const std::string pale = clarity ? fmt::format("pale: not clear in {} lucks", clarity->lucks) : "one luck";
  paint.text_centred({middle, words + line / 2}, Font::tiny, t.muted, paint.fit(Font::tiny, pale, bar.w - px(100)));
}

}  // namespace

Rect legend_box(const State& state, const Rect& map) {
  const float h = state.ui.px(map_modes()[state.mode].difference ? 74.f : 56.f);
  return {map.x + state.ui.px(16), map.bottom() - state.ui.px(14) - h, state.ui.px(276), h};
}

void draw_legend(State& state, const Rect& map) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const MapMode& mode = map_modes()[state.mode];
  const Rect box = legend_box(state, map);
  Panel panel(state, "legend", box, Panel::transparent);
  const Painter& paint = panel.paint;
  paint.fill(box, with_alpha(t.panel, 235), px(4));
  const std::string title = mode.difference ? short_title(mode.measure) + " vs twin"
                                            : std::string(mode.title) + ", " + unit_text(mode.measure) + mode.period;
  paint.text({box.x + px(12), box.y + px(7)}, Font::small_bold, t.text,
             paint.fit(Font::small_bold, title, box.w - px(76)));
  if (button(state, paint, "signs", {box.right() - px(58), box.y + px(3), px(54), px(20)}, "Signs", ButtonStyle::bare))
    state.signs = !state.signs;
  tooltip(state, "What the letters, numbers, rings and arrows on the map mean (K)");
  const Rect bar{box.x + px(12), box.y + px(26), box.w - px(24), px(8)};
  const float labels = bar.bottom() + px(3);
  if (mode.difference) {
    draw_difference_scale(state, paint, box, bar);
  } else {
    const float step = bar.w / static_cast<float>(class_count);
    for (std::size_t k = 0; k < class_count; ++k) {
      const float x = bar.x + step * static_cast<float>(k);
      paint.fill({x, bar.y, step - 1, bar.h}, class_colour(mode.palette, k));
      if (k == 0) continue;
      const double value = static_cast<double>(mode.breaks[k - 1]) / shown_factor(mode.measure);
      paint.text_centred({x, labels + paint.height(Font::tiny) / 2}, Font::tiny, t.muted,
                         step_text(mode.measure, value, value));
    }
  }
  tooltip_over(
      state, box, mode.title,
      mode.difference
          ? fmt::format("{} {} Pale: in runs with other luck, less than nine tenths agree whether the orders made it "
                        "better or worse there. A colour always means the same.",
                        mode.definition, measure_note(mode.measure))
          : measure_note(mode.measure));
}

}  // namespace mainstay::viz
