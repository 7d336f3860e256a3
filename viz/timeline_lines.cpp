#include "viz/timeline_lines.h"

#include "viz/stored_runs.h"

namespace mainstay::viz {

namespace {

// As results name it.
std::string scope_id(const agents::Setting& setting, std::size_t scope) {
  if (scope < setting.regions()) return setting.map.regions[scope].id;
  if (scope < setting.theatre_scope()) return setting.map.countries[scope - setting.regions()].id;
  return "theatre";
}

TimelineLine line_of(const State& state, std::size_t branch, agents::Measure measure, std::size_t scope) {
  const Game& game = *state.game;
  TimelineLine line;
  line.title = branch_title(game, branch);
  line.colour = branch_colour(state, branch);
  line.round = branch_round(state, branch);
  line.dashed = branch == sessions::no_branch;
  line.shown = branch == game.branch;
  line.values = history_of(game, branch)->series(measure, scope);
  line.branch = branch;
  if (const auto runs = outlook_of(game, branch)) {
    line.bands = runs->levels(measure, sessions::Place::scope(scope));
  } else if (game.stored && (branch == sessions::no_branch || game.session.branches()[branch].given.empty())) {
    const std::string course = branch == sessions::no_branch ? "twin" : game.session.branches()[branch].course;
    line.bands = game.stored->bands(course, measure, scope_id(game.setting(), scope));
  }
  return line;
}

void add_with_children(const State& state, std::size_t branch, int depth, agents::Measure measure, std::size_t scope,
                       std::vector<TimelineLine>& lines) {
  const auto& branches = state.game->session.branches();
  TimelineLine line = line_of(state, branch, measure, scope);
  line.depth = depth;
  line.forked = branches[branch].forked;
  lines.push_back(std::move(line));
  for (std::size_t b = 0; b < branches.size(); ++b)
    if (branches[b].parent == branch) add_with_children(state, b, depth + 1, measure, scope, lines);
}

}  // namespace

std::vector<TimelineLine> timeline_lines(const State& state, agents::Measure measure, std::size_t scope) {
  std::vector<TimelineLine> lines;
  lines.push_back(line_of(state, sessions::no_branch, measure, scope));
  const auto& branches = state.game->session.branches();
  for (std::size_t b = 0; b < branches.size(); ++b)
    if (branches[b].parent == sessions::no_branch) add_with_children(state, b, 0, measure, scope, lines);
  return lines;
}

}  // namespace mainstay::viz
