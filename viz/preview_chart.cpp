#include "viz/preview_chart.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "agents/aims.h"
#include "studies/report_text.h"
#include "viz/chart.h"
#include "viz/format.h"

namespace mainstay::viz {

using namespace agents;
using sessions::Bands;

namespace {

Area area_of(const Game& game, const Draft& draft) {
  if (draft.where.empty()) return scope_area(game.setting(), game.setting().theatre_scope());
  return {"", draft.where, {}};
}

Measure measure_of(const Draft& draft) {
  const auto verb = std::find(verb_names.begin(), verb_names.end(), draft.verb);
  return verb == verb_names.end() ? Measure::capacity : aim_of(static_cast<Verb>(verb - verb_names.begin()));
}

// Why there is nothing to show; false if there is something.
bool draw_absence(Column& c, const Rect& area) {
  const Theme& t = c.state.ui.theme;
  if (const std::string problem = draft_problem(c.state); !problem.empty()) {
    const bool wrong = !c.state.order_problem.empty() && problem == c.state.order_problem;
    c.paint.list->PushClipRect(area.min(), area.max(), true);
    c.paint.paragraph({area.x + c.px(10), area.y + c.px(10)}, Font::small, wrong ? t.threat : t.muted, problem,
                      area.w - c.px(20));
    c.paint.list->PopClipRect();
    tooltip_over(c.state, area, "", problem);
    return true;
  }
  if (c.state.game->preview) return false;
  c.paint.text_centred(area.centre(), Font::small, t.muted, "Runs begin in a moment");
  return true;
}

// From the week of the order to as far as the runs will go, whatever they have got to.
Axes axes_of(const Column& c, const Rect& area, const Bands& bands, Measure measure) {
  const sim::Week from = c.state.preview_from;
  Axes axes{{area.x + c.px(4), area.y + c.px(6), area.w - c.px(8), area.h - c.px(20)},
            static_cast<double>(from),
            static_cast<double>(preview_end(*c.state.game, from)),
            -1 / shown_factor(measure),
            2 / shown_factor(measure)};
  for (std::size_t k = 0; k < bands.weeks.size(); ++k) {
    axes.low = std::min(axes.low, static_cast<double>(bands.low90[k]));
    axes.high = std::max(axes.high, static_cast<double>(bands.high90[k]));
  }
  return axes;
}

void draw_scale(const Column& c, const Rect& area, const Axes& axes, Measure measure, bool empty) {
  const Theme& t = c.state.ui.theme;
  const std::string& start = c.state.game->setting().start_date;
  const float bottom = axes.area.bottom();
  for (int year = year_of(start, c.state.preview_from) + 1;; ++year) {
    const sim::Week week = week_of_year_start(start, year);
    if (week >= axes.last_week) break;
    const float x = axes.x(week);
    c.paint.line({x, area.y}, {x, bottom}, with_alpha(t.line, 160));
    if (x + c.px(26) < area.right()) c.paint.text({x + c.px(3), bottom}, Font::tiny, t.faint, std::to_string(year));
  }
  if (empty) return;
  c.paint.dashed({{axes.area.x, axes.y(0)}, {axes.area.right(), axes.y(0)}}, t.twin, c.px(1), c.px(4), c.px(3));
  c.paint.text({area.x + c.px(4), area.y + c.px(1)}, Font::tiny, t.faint, change_text(measure, axes.high));
  if (bottom - axes.y(0) > c.px(12))
    c.paint.text({area.x + c.px(4), bottom - c.px(13)}, Font::tiny, t.faint, change_text(measure, axes.low));
}

// What the pairs say of one week: median and nine tenths, once enough of them have got there.
void draw_horizon(Column& c, const Bands& bands, Measure measure, sim::Week week) {
  const auto at = std::find(bands.weeks.begin(), bands.weeks.end(), week);
  const sim::Week ahead = week - c.state.preview_from;
  const std::string name = "After " + (ahead == sim::weeks_per_year ? "a year" : weeks_text(ahead));
  if (at == bands.weeks.end()) return draw_row(c, name, "computing");
  const auto k = static_cast<std::size_t>(at - bands.weeks.begin());
  const auto text = [&](const std::vector<float>& values) {
    return change_text(measure, static_cast<double>(values[k]));
  };
  draw_row(c, name, fmt::format("{}  ({} to {})", text(bands.median), text(bands.low90), text(bands.high90)));
}

}  // namespace

// In a low window the form needs the room more.
float preview_chart_height(const State& state) {
  return std::clamp(state.height * 0.1f, state.ui.px(64), state.ui.px(96));
}

void draw_preview_chart(Column& c, const Draft& draft) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  const Measure measure = measure_of(draft);
  draw_heading(c, "What it would do to " + studies::lower_first(short_title(measure)) + " there");
  const Rect area{c.x, c.y - c.px(4), c.width, preview_chart_height(c.state)};
  c.paint.fill(area, t.background, c.px(3));
  c.y = area.bottom() + c.px(6);
  if (draw_absence(c, area)) return;
  const Bands bands = game.preview->differences(measure, place_of(area_of(game, draft), measure, *game.moment->world));
  const Axes axes = axes_of(c, area, bands, measure);
  draw_scale(c, area, axes, measure, bands.weeks.empty());
  if (bands.weeks.empty()) c.paint.text_centred(area.centre(), Font::small, t.muted, "The first runs are under way");
  draw_bands(c.paint, axes, bands, t.state);
  draw_line(c.paint, chart_points(axes, bands.weeks, bands.median), t.state, c.px(2));
  const std::string pairs = fmt::format("{} of {} pairs", bands.least_pairs(), game.preview->runs());
  c.paint.text_with_halo({area.right() - c.px(4) - c.paint.width(Font::tiny, pairs), area.y + c.px(1)}, Font::tiny,
                         t.muted, pairs);
  tooltip_over(c.state, {c.x, area.y, c.width, area.h + c.px(44)},
               agents::measure_descriptions[agents::measure(measure)].title,
               fmt::format("There, with the order minus without it, in {}: each pair is the same world with the same "
                           "luck twice. The line is the median of the pairs, the bands hold half and nine tenths of "
                           "them; in brackets, nine tenths.",
                           unit_text(measure)));
  const sim::Week end = preview_end(game, c.state.preview_from), year = c.state.preview_from + sim::weeks_per_year;
  if (year < end) draw_horizon(c, bands, measure, year);
  draw_horizon(c, bands, measure, end);
}

}  // namespace mainstay::viz
