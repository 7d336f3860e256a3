#include "viz/clear_difference.h"

#include "viz/outlook.h"

namespace mainstay::viz {

namespace {

constexpr double seconds_between = 0.5;  // while runs get on

}  // namespace

const Clarity* clarity_of(const State& state, std::size_t branch) {
  const auto known = state.clarity.find(branch);
  return known == state.clarity.end() || known->second.mode != state.mode || known->second.unclear.empty()
             ? nullptr
             : &known->second;
}

void find_unclear(State& state, std::size_t branch, MapValues& values) {
  const MapMode& mode = map_modes()[state.mode];
  const Game& game = *state.game;
  const auto runs = outlook_of(game, branch), twins = outlook_of(game, sessions::no_branch);
  if (!mode.difference || branch == sessions::no_branch || !runs || !twins || !game.moment) {
    state.clarity.erase(branch);
    return;
  }
  Clarity& known = state.clarity[branch];
  const std::size_t units = runs->units_done() + twins->units_done();
  const bool same =
      known.runs == runs && known.twins == twins && known.mode == state.mode && known.week == game.moment->week;
  if (!same || (known.units != units && state.time - known.time > seconds_between)) {
    known = {runs, twins, state.mode, game.moment->week, units, state.time, 0, {}};
    const auto ways = runs->ways(mode.measure, game.setting().regions(), game.moment->week, *twins);
    known.lucks = ways.pairs;
    for (const int way : ways.by_scope) known.unclear.push_back(way == 0);
  }
  if (!known.unclear.empty()) values.unclear = known.unclear;
}

}  // namespace mainstay::viz
