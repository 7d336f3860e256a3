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

// What all lines are of.
struct Subject {
  agents::Measure measure;
  sessions::Place place;
  std::vector<std::string> scopes;  // of the place, as results name them
};

TimelineLine line_of(const State& state, std::size_t branch, const Subject& subject) {
  const Game& game = *state.game;
  TimelineLine line;
  line.title = branch_title(game, branch);
  line.colour = branch_colour(state, branch);
  line.round = branch_round(state, branch);
  line.dashed = branch == sessions::no_branch;
  line.shown = branch == game.branch;
  line.values = history_of(game, branch)->series(subject.measure, subject.place);
  line.branch = branch;
  if (const auto runs = outlook_of(game, branch)) {
    line.bands = runs->levels(subject.measure, subject.place);
  } else if (game.stored && (branch == sessions::no_branch || game.session.branches()[branch].given.empty())) {
    const std::string course = branch == sessions::no_branch ? "twin" : game.session.branches()[branch].course;
    line.bands = game.stored->bands(course, subject.measure, subject.scopes, subject.place);
  }
  return line;
}

void add_with_children(const State& state, std::size_t branch, int depth, const Subject& subject,
                       std::vector<TimelineLine>& lines) {
  const auto& branches = state.game->session.branches();
  TimelineLine line = line_of(state, branch, subject);
  line.depth = depth;
  line.forked = branches[branch].forked;
  lines.push_back(std::move(line));
  for (std::size_t b = 0; b < branches.size(); ++b)
    if (branches[b].parent == branch) add_with_children(state, b, depth + 1, subject, lines);
}

}  // namespace

std::vector<TimelineLine> timeline_lines(const State& state, agents::Measure measure, const Area& area) {
  const Game& game = *state.game;
  Subject subject{measure, {}, {}};
  if (game.moment)
    subject.place = place_of(area, measure, *game.moment->world);
  else
    subject.place = sessions::Place::scope(area.scope.value_or(game.setting().theatre_scope()));
  for (const std::size_t scope : subject.place.scopes) subject.scopes.push_back(scope_id(game.setting(), scope));
  std::vector<TimelineLine> lines;
  lines.push_back(line_of(state, sessions::no_branch, subject));
  const auto& branches = game.session.branches();
  for (std::size_t b = 0; b < branches.size(); ++b)
    if (branches[b].parent == sessions::no_branch) add_with_children(state, b, 0, subject, lines);
  return lines;
}

}  // namespace mainstay::viz
