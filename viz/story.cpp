#include "viz/story.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "viz/chart.h"
#include "viz/format.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using namespace agents;

namespace {

// Below this gap, in shares of one, nothing is said of how much of it was kept.
constexpr double measurable = 0.002;

// What the branch in view is told of beside: what it branched off from where it has surges of its own, else the twin.
struct Beside {
  std::size_t branch = sessions::no_branch;
  std::vector<Order> surges;  // that have been ordered, in order of week
};

std::vector<Order> surges_before(const std::vector<Order>& orders, sim::Week week) {
  std::vector<Order> surges;
  for (const Order& order : orders)
    if (order.surge && order.week < week) surges.push_back(order);
  return surges;
}

Beside beside_of(const Game& game) {
  const sessions::Branch& branch = game.shown_branch();
  const sim::Week week = game.moment->week;
  if (auto own = surges_before(own_orders(branch), week); !own.empty()) return {branch.parent, std::move(own)};
  return {sessions::no_branch, surges_before(branch.history->orders(), week)};
}

Story tell(const Game& game) {
  const sessions::Moment& moment = *game.moment;
  Story story;
  story.history = moment.history;
  story.week = moment.week;
  const Beside beside = beside_of(game);
  const auto base_history = history_of(game, beside.branch);
  const auto base = world_of(game, *base_history);
  if (beside.surges.empty() || !base || base_history->recorded() < moment.week) return story;
  story.beside = beside.branch;
  story.ordered = beside.surges.front().week;
  story.places = surge_regions(game.setting(), beside.surges);
  if (story.places.empty()) return story;
  const sessions::Place place = place_of(story.places, Measure::capacity, *moment.world);
  const auto own = moment.history->series(Measure::capacity, place),
             other = base_history->series(Measure::capacity, place);
  story.gaps.assign(moment.week, 0);
  for (std::size_t k = 0; k < story.gaps.size() && k < own.size() && k < other.size(); ++k)
    story.gaps[k] = own[k] - other[k];
  const auto best = std::max_element(story.gaps.begin() + story.ordered, story.gaps.end());
  story.best = static_cast<double>(*best);
  story.best_week = static_cast<sim::Week>(best - story.gaps.begin());
  story.left = static_cast<double>(story.gaps.back());
  story.why = explain_difference(*moment.world, *base, story.places, 8);
  return story;
}

std::string beside_name(const Game& game, const Story& story) {
  return story.beside == sessions::no_branch ? "the twin" : "“" + branch_title(game, story.beside) + "”";
}

// One run is one luck: what the same gap is in the runs of the bands.
void draw_other_luck(Column& c, const Story& story) {
  const Game& game = *c.state.game;
  const auto own = outlook_of(game, game.branch), base = outlook_of(game, story.beside);
  if (!own || !base) return;
  const sessions::Place place = place_of(story.places, Measure::capacity, *game.moment->world);
  const sessions::Bands bands = own->differences(Measure::capacity, place, *base);
  const auto after = std::upper_bound(bands.weeks.begin(), bands.weeks.end(), story.week);
  const auto text = [](float value) { return change_text(Measure::capacity, static_cast<double>(value)); };
  if (after == bands.weeks.begin() || (after == bands.weeks.end() && bands.weeks.back() + 13 <= story.week))
    return draw_row(c, "With other luck, now", "computing");
  const auto k = static_cast<std::size_t>(after - bands.weeks.begin()) - 1;
  const float top = c.y;
  draw_row(c, "With other luck, now",
           fmt::format("{}  ({} to {})", text(bands.median[k]), text(bands.low90[k]), text(bands.high90[k])));
  tooltip_over(c.state, {c.x, top, c.width, c.px(18)}, "With other luck",
               fmt::format("What is played is one run. Here: median and nine tenths of {} pairs of runs, each with a "
                           "luck of its own that it shares with its pair.",
                           bands.pairs[k]));
}

void draw_gap(Column& c, const Story& story) {
  const Theme& t = c.state.ui.theme;
  const Rect area{c.x, c.y, c.width, c.px(52)};
  c.paint.fill(area, t.background, c.px(3));
  Axes axes{{area.x + c.px(4), area.y + c.px(6), area.w - c.px(8), area.h - c.px(12)},
            static_cast<double>(story.ordered),
            static_cast<double>(std::max(story.ordered + 52, story.week)),
            -0.005,
            0.01};
  const std::vector<float> since(story.gaps.begin() + story.ordered, story.gaps.end());
  for (const float gap : since) {
    axes.low = std::min(axes.low, static_cast<double>(gap));
    axes.high = std::max(axes.high, static_cast<double>(gap));
  }
  c.paint.dashed({{axes.area.x, axes.y(0)}, {axes.area.right(), axes.y(0)}}, t.twin, c.px(1), c.px(4), c.px(3));
  draw_line(c.paint, chart_points(axes, since, story.ordered), t.state, c.px(2));
  const ImVec2 best{axes.x(story.best_week), axes.y(story.best)};
  c.paint.list->AddCircleFilled(best, c.px(3), t.text);
  if (clickable(c.state, "surge gap", area)) select(c.state, {}, false);
  tooltip_over(
      c.state, area, "Capacity where the surge went, minus that without it",
      "A click shows these regions in the timeline. From the week of the order until now. The dashed line is " +
          beside_name(*c.state.game, story) + "; the dot is the best week.");
  c.y += c.px(60);
}

// In shown tenths of a point, so that rows sum to what stands above them.
double as_shown(double change) {
  return std::round(change * 1000) / 1000;
}

void draw_cause(Column& c, const std::string& title, double amount, Colour colour) {
  const std::string text = change_text(Measure::capacity, amount);
  const float room = c.width - c.paint.width(Font::small_bold, text) - c.px(8);
  c.paint.text({c.x, c.y}, Font::small, c.state.ui.theme.text, c.paint.fit(Font::small, title, room));
  c.paint.text_right({c.x + c.width, c.y}, Font::small_bold, colour, text);
  c.y += c.px(18);
}

// The two largest causes of each sign and all others together: they sum to what is left now.
void draw_main_causes(Column& c, const Story& story) {
  const Theme& t = c.state.ui.theme;
  c.paint.text({c.x, c.y}, Font::tiny, t.muted,
               c.paint.fit(Font::tiny, "Why now, against " + beside_name(*c.state.game, story), c.width));
  c.y += c.px(16);
  double rest = as_shown(story.left);
  for (const bool gains : {true, false}) {
    std::vector<Cause> chosen;
    for (const Cause& cause : story.why.causes)
      if ((cause.amount > 0) == gains && cause.title != "Other causes") chosen.push_back(cause);
    if (!gains) std::reverse(chosen.begin(), chosen.end());
    if (chosen.size() > 2) chosen.resize(2);
    for (const Cause& cause : chosen) {
      draw_cause(c, cause.title, cause.amount, gains ? t.state : t.surge);
      rest -= as_shown(cause.amount);
    }
  }
  if (as_shown(rest) != 0) draw_cause(c, "All other causes", rest, t.muted);
}

void draw_figures(Column& c, const Story& story) {
  const Theme& t = c.state.ui.theme;
  const float third = c.width / 3, y = c.y;
  const auto figure = [&](float column, const std::string& value, const std::string& under, Colour colour) {
    const float x = c.x + column * third;
    c.paint.text({x, y}, Font::figure, colour, value);
    c.paint.text({x, y + c.px(28)}, Font::tiny, t.muted, c.paint.fit(Font::tiny, under, third - c.px(4)));
  };
  const std::string& start = c.state.game->setting().start_date;
  const bool worse = story.left < -measurable;
  figure(0, change_text(Measure::capacity, story.best), "best, " + month_text(start, story.best_week), t.state);
  figure(1, change_text(Measure::capacity, story.left), "now, " + month_text(start, story.week),
         worse ? t.surge : t.text);
  if (worse)
    figure(2, "none", "is left of it", t.surge);
  else if (story.best > measurable)
    figure(2, fmt::format("{:.0f} %", 100 * std::max(0.0, story.left) / story.best), "of it is left", t.text);
  c.y += c.px(48);
  if (worse)
    c.y +=
        c.paint.paragraph({c.x, c.y - c.px(4)}, Font::small, t.surge,
                          fmt::format("Now worse off than without it, by {:.1f} points.", -100 * story.left), c.width) +
        c.px(4);
}

}  // namespace

void draw_story(Column& c) {
  const Game& game = *c.state.game;
  Story& story = c.state.story;
  if (story.history != game.moment->history || story.week != game.moment->week) story = tell(game);
  if (story.places.empty() || story.week < story.ordered + 2) return;
  const bool own = story.beside != sessions::no_branch;
  draw_heading(c, own ? "What this branch's surge has done" : "What the surge has done");
  c.y -= c.px(4);
  draw_figures(c, story);
  draw_other_luck(c, story);
  draw_gap(c, story);
  draw_main_causes(c, story);
  c.y += c.px(4);
  c.y += c.paint.paragraph({c.x, c.y}, Font::tiny, c.state.ui.theme.muted,
                           fmt::format("Points of capacity in the {} region{} it was ordered for, beside {}: the same "
                                       "world and luck without {}. One run.",
                                       story.places.size(), story.places.size() == 1 ? "" : "s",
                                       beside_name(game, story), own ? "what was ordered here" : "the orders"),
                           c.width) +
         c.px(12);
}

}  // namespace mainstay::viz
