#include "viz/story.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sessions/worth_text.h"
#include "studies/report_text.h"
#include "viz/chart.h"
#include "viz/format.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using namespace agents;

namespace {

// Below this gap, in shares of one, nothing is said of how much of it was kept.
constexpr double measurable = 0.002;

Story tell(const Game& game) {
  const auto& runs = game.surge_worth.runs;
  Story story{runs, game.moment->week, runs->units_done(), {}, {}, 0, 0, {}, 0, {}};
  const sessions::WorthSubject& surge = runs->subjects().front();
  const std::vector<Order>& orders = game.surge_worth.history->orders();
  story.ordered = orders[surge.orders.front()].week;
  story.worth = runs->worth(0, sessions::Asked::there, story.week);
  story.everywhere = runs->worth(0, sessions::Asked::everywhere, story.week);
  const auto books = runs->books(0, story.week);
  if (!story.worth || !books) return story;
  std::vector<double> gaps = runs->own_by_week(0);
  gaps.resize(story.week);
  story.gaps.assign(gaps.begin(), gaps.end());
  const auto best = std::max_element(gaps.begin() + story.ordered, gaps.end());
  story.best = *best;
  story.best_week = static_cast<sim::Week>(best - gaps.begin()) + 1;
  story.why = explain_difference({story.week, story.week, 0, story.worth->own, {}}, books->second, books->first, 8);
  return story;
}

const Story& story_of(State& state) {
  const Game& game = *state.game;
  Story& story = state.story;
  const auto& runs = game.surge_worth.runs;
  if (!runs || !game.moment || catches_up(game))
    story = {};
  else if (story.runs != runs || story.week != game.moment->week || story.units != runs->units_done())
    story = tell(game);
  return story;
}

// One run is one luck: what the same worth is in others.
void draw_other_luck(Column& c, const Story& story) {
  const auto range = sessions::luck_range(*story.worth);
  const std::size_t known = story.worth->others.size(), all = story.runs->lucks();
  if (!range || known < all) return draw_row(c, "With other luck", fmt::format("computing, {} of {}", known, all));
  const auto text = [&](double value) { return sessions::amount_text(story.worth->of, value); };
  const float top = c.y;
  draw_row(c, "With other luck", fmt::format("{}  ({})", text(range->median), sessions::range_digits(*story.worth)));
  tooltip_over(c.state, {c.x, top, c.width, c.px(18)}, "With other luck",
               fmt::format("What is played is one run. Here: median and nine tenths of {} pairs of runs, each with a "
                           "luck of its own that it shares with its pair.",
                           known));
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
  draw_line(c.paint, chart_points(axes, since, story.ordered + 1), t.state, c.px(2));
  const ImVec2 best{axes.x(story.best_week), axes.y(story.best)};
  c.paint.list->AddCircleFilled(best, c.px(3), t.text);
  if (clickable(c.state, "surge gap", area)) select(c.state, {}, false);
  tooltip_over(c.state, area, "Capacity where the surge was to act, minus that without it",
               "A click shows these regions in the timeline. From the week of the order until now. The dashed line is "
               "the world without it; the dot is the best week.");
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
               c.paint.fit(Font::tiny, "Why now, against the same world without it", c.width));
  c.y += c.px(16);
  double rest = as_shown(story.worth->own);
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
    const bool fits = c.paint.width(Font::figure, value) <= third - c.px(4);
    c.paint.text({x, y + c.px(fits ? 0.f : 8.f)}, fits ? Font::figure : Font::small_bold, colour, value);
    c.paint.text({x, y + c.px(28)}, Font::tiny, t.muted, c.paint.fit(Font::tiny, under, third - c.px(4)));
  };
  const auto text = [&](double value) { return sessions::amount_text(story.worth->of, value); };
  const std::string& start = c.state.game->setting().start_date;
  const double left = story.worth->own;
  const bool worse = left < -measurable;
  figure(0, text(story.best), "best, " + month_text(start, story.best_week), t.state);
  figure(1, text(left), "now, " + month_text(start, story.week), worse ? t.surge : t.text);
  if (worse)
    figure(2, "none", "is left of it", t.surge);
  else if (story.best > measurable)
    figure(2, fmt::format("{:.0f} %", 100 * std::max(0.0, left) / story.best), "of it is left", t.text);
  c.y += c.px(48);
  if (worse)
    c.y += c.paint.paragraph({c.x, c.y - c.px(4)}, Font::small, t.surge,
                             fmt::format("Now worse off than without it, by {:.1f} points.", -100 * left), c.width) +
           c.px(4);
}

}  // namespace

std::string surge_worth_text(const State& state) {
  const Story& story = state.story;
  if (!story.runs) return "";
  if (!story.worth || story.worth->others.size() < story.runs->lucks()) return "computing";
  return sessions::in_words(*story.worth);
}

void draw_story(Column& c) {
  const Theme& t = c.state.ui.theme;
  const Story& story = story_of(c.state);
  if (!story.runs || story.week < story.ordered + 2) return;
  const sessions::WorthSubject& surge = story.runs->subjects().front();
  const std::string place = sessions::place_name(c.state.game->setting(), surge.regions);
  draw_heading(c, "What " + studies::lower_first(surge.title) + " has done");
  c.y -= c.px(4);
  if (!story.worth || story.gaps.empty()) {
    draw_row(c, fmt::format("{}, week {}", place, story.week), "computing");
    c.y += c.px(12);
    return;
  }
  draw_figures(c, story);
  draw_other_luck(c, story);
  draw_row(c, "In all regions, now", sessions::amount_text(story.everywhere->of, story.everywhere->own));
  draw_gap(c, story);
  draw_main_causes(c, story);
  c.y += c.px(4);
  c.y +=
      c.paint.paragraph({c.x, c.y}, Font::tiny, t.muted,
                        fmt::format("{}, week {}, in {}: this world minus the same world and luck without the surge. "
                                    "Other orders and injects stay.",
                                    place, story.week, story.worth->of.words),
                        c.width) +
      c.px(12);
}

}  // namespace mainstay::viz
