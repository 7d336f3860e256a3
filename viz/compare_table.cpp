// The comparison at the right: measures of the chosen place in each branch, and the causes of a difference.
#include <fmt/core.h>

#include <algorithm>

#include "viz/chart.h"
#include "viz/compare.h"
#include "viz/format.h"
#include "viz/glossary.h"
#include "viz/inspector.h"

namespace mainstay::viz {

using agents::Measure;

namespace {

constexpr Measure tabled[] = {Measure::capacity,  Measure::control,       Measure::incidents,
                              Measure::grievance, Measure::legitimacy,    Measure::threat_strength,
                              Measure::displaced, Measure::diversion_usd, Measure::donor_cost_usd};

double measured(const State& state, std::size_t index, Measure measure, const sessions::Place& place) {
  const Game& game = *state.game;
  return place.value(history_of(game, game.compared[index])->record(game.moment->week - 1)->measures,
                     game.setting().scopes(), measure);
}

bool all_known(const State& state) {
  const Game& game = *state.game;
  return game.moment && game.moment->week > 0 &&
         std::all_of(game.compared.begin(), game.compared.end(),
                     [&](std::size_t b) { return history_of(game, b)->recorded() >= game.moment->week; });
}

// Money has its unit here, as the columns have no room for it.
std::string row_title(Measure measure) {
  std::string title = short_title(measure);
  if (agents::measure_descriptions[agents::measure(measure)].unit != "usd") return title;
  if (const std::size_t at = title.find(" so far"); at != std::string::npos) title.erase(at);
  return title + ", US$";
}

// As many digits as tell the columns apart; the best one stands out, unless two are written alike.
void draw_values(Column& c, Measure measure, const Area& area, float names, float column) {
  const Theme& t = c.state.ui.theme;
  const auto& description = agents::measure_descriptions[agents::measure(measure)];
  const sessions::Place place = place_of(area, measure, *c.state.game->moment->world);
  std::vector<double> values;
  for (std::size_t k = 0; k < c.state.game->compared.size(); ++k)
    values.push_back(measured(c.state, k, measure, place));
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const double apart = (*most - *least) * shown_factor(measure);
  const bool fine = apart > 0.05 && apart < 3 && shown_factor(measure) > 1;
  const auto text_of = [&](double value) {
    return fine ? step_text(measure, value, 0.1 / shown_factor(measure)) : value_text(measure, value);
  };
  const std::string best = description.better.empty() ? "" : text_of(description.better == "less" ? *least : *most);
  std::vector<std::string> texts;
  for (const double value : values) texts.push_back(text_of(value));
  for (std::size_t k = 0; k < texts.size(); ++k) {
    const bool stands_out = texts[k] == best && std::count(texts.begin(), texts.end(), best) == 1;
    c.paint.text_right({c.x + names + column * static_cast<float>(k + 1), c.y}, Font::small_bold,
                       stands_out ? t.state : t.text, texts[k]);
  }
}

void draw_table(Column& c, const Area& area) {
  const Game& game = *c.state.game;
  const Theme& t = c.state.ui.theme;
  const std::size_t count = game.compared.size();
  const float names = c.width * (count > 2 ? 0.42f : 0.5f), column = (c.width - names) / static_cast<float>(count);
  for (std::size_t k = 0; k < count; ++k) {
    const float right = c.x + names + column * static_cast<float>(k + 1);
    draw_branch_line(c.paint, {{right - column + c.px(8), c.y + c.px(18)}, {right, c.y + c.px(18)}},
                     branch_colour(c.state, game.compared[k]), branch_round(c.state, game.compared[k]), c.px(2));
    c.paint.text_right({right, c.y}, Font::small_bold, t.text, compared_letter(k));
    tooltip_over(c.state, {right - column, c.y, column, c.px(20)}, "", branch_title(game, game.compared[k]));
  }
  c.y += c.px(26);
  for (const Measure measure : tabled) {
    const auto& description = agents::measure_descriptions[agents::measure(measure)];
    c.paint.text({c.x, c.y}, Font::small, t.muted, c.paint.fit(Font::small, row_title(measure), names - c.px(4)));
    tooltip_over(c.state, {c.x, c.y, names, c.px(18)}, description.title, measure_note(measure));
    draw_values(c, measure, area, names, column);
    c.y += c.px(20);
  }
}

// Branches that have come to the same world so far.
std::string alike_text(const State& state) {
  const Game& game = *state.game;
  const sim::Week week = game.moment->week - 1;
  std::string text;
  for (std::size_t a = 0; a < game.compared.size(); ++a)
    for (std::size_t b = a + 1; b < game.compared.size(); ++b)
      if (history_of(game, game.compared[a])->hash(week) == history_of(game, game.compared[b])->hash(week))
        text += fmt::format("{}{} and {}", text.empty() ? "" : ", ", compared_letter(a), compared_letter(b));
  return text.empty() ? "" : text + " are the same world up to this week: their orders differ later.";
}

void draw_pair_choice(Column& c) {
  const Game& game = *c.state.game;
  std::vector<std::string> titles;
  for (std::size_t k = 0; k < game.compared.size(); ++k)
    titles.push_back(compared_letter(k) + "  " + branch_title(game, game.compared[k]));
  c.state.compare_with = std::min(c.state.compare_with, titles.size() - 1);
  c.state.compare_base = std::min(c.state.compare_base, titles.size() - 1);
  choice(c.state, c.paint, "explain", {c.x, c.y, c.width, c.px(26)}, "In", titles, c.state.compare_with);
  c.y += c.px(30);
  choice(c.state, c.paint, "explain against", {c.x, c.y, c.width, c.px(26)}, "against", titles, c.state.compare_base);
  c.y += c.px(34);
}

}  // namespace

void draw_comparison(State& state, const Rect& rect) {
  Panel panel(state, "comparison", rect, Panel::scrolls);
  panel.paint.line({rect.x + 0.5f, rect.y}, {rect.x + 0.5f, rect.bottom()}, state.ui.theme.line);
  Column c{state,
           panel.paint,
           rect.x + state.ui.px(16),
           rect.w - state.ui.px(32),
           rect.y + state.ui.px(16) - panel.scroll_y,
           rect.bottom() - panel.scroll_y};
  const Area area = selected_area(state);
  draw_area_title(
      c, area,
      state.selection == Selection{} ? "Click a region to compare it alone" : "Click the sea or press Esc to leave it");
  if (!all_known(state)) {
    c.paint.paragraph({c.x, c.y}, Font::small, state.ui.theme.muted,
                      state.game->moment && state.game->moment->week > 0
                          ? "The other branches are catching up …"
                          : "Press Space: all branches play in step, with the same luck.",
                      c.width);
    return;
  }
  draw_table(c, area);
  if (const std::string alike = alike_text(state); !alike.empty())
    c.y += c.paint.paragraph({c.x, c.y}, Font::small, state.ui.theme.surge, alike, c.width) + c.px(4);
  draw_heading(c, "Why capacity differs");
  draw_pair_choice(c);
  const auto shown = compared_world(state, state.compare_with), base = compared_world(state, state.compare_base);
  if (state.compare_with == state.compare_base || !shown || !base) {
    c.paint.paragraph({c.x, c.y}, Font::small, state.ui.theme.muted, "Choose two that differ.", c.width);
    return;
  }
  const Explanation& why = explained_difference(state, shown, base, area.regions, causes_in_sight(c));
  draw_causes(c, why, branch_title(*state.game, state.game->compared[state.compare_base]),
              branch_title(*state.game, state.game->compared[state.compare_with]));
  panel.reach(c.y + state.ui.px(12));
}

}  // namespace mainstay::viz
