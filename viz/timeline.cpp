#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "viz/bookmarks.h"
#include "viz/chart.h"
#include "viz/compare.h"
#include "viz/format.h"
#include "viz/glossary.h"
#include "viz/panels.h"
#include "viz/programme_bars.h"
#include "viz/timeline_lines.h"
#include "viz/timeline_marks.h"

namespace mainstay::viz {

using agents::Measure;

namespace {

constexpr float labels_width = 46, bar_row = 18, marks_height = 20;

// Three rows of programmes; in a high window four.
float bars_height(const State& state, const Rect& rect) {
  return state.ui.px(rect.h > state.ui.px(280) ? 4 * bar_row + 2 : 3 * bar_row + 2);
}

// Of the names of the lines, with the labels of the axis. In a low window an order's form covers the names, but nothing
// of the lines.
float list_width(const State& state) {
  const float names = std::clamp(state.width * 0.2f, state.ui.px(226), state.ui.px(320));
  return std::max(names, make_layout(state).left_width + state.ui.px(labels_width));
}

Axes make_axes(const State& state, const Rect& area, const std::vector<TimelineLine>& lines) {
  Axes axes{area, 0, static_cast<double>(state.game->setting().weeks), 1e300, -1e300};
  const auto include = [&](const std::vector<float>& values) {
    for (const float value : values) {
      axes.low = std::min(axes.low, static_cast<double>(value));
      axes.high = std::max(axes.high, static_cast<double>(value));
    }
  };
  for (const TimelineLine& line : lines) {
    include(line.values);
    include(line.bands.median);
    if (!line.shown && !line.dashed) continue;
    include(line.bands.low90);
    include(line.bands.high90);
  }
  if (axes.low > axes.high) axes.low = 0, axes.high = 1;
  if (axes.high - axes.low < 1e-6) axes.high = axes.low + 1e-2;
  return axes;
}

// As many digits as the step between the lines needs.
void draw_grid(const State& state, const Painter& paint, const Axes& axes, double step, Measure measure, float bottom) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  for (double value = axes.low + step; value < axes.high - step / 2; value += step) {
    const float y = axes.y(value);
    paint.line({axes.area.x, y}, {axes.area.right(), y}, with_alpha(t.line, 120));
    paint.text_right({axes.area.x - px(6), y - paint.height(Font::tiny) / 2}, Font::tiny, t.muted,
                     step_text(measure, value, step));
  }
  const std::string& start = state.game->setting().start_date;
  const int last = year_of(start, static_cast<sim::Week>(axes.last_week));
  const int every = axes.area.w / static_cast<float>(last - year_of(start, 0) + 1) < px(44) ? 2 : 1;
  for (int year = year_of(start, 0); year <= last; year += every) {
    const float x = axes.x(week_of_year_start(start, year));
    if (x > axes.area.right() - px(28)) break;
    paint.line({x, axes.area.y - px(18)}, {x, bottom}, with_alpha(t.line, 160));
    paint.text({x + px(4), axes.area.y - px(19)}, Font::tiny, t.muted, std::to_string(year));
  }
}

void draw_sample(const Painter& paint, const TimelineLine& line, ImVec2 at) {
  const auto px = [&](float v) { return paint.ui.px(v); };
  if (line.dashed)
    paint.dashed({at, {at.x + px(18), at.y}}, line.colour, px(1.5f), px(4), px(3));
  else
    draw_branch_line(paint, {at, {at.x + px(18), at.y}}, line.colour, line.round, px(line.shown ? 2.5f : 1.5f));
}

// Of the maps side by side that show a branch: "A", or "A B"; empty if none does.
std::string letters_of(const Game& game, std::size_t branch) {
  std::string letters;
  for (std::size_t k = 0; k < game.compared.size(); ++k)
    if (game.compared[k] == branch) letters.append(letters.empty() ? "" : " ").append(compared_letter(k));
  return letters;
}

// The list at the left names each line, branches beneath what they were forked from; a click shows that branch.
void draw_list(State& state, const Painter& paint, const Rect& rect, const std::vector<TimelineLine>& lines,
               Measure measure) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const float x = rect.x + px(16), width = list_width(state) - px(labels_width) - px(16);
  float y = rect.y + px(10);
  paint.text({x, y}, Font::small_bold, t.text, paint.fit(Font::small_bold, selected_area(state).name, width));
  y += px(17);
  paint.text({x, y}, Font::tiny, t.muted,
             paint.fit(Font::tiny, short_title(measure) + ", " + unit_text(measure), width));
  tooltip_over(state, {x, rect.y + px(8), width, px(32)}, agents::measure_descriptions[agents::measure(measure)].title,
               measure_note(measure));
  y += px(18);
  const Rect rows{x - px(8), y, width + px(8), rect.bottom() - px(26) - y};
  ScrollArea area(state, "branch list", rows);
  y += px(2) - area.scroll_y;
  for (const TimelineLine& line : lines) {
    const Rect row{rows.x, y - px(2), rows.w - px(8), px(19)};
    if (line.branch != sessions::no_branch) {
      if (clickable(state, "branch " + std::to_string(line.branch), row) && !line.shown)
        show_branch(state, line.branch, state.game->moment ? state.game->moment->week : 0);
      if (line.shown || ImGui::IsItemHovered()) area.paint.fill(row, line.shown ? t.raised : t.background, px(3));
      tooltip(state, "Show this branch: " + line.title);
    } else {
      tooltip_over(state, row, "Twin", "The same world with the same luck, without any of the orders.");
    }
    const float indent = px(10) * static_cast<float>(std::min(line.depth, 3)), middle = y + px(8);
    if (line.depth > 0) {  // an elbow from the branch above
      area.paint.line({x + indent - px(6), y - px(6)}, {x + indent - px(6), middle}, t.faint);
      area.paint.line({x + indent - px(6), middle}, {x + indent - px(1), middle}, t.faint);
    }
    draw_sample(area.paint, line, {x + indent, middle});
    const float text_x = x + indent + px(26);
    float right = row.right() - px(4);
    if (const std::string letters = letters_of(*state.game, line.branch); !letters.empty()) {
      area.paint.text_right({right, y}, Font::small_bold, t.text, letters);
      right -= paint.width(Font::small_bold, letters) + px(6);
    }
    area.paint.text({text_x, y}, Font::small, line.shown ? t.text : t.muted,
                    paint.fit(Font::small, line.title, right - text_x));
    y += px(20);
  }
  area.reach(y);
}

// Weeks that are played are a firm line; beyond them stands what most runs with other luck come to.
void draw_value_line(const State& state, const Painter& paint, const Axes& axes, const TimelineLine& line) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const auto points = chart_points(axes, line.values, 1);
  if (line.dashed)
    paint.dashed(points, line.colour, px(1.5f), px(5), px(4));
  else
    draw_branch_line(paint, points, line.colour, line.round, px(line.shown ? 2.25f : 1.25f));
  std::vector<sim::Week> weeks;
  std::vector<float> medians;
  for (std::size_t k = 0; k < line.bands.weeks.size(); ++k)
    if (line.bands.weeks[k] + 13 > line.values.size()) {
      weeks.push_back(line.bands.weeks[k]);
      medians.push_back(line.bands.median[k]);
    }
  draw_line(paint, chart_points(axes, weeks, medians), with_alpha(line.colour, line.shown ? 130 : 90), px(1.25f));
  if (line.depth > 0) {
    const float x = axes.x(line.forked);
    if (line.forked > 0 && line.forked <= line.values.size())
      paint.list->AddCircleFilled({x, axes.y(static_cast<double>(line.values[line.forked - 1]))}, px(3), line.colour);
  }
}

// Whether the mouse is held down on the timeline, perhaps on something that is drawn over it later.
bool timeline_held(State& state, const Rect& rect) {
  clickable(state, "timeline", rect);
  state.controls.back().by_keys = false;  // left and right are for it
  const bool held = ImGui::IsItemActive();
  ImGui::SetItemAllowOverlap();
  return held;
}

void seek_mouse(State& state, const Axes& axes) {
  Game& game = *state.game;
  const double at = std::clamp(std::round(axes.week(ImGui::GetIO().MousePos.x)), 0.0, axes.last_week);
  const auto week = static_cast<sim::Week>(at);
  if (week == game.player.target()) return;
  game.player.play(false);
  game.player.seek(week);
}

// What the bands rest on, and how far they have got.
std::string bands_text(const State& state, const std::vector<TimelineLine>& lines) {
  const auto shown = std::find_if(lines.begin(), lines.end(), [](const TimelineLine& line) { return line.shown; });
  if (shown == lines.end()) return "";
  const std::size_t runs = shown->bands.least_pairs();
  const auto wanted = outlook_of(*state.game, shown->branch);
  if (runs == 0) return wanted ? "Bands follow: runs with other luck are being computed" : "";
  if (runs < sessions::Bands::fewest)
    return fmt::format("Band: from the lowest to the highest of {} run{}; thin line: their median", runs,
                       runs == 1 ? "" : "s");
  const std::string all = wanted && runs < wanted->runs() ? fmt::format(" of {}", wanted->runs()) : "";
  return fmt::format("Bands: half and nine tenths of {}{} runs with other luck; thin line: their median", runs, all);
}

// Where runs are still under way the band says so at its front, unless the played line is there.
void draw_band_front(const Painter& paint, const Axes& axes, const TimelineLine& line) {
  if (line.bands.weeks.empty() || line.bands.weeks.back() + 13 >= axes.last_week) return;
  if (line.bands.weeks.back() < line.values.size()) return;
  const float x = axes.x(line.bands.weeks.back()), y = axes.y(static_cast<double>(line.bands.median.back()));
  paint.text({x + paint.ui.px(6), y - paint.height(Font::tiny) / 2}, Font::tiny, line.colour, "computing");
}

void draw_playhead(const State& state, const Painter& paint, const Axes& axes, float bottom) {
  if (!state.game->moment) return;
  const Theme& t = state.ui.theme;
  const float x = axes.x(state.game->moment->week), top = axes.area.y - state.ui.px(20);
  paint.line({x, top}, {x, bottom}, t.text, state.ui.px(1.5f));
  paint.list->AddCircleFilled({x, top}, state.ui.px(4.5f), t.text);
  // On its way to a week that is not known yet.
  if (const sim::Week target = state.game->player.target(); target > state.game->moment->week + 2)
    paint.line({axes.x(target), top}, {axes.x(target), bottom}, with_alpha(t.text, 90), state.ui.px(1));
}

}  // namespace

Rect timeline_area(const State& state, const Rect& rect) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const float x = list_width(state);
  return {x, rect.y + px(30), state.width - x - px(16),
          rect.h - px(30) - px(26) - bars_height(state, rect) - px(marks_height)};
}

void draw_timeline(State& state, const Rect& rect) {
  Panel panel(state, "timeline panel", rect);
  const Painter& paint = panel.paint;
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  paint.line({rect.x, rect.y + 0.5f}, {rect.right(), rect.y + 0.5f}, t.line);
  const Measure measure = map_modes()[state.mode].measure;
  const std::vector<TimelineLine> lines = timeline_lines(state, measure, selected_area(state));
  const float bottom = rect.bottom() - px(26);
  const Rect area = timeline_area(state, rect);
  Axes axes = make_axes(state, area, lines);
  const double step = axes.make_round();
  draw_grid(state, paint, axes, step, measure, bottom);
  const bool held = timeline_held(state, {area.x, rect.y + px(6), area.w, bottom - rect.y - px(6)});
  for (const TimelineLine& line : lines)
    if (line.shown || line.dashed) draw_bands(paint, axes, line.bands, line.colour);
  for (const TimelineLine& line : lines)
    if (line.shown) draw_band_front(paint, axes, line);
  // Where lines run together, the one in view is seen.
  for (const bool shown : {false, true})
    for (const TimelineLine& line : lines)
      if (line.shown == shown) draw_value_line(state, paint, axes, line);
  const bool on_bar =
      draw_programme_bars(state, paint, axes, {area.x, area.bottom() + px(4), area.w, bars_height(state, rect)});
  draw_event_marks(state, paint, axes, {area.x, bottom - px(marks_height), area.w, px(marks_height)});
  const bool on_bookmark = draw_bookmarks(state, paint, axes, area.y - px(2));
  if (held && !on_bar && !on_bookmark) seek_mouse(state, axes);
  draw_playhead(state, paint, axes, bottom - px(marks_height));
  const bool covered = rect.x > 0;  // by the form of an order
  if (!covered) draw_list(state, paint, rect, lines, measure);
  const float foot = rect.bottom() - px(21), right = rect.right() - px(16);
  const std::string keys = "Space play · Tab map · C compare · N order · ? all keys";
  const float used = covered ? rect.x : rect.x + px(16) + paint.width(Font::tiny, keys);
  if (!covered) paint.text({rect.x + px(16), foot}, Font::tiny, t.faint, keys);
  const std::string bands = bands_text(state, lines);
  paint.text_right({right, foot}, Font::tiny, t.faint, paint.fit(Font::tiny, bands, right - used - px(16)));
  if (!bands.empty()) tooltip_over(state, {used, foot, right - used, px(18)}, "", bands);
}

}  // namespace mainstay::viz
