#include "viz/surge_worth.h"

#include "viz/state.h"

namespace mainstay::viz {

void follow_surge_worth(State& state) {
  Game& game = *state.game;
  if (!game.moment || catches_up(game)) return;
  SurgeWorth& now = game.surge_worth;
  const auto& history = game.moment->history;
  const sim::Week week = game.moment->week;
  if (now.history == history && now.week == week) return;
  const bool same_branch = now.history == history;
  now.history = history;
  now.week = week;
  const auto subject = sessions::surge_subject(game.session, game.branch, week);
  if (!subject) {
    now.runs.reset();
  } else if (!now.runs || !same_branch || now.runs->subjects().front().orders != subject->orders) {
    sessions::WorthPlan plan{{*subject}, game.setting().weeks, {}, sessions::usual_lucks, true};
    now.runs = std::make_shared<sessions::WorthRuns>(game.session, game.branch, std::move(plan));
  }
}

}  // namespace mainstay::viz
