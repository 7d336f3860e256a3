#include "viz/outlook.h"

#include <algorithm>

#include "viz/state.h"

namespace mainstay::viz {

namespace {

constexpr std::size_t outlook_runs = 32;
constexpr std::uint64_t other_luck = 1000;  // seeds from here on, the same for every branch
// Samples of more branches would fill the memory; those looked at least recently have none.
constexpr std::size_t most_outlooks = 6;

// What a user looks at comes first: bands of other branches can wait.
std::vector<std::size_t> wanted_branches(const Game& game) {
  std::vector<std::size_t> wanted;
  const auto want = [&](std::size_t branch) {
    const bool stored = game.stored && (branch == sessions::no_branch || game.session.branches()[branch].given.empty());
    if (!stored && std::find(wanted.begin(), wanted.end(), branch) == wanted.end()) wanted.push_back(branch);
  };
  want(game.branch);
  want(sessions::no_branch);
  for (const std::size_t branch : game.compared) want(branch);
  for (std::size_t branch = 0; branch < game.session.branches().size(); ++branch) want(branch);
  if (wanted.size() > most_outlooks) wanted.resize(most_outlooks);
  return wanted;
}

Outlook start_outlook(const Game& game, std::size_t branch) {
  const auto history = history_of(game, branch);
  const auto scenario = game.scenario;
  return {history, std::make_shared<sessions::Ensemble>(
                       [scenario](std::size_t run) { return scenario->begin(other_luck + run); }, history->orders(),
                       outlook_runs, game.setting().weeks)};
}

}  // namespace

void follow_outlooks(State& state) {
  Game& game = *state.game;
  const std::vector<std::size_t> wanted = wanted_branches(game);
  std::erase_if(game.outlooks, [&](const auto& outlook) {
    return std::find(wanted.begin(), wanted.end(), outlook.first) == wanted.end() ||
           outlook.second.history != history_of(game, outlook.first);
  });
  // What the surge was worth in the luck that is played is asked first; what other lucks make of it, with the bands.
  const auto& worth = game.surge_worth.runs;
  const bool own_first = worth && !worth->own_done();
  std::vector<std::shared_ptr<sessions::BackgroundRuns>> runs = {game.preview};
  if (own_first) runs.push_back(worth);
  const auto kept_first = static_cast<std::ptrdiff_t>(runs.size());
  for (const std::size_t branch : wanted) {
    if (!game.outlooks.contains(branch)) game.outlooks[branch] = start_outlook(game, branch);
    runs.push_back(game.outlooks.at(branch).runs);
    // After the bands of the branch in view, which are seen at once.
    if (branch == game.branch) runs.push_back(game.baseline.runs);
    if (branch == game.branch && !own_first) runs.push_back(worth);
  }
  if (std::find(runs.begin(), runs.end(), worth) == runs.end()) runs.push_back(worth);
  // A first band of each comes before any is refined; but nothing before the preview.
  std::stable_partition(runs.begin() + kept_first, runs.end(),
                        [](const auto& each) { return each && each->runs_done() < sessions::Bands::fewest; });
  if (runs == game.background) return;
  game.background = runs;
  game.player.set_background(std::move(runs));
}

bool runs_under_way(const Game& game) {
  return std::any_of(game.background.begin(), game.background.end(),
                     [](const auto& runs) { return runs && !runs->finished(); });
}

std::shared_ptr<const sessions::Ensemble> outlook_of(const Game& game, std::size_t branch) {
  const auto found = game.outlooks.find(branch);
  return found == game.outlooks.end() ? nullptr : found->second.runs;
}

}  // namespace mainstay::viz
