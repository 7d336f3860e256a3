#include "viz/preview.h"

#include <algorithm>

#include "viz/state.h"

namespace mainstay::viz {

namespace {

constexpr std::size_t preview_pairs = 32;
constexpr sim::Week most_weeks = 5 * sim::weeks_per_year;
constexpr double rest_seconds = 0.5;  // who steps through weeks starts no runs

// Each pair goes on from the shown week with luck of its own, the same with and without the order.
std::shared_ptr<sessions::Ensemble> runs_from_here(const Game& game, std::vector<agents::Order> orders,
                                                   std::shared_ptr<sessions::Ensemble> base) {
  const auto begin = [world = game.moment->world](std::size_t pair) {
    agents::World other = *world;
    other.seed = world->seed + 0x9e3779b97f4a7c15 * pair;
    return other;
  };
  const sim::Week until = preview_end(game, game.moment->week);
  return std::make_shared<sessions::Ensemble>(begin, std::move(orders), preview_pairs, until, std::move(base));
}

void start_baseline(Game& game) {
  if (!game.baseline.runs) game.baseline.runs = runs_from_here(game, game.shown_branch().history->orders(), nullptr);
}

// That of another week or branch is of no use any more.
void look_at_shown_week(State& state) {
  Game& game = *state.game;
  const auto& history = game.moment->history;
  if (game.baseline.history == history && game.baseline.week == game.moment->week) return;
  game.baseline = {history, game.moment->week, state.time, nullptr};
}

}  // namespace

void follow_baseline(State& state) {
  Game& game = *state.game;
  if (!game.moment || game.stored) return;
  look_at_shown_week(state);
  const bool rests = !game.player.playing() && game.player.target() == game.moment->week &&
                     game.moment->history == game.shown_branch().history && game.moment->week < game.setting().weeks;
  if (rests && state.time - game.baseline.since > rest_seconds) start_baseline(game);
}

sim::Week preview_end(const Game& game, sim::Week week) {
  return std::min(game.setting().weeks, week + most_weeks);
}

sim::Week preview_weeks(const Game& game) {
  if (!game.preview) return 0;
  const auto theatre = sessions::Place::scope(game.setting().theatre_scope());
  const auto weeks = game.preview->differences(agents::Measure::capacity, theatre).weeks;
  return weeks.empty() ? 0 : weeks.back() - game.baseline.week;
}

void start_preview(State& state) {
  Game& game = *state.game;
  std::vector<agents::Order> with = game.shown_branch().history->orders();
  try {
    with.push_back(game.session.read_order(draft_json(state, game.moment->week), "").order);
  } catch (const std::exception& error) {
    state.order_problem = error.what();
    return;
  }
  std::stable_sort(with.begin(), with.end(),
                   [](const agents::Order& a, const agents::Order& b) { return a.week < b.week; });
  look_at_shown_week(state);
  start_baseline(game);
  game.preview = runs_from_here(game, std::move(with), game.baseline.runs);
}

}  // namespace mainstay::viz
