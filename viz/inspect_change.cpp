// How a place got where it is: the last two years as lines, and the books as a waterfall.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "viz/books_view.h"
#include "viz/chart.h"
#include "viz/format.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using namespace agents;

namespace {

constexpr sim::Week trend_weeks = 104;

// When the latest surge that reaches the regions began to deliver; a year ago if there is none.
std::pair<sim::Week, std::string> explained_since(const World& world, const std::vector<RegionIndex>& regions) {
  for (auto p = world.programmes.rbegin(); p != world.programmes.rend(); ++p) {
    if (!p->surge || p->opened >= world.week) continue;
    const auto& targets = p->targets.regions;
    const bool reaches = targets.empty() || std::any_of(targets.begin(), targets.end(), [&](RegionIndex r) {
                           return std::find(regions.begin(), regions.end(), r) != regions.end();
                         });
    if (reaches) return {p->opened, "Since the surge"};
  }
  return {world.week > sim::weeks_per_year ? world.week - sim::weeks_per_year : 0, "Over the last year"};
}

const Explanation& explained_since_week(State& state, const std::vector<RegionIndex>& regions, sim::Week since) {
  KnownExplanation& known = state.explained;
  const sessions::Moment& moment = *state.game->moment;
  if (known.shown != moment.world || known.base || known.regions != regions || known.since != since)
    known = {
        moment.world, nullptr, regions, 8, since, explain_capacity(*moment.history, *moment.world, regions, since, 8)};
  return known.why;
}

}  // namespace

const Explanation& explained_difference(State& state, const std::shared_ptr<const World>& shown,
                                        const std::shared_ptr<const World>& base,
                                        const std::vector<RegionIndex>& regions, std::size_t most) {
  KnownExplanation& known = state.explained;
  if (known.shown != shown || known.base != base || known.regions != regions || known.most != most)
    known = {shown, base, regions, most, 0, explain_difference(*shown, *base, regions, most)};
  return known.why;
}

void draw_trend(Column& c, Measure m, const Area& of) {
  const sessions::Moment& moment = *c.state.game->moment;
  const Theme& t = c.state.ui.theme;
  const Rect area{c.x, c.y + c.px(18), c.width, c.px(44)};
  c.paint.text({c.x, c.y}, Font::tiny, t.muted,
               c.paint.fit(Font::tiny, short_title(m) + ": two years, and the twin (dashed)", c.width));
  c.y += c.px(70);
  c.paint.fill(area, t.background, c.px(3));
  if (moment.week < 2) {
    c.paint.text_centred(area.centre(), Font::tiny, t.faint, "Press play: the first weeks draw this line");
    return;
  }
  const sim::Week from = moment.week > trend_weeks ? moment.week - trend_weeks : 0;
  const auto cut = [&](std::vector<float> values) {
    values.resize(std::min<std::size_t>(values.size(), moment.week));
    values.erase(values.begin(),
                 values.begin() + std::min<std::ptrdiff_t>(from, static_cast<std::ptrdiff_t>(values.size())));
    return values;
  };
  const sessions::Place place = place_of(of, m, *moment.world);
  const auto own = cut(moment.history->series(m, place)), twin = cut(c.state.game->session.twin()->series(m, place));
  Axes axes{{area.x + c.px(2), area.y + c.px(4), area.w - c.px(4), area.h - c.px(8)},
            static_cast<double>(from + 1),
            static_cast<double>(std::max(from + 14, moment.week)),
            1e300,
            -1e300};
  for (const auto* values : {&own, &twin})
    for (const float value : *values) {
      axes.low = std::min(axes.low, static_cast<double>(value));
      axes.high = std::max(axes.high, static_cast<double>(value));
    }
  // A flat line stays flat: noise is not blown up to the height of the chart.
  const double least = m == Measure::control || shown_factor(m) > 1 ? 0.02 : 1;
  if (axes.high - axes.low < least) {
    const double middle = (axes.high + axes.low) / 2;
    axes.low = middle - least / 2;
    axes.high = middle + least / 2;
  }
  c.paint.dashed(chart_points(axes, twin, from + 1), t.twin, c.px(1.25f), c.px(4), c.px(3));
  draw_line(c.paint, chart_points(axes, own, from + 1), t.state, c.px(1.75f));
}

void draw_causes(Column& c, const Explanation& why, std::string_view before, std::string_view after) {
  const Theme& t = c.state.ui.theme;
  const auto total = [&](std::string_view name, double value) {
    draw_row(c, name, step_text(Measure::capacity, value, 0.001));
  };
  total(before, why.before);
  double low = std::min(why.before, why.after), high = std::max(why.before, why.after), running = why.before;
  for (const Cause& cause : why.causes) {
    running += cause.amount;
    low = std::min(low, running);
    high = std::max(high, running);
  }
  const double span = std::max(high - low, 0.02);
  const float bars = c.x + c.width * 0.57f, bars_width = c.width * 0.28f;
  const auto x_of = [&](double value) { return bars + static_cast<float>((value - low) / span) * bars_width; };
  running = why.before;
  for (const Cause& cause : why.causes) {
    const float a = x_of(running), b = x_of(running + cause.amount);
    const Colour colour = cause.amount > 0 ? t.state : t.surge;
    c.paint.text({c.x, c.y}, Font::small, t.text, c.paint.fit(Font::small, cause.title, bars - c.x - c.px(6)));
    c.paint.fill({std::min(a, b), c.y + c.px(2), std::max(c.px(1.5f), std::abs(b - a)), c.px(12)}, colour);
    c.paint.text_right({c.x + c.width, c.y}, Font::small_bold, colour, change_text(Measure::capacity, cause.amount));
    running += cause.amount;
    c.y += c.px(20);
  }
  total(after, why.after);
}

std::size_t causes_in_sight(const Column& c) {
  const float rows = std::floor((c.bottom - c.y) / c.px(20)) - 4;
  return static_cast<std::size_t>(std::clamp(rows, 4.0f, 8.0f));
}

void draw_waterfall(Column& c, const Area& area) {
  const sessions::Moment& moment = *c.state.game->moment;
  if (moment.week < 2) return;
  draw_heading(c, "Why capacity is what it is");
  using Why = State::Why;
  Why& chosen = c.state.why;
  const Game& game = *c.state.game;
  const std::size_t parent = game.shown_branch().parent;
  const auto parent_world = parent == sessions::no_branch ? nullptr : world_of(game, *history_of(game, parent));
  if (chosen == Why::against_parent && !parent_world) chosen = Why::against_twin;
  float x = c.x, w = 0;
  const auto offer = [&](const char* name, Why why, const std::string& label, const std::string& note) {
    if (chip(c.state, c.paint, name, {x, c.y - c.px(4)}, label, chosen == why, w)) chosen = why;
    if (!note.empty()) tooltip(c.state, note);
    x += w + c.px(6);
  };
  const auto [since, words] = explained_since(*moment.world, area.regions);
  offer("why against twin", Why::against_twin, parent_world ? "Twin" : "Against the twin", "");
  if (parent_world)
    offer("why against parent", Why::against_parent, "Without its orders",
          "Against “" + branch_title(game, parent) + "”, which this branch left");
  offer("why over time", Why::over_time, words, "");
  c.y += c.px(26);
  if (chosen == Why::over_time) {
    const Explanation& why = explained_since_week(c.state, area.regions, since);
    const std::string& start = game.setting().start_date;
    return draw_causes(c, why, date_text(start, why.from), date_text(start, why.to));
  }
  const bool from_parent = chosen == Why::against_parent;
  const Explanation& why = explained_difference(c.state, moment.world, from_parent ? parent_world : moment.twin,
                                                area.regions, causes_in_sight(c));
  if (why.causes.empty()) {
    c.y += c.paint.paragraph({c.x, c.y}, Font::small, c.state.ui.theme.muted,
                             "No difference yet: no order has reached this place.", c.width) +
           c.px(8);
    return;
  }
  draw_causes(c, why, from_parent ? "Without this branch's orders" : "Twin, without the orders", "Here, with them");
}

}  // namespace mainstay::viz
