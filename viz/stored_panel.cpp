// The results folder that is open: which run the map plays again, and the list of all points or seeds.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "studies/report_text.h"
#include "viz/stored_runs.h"

namespace mainstay::viz {

using studies::RunInfo;

namespace {

constexpr float row_height = 23, number_width = 34, factor_width = 124, count_width = 72;

// A study's points have a column for each factor, as far as there is room.
std::size_t columns_in(const State& state, float width) {
  const StoredRuns& stored = *state.game->stored;
  if (stored.plan().points() < 2) return 0;
  const float room = (width - state.ui.px(number_width + count_width)) / state.ui.px(factor_width);
  return std::min(stored.points().factors.size(), static_cast<std::size_t>(std::max(0.0f, room)));
}

float list_width(const State& state, const Rect& map) {
  const auto factors = static_cast<float>(state.game->stored->points().factors.size());
  const bool study = state.game->stored->plan().points() > 1;
  const float wanted = study ? number_width + count_width + 24 + factor_width * factors : 300;
  return std::min(std::max(state.ui.px(300), state.ui.px(wanted)), map.w - state.ui.px(32));
}

void draw_factor_titles(State& state, const Painter& paint, float x, float y, std::size_t columns) {
  const auto px = [&](float v) { return state.ui.px(v); };
  for (std::size_t f = 0; f < columns; ++f) {
    const std::string& title = state.game->stored->points().factors[f];
    const float left = x + px(number_width + factor_width * static_cast<float>(f));
    paint.text({left, y + px(4)}, Font::tiny, state.ui.theme.muted, paint.fit(Font::tiny, title, px(factor_width - 8)));
    tooltip_over(state, {left, y, px(factor_width), px(row_height)}, "", title);
  }
}

// One row a point, or a seed where there is only one point.
std::int64_t draw_rows(State& state, const Painter& paint, float x, float y, float w) {
  const std::size_t columns = columns_in(state, w);
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const StoredRuns& stored = *state.game->stored;
  const bool study = stored.plan().points() > 1;
  const studies::RunKey shown = stored.shown();
  struct Row {
    std::int64_t first = -1;
    std::size_t done = 0, failed = 0;
  };
  std::map<std::size_t, Row> rows;
  for (const RunInfo& run : stored.runs()) {
    const studies::RunKey key = stored.plan().key(run.run_id);
    Row& row = rows[study ? key.point : key.seed];
    ++(run.status == "failed" ? row.failed : row.done);
    if (row.first < 0 || (run.coa != "twin" && key.course == shown.course)) row.first = run.run_id;
  }
  std::int64_t clicked = -1;
  for (const auto& [number, row] : rows) {
    const bool current = number == (study ? shown.point : shown.seed);
    const Rect line{x, y, w, px(22)};
    if (clickable(state, "stored " + std::to_string(number), line) && !current) clicked = row.first;
    if (current || ImGui::IsItemHovered()) paint.fill(line, current ? t.pressed : t.background, px(3));
    const Colour colour = current ? t.text : t.muted;
    const std::string name = study ? std::to_string(number)
                                   : fmt::format("Seed {}", stored.plan().seed({shown.point, shown.course, number}));
    tooltip(state, study ? fmt::format("Point {}: {}", number, stored.point_text(number)) : name);
    const std::string count = row.failed > 0 ? fmt::format("{} failed", row.failed)
                                             : studies::plural(static_cast<std::int64_t>(row.done), "run");
    paint.text_right({line.right() - px(8), y + px(4)}, Font::tiny, row.failed > 0 ? t.threat : t.muted, count);
    paint.text({x + px(8), y + px(3)}, Font::small, colour, name);
    for (std::size_t f = 0; study && f < std::min(columns, stored.points().values[number].size()); ++f)
      paint.text({x + px(number_width + factor_width * static_cast<float>(f)), y + px(3)}, Font::small, colour,
                 paint.fit(Font::small, stored.points().values[number][f], px(factor_width - 8)));
    y += px(row_height);
  }
  return clicked;
}

}  // namespace

void draw_stored_runs(State& state, const Rect& map) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const StoredRuns& stored = *state.game->stored;
  const studies::RunKey shown = stored.shown();
  const std::size_t points = stored.plan().points(), seeds = stored.plan().study().seeds;
  const float w = std::min(px(300), map.w - px(32));
  const std::size_t rows = points > 1 ? points : seeds;
  const float titles = points > 1 ? px(row_height) : 0;
  const float list =
      state.run_list ? std::min(px(row_height) * static_cast<float>(rows) + titles + px(8), map.h * 0.5f) : 0;
  const Rect head{map.x + px(16), map.y + px(16), w, px(points > 1 ? 66 : 48)};
  {
    Panel panel(state, "stored runs", head, Panel::transparent | Panel::on_top);
    const Painter& paint = panel.paint;
    paint.fill(head, t.raised, px(6));
    paint.frame(head, t.line, px(6));
    if (clickable(state, "run list", head)) state.run_list = !state.run_list;
    if (!state.run_list)  // it would lie over the list
      tooltip(state, "Results in " + stored.folder() + ". The map plays this one run again; the bands below are of " +
                         (points > 1 ? "the stored runs of this point. A click lists the points."
                                     : "all stored runs. A click lists the seeds."));
    const float x = head.x + px(12), room = w - px(24);
    std::string title = points > 1 ? fmt::format("Point {}, seed ", shown.point) : "Seed ";
    title += std::to_string(stored.plan().seed(shown));
    paint.text({x, head.y + px(7)}, Font::small_bold, t.text, paint.fit(Font::small_bold, title, room - px(50)));
    paint.text_right({x + room, head.y + px(7)}, Font::small, t.muted, state.run_list ? "Close" : "List");
    if (points > 1)
      paint.text({x, head.y + px(26)}, Font::tiny, t.text, paint.fit(Font::tiny, stored.point_text(shown.point), room));
    const std::size_t all = points * stored.plan().courses().size() * seeds;
    std::string count = points > 1 ? fmt::format("{} points, ", points) : "";
    count += fmt::format("{} of {} runs stored", stored.runs().size() - stored.failed(), all);
    if (stored.failed() > 0) count += fmt::format(", {} failed", stored.failed());
    paint.text({x, head.bottom() - px(21)}, Font::tiny, stored.failed() > 0 ? t.threat : t.muted,
               paint.fit(Font::tiny, count, room));
  }
  if (list <= 0) return;
  const Rect box{head.x, head.bottom() + px(4), list_width(state, map), list};
  Panel panel(state, "stored run list", box, Panel::scrolls | Panel::on_top);
  panel.paint.fill(box, t.raised, px(6));
  const float top = box.y + px(4) - panel.scroll_y;
  const float row = box.w - px(16);
  draw_factor_titles(state, panel.paint, box.x + px(4), top, columns_in(state, row));
  const std::int64_t clicked = draw_rows(state, panel.paint, box.x + px(4), top + titles, row);
  panel.reach(top + titles + px(row_height) * static_cast<float>(rows) + px(4));
  if (clicked < 0) return;
  leaving(state, "Open it", [folder = stored.folder(), clicked](State& now) {
    now.wanted_file = folder;
    now.wanted_run = clicked;
  });
}

}  // namespace mainstay::viz
