#include <fmt/core.h>

#include <algorithm>

#include "viz/compare.h"
#include "viz/format.h"
#include "viz/input.h"
#include "viz/panels.h"

namespace mainstay::viz {

namespace {

void draw_transport(State& state, const Panel& panel, float& x) {
  Game& game = *state.game;
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const Painter& paint = panel.paint;
  const bool playing = game.player.playing();
  const Rect play{x, px(11), px(26), px(22)};
  if (clickable(state, "play", play)) game.player.play(!playing);
  paint.fill(play, ImGui::IsItemHovered() ? t.pressed : t.raised, px(4));
  tooltip(state, playing ? "Pause (Space)" : "Play (Space)");
  const ImVec2 c = play.centre();
  if (playing) {
    paint.fill({c.x - px(5), c.y - px(5), px(3.5f), px(10)}, t.text);
    paint.fill({c.x + px(1.5f), c.y - px(5), px(3.5f), px(10)}, t.text);
  } else {
    paint.list->AddTriangleFilled({c.x - px(4), c.y - px(6)}, {c.x + px(6), c.y}, {c.x - px(4), c.y + px(6)}, t.text);
  }
  const Rect step{play.right() + px(6), px(11), px(26), px(22)};
  if (clickable(state, "step", step) && game.moment) {
    game.player.play(false);
    game.player.seek(game.moment->week + 1);
  }
  paint.fill(step, ImGui::IsItemHovered() ? t.pressed : t.raised, px(4));
  tooltip(state, "One week on (right arrow)");
  const ImVec2 s = step.centre();
  paint.list->AddTriangleFilled({s.x - px(5), s.y - px(6)}, {s.x + px(3), s.y}, {s.x - px(5), s.y + px(6)}, t.text);
  paint.fill({s.x + px(3.5f), s.y - px(6), px(2), px(12)}, t.text);
  x = step.right() + px(10);
  for (int speed = 1; speed <= sessions::speeds; ++speed) {
    const float h = px(3 + 2.6f * static_cast<float>(speed));
    const Rect bar{x, px(30) - h, px(7), h};
    if (clickable(state, "speed " + std::to_string(speed), {x, px(12), px(8), px(20)})) game.player.set_speed(speed);
    tooltip(state, fmt::format("Speed {}: {:.0f} weeks a second (key {})", speed, sessions::weeks_per_second[speed - 1],
                               speed));
    paint.fill(bar, speed <= game.player.speed() ? t.surge : t.faint);
    x += px(8.5f);
  }
  x += px(16);
}

// The way back to the chooser.
void draw_open(State& state, const Painter& paint, float& x) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const Rect box{x - px(4), px(11), px(26), px(22)};
  if (clickable(state, "open", box)) want_chooser(state);
  if (ImGui::IsItemHovered()) paint.fill(box, t.pressed, px(4));
  tooltip(state, "Open another scenario or session (Ctrl O)");
  for (const float row : {-5.f, 0.f, 5.f})
    paint.fill({x + px(2), box.centre().y + px(row) - px(0.75f), px(14), px(1.5f)}, t.muted);
  x += px(28);
}

}  // namespace

void draw_top_bar(State& state, const Rect& rect) {
  Panel panel(state, "top bar", rect);
  const Painter& paint = panel.paint;
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  paint.line({rect.x, rect.bottom() - 0.5f}, {rect.right(), rect.bottom() - 0.5f}, t.line);
  const Game& game = *state.game;
  const float line = (rect.h - paint.height(Font::small)) / 2;
  const bool wide = rect.w >= px(1500);

  // From the right: what must always be readable, then what has room.
  float right = rect.right() - px(16);
  const std::string notice = "Illustrative model, not a forecast";
  paint.text_right({right, line}, Font::small, t.muted, notice);
  right -= paint.width(Font::small, notice) + px(16);

  float x = px(12);
  draw_open(state, paint, x);
  const float title_room = wide ? px(282) : std::clamp(rect.w - px(1108), px(130), px(200));
  const std::string title = paint.fit(Font::heading, game.scenario->title, title_room);
  const float used = paint.text({x, (rect.h - paint.height(Font::heading)) / 2}, Font::heading, t.text, title);
  tooltip_over(state, {x, 0, std::max(used, title_room), rect.h}, game.scenario->title,
               "In view: " + branch_title(game, game.branch));
  if (wide)
    paint.text({x + used + px(12), line + px(1)}, Font::small, t.muted,
               paint.fit(Font::small, branch_title(game, game.branch), title_room - used - px(12)));
  x += wide ? px(322) - px(28) : used + px(16);
  draw_transport(state, panel, x);
  if (game.moment) {
    const std::string date = date_text(game.setting().start_date, game.moment->week);
    paint.text({x, (rect.h - paint.height(Font::bold)) / 2}, Font::bold, t.text, date);
    x += std::max(paint.width(Font::bold, date), paint.width(Font::bold, "28 May 2028")) + px(12);
    const std::string week = fmt::format("week {} of {}", game.moment->week, game.setting().weeks);
    if (rect.w >= px(1180)) {
      paint.text({x, line}, Font::small, t.muted, week);
      const std::string longest = fmt::format("week {0} of {0}", game.setting().weeks);
      x += paint.width(Font::small, longest) + px(20);
    } else {
      x += px(8);
    }
  }
  std::vector<std::string> titles;
  for (const MapMode& mode : map_modes()) titles.push_back(mode.title);
  const float room = right - x, map_width = std::min(px(230), room * 0.48f);
  choice(state, paint, "map mode", {x, px(9), map_width, px(26)}, "Map", titles, state.mode);
  tooltip(state, map_modes()[state.mode].definition);
  x += map_width + px(10);
  if (right - x > px(190)) {
    const Rect compare{x, px(9), px(78), px(26)};
    if (button(state, paint, "compare", compare, comparing(state) ? "One map" : "Compare", ButtonStyle::quiet))
      toggle_compare(state);
    tooltip(state, "Branches and the twin side by side (C)");
    x += px(88);
  }
  const Rect find{x, px(9), std::min(px(190), right - x), px(26)};
  if (find.w < px(60)) return;
  if (clickable(state, "search", find)) state.search = true;
  paint.fill(find, t.background, px(4));
  paint.frame(find, state.search ? t.state : (ImGui::IsItemHovered() ? t.faint : t.line), px(4));
  std::string text = find.w >= px(185) && wide ? "Find region, unit, programme" : "Find by name";
  if (state.search && !state.search_text.empty()) text = state.search_text;
  paint.text({find.x + px(10), line}, Font::small, t.muted, paint.fit(Font::small, text, find.w - px(20)));
}

}  // namespace mainstay::viz
