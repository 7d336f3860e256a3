#include "viz/state.h"

#include <algorithm>
#include <utility>

#include "viz/bookmarks.h"
#include "viz/foreign_texts.h"
#include "viz/order_kinds.h"
#include "viz/session_keeping.h"

namespace mainstay::viz {

using Kind = Selection::Kind;

namespace {

sim::RegionIndex region_of(const State& state, const Selection& chosen) {
  if (chosen.kind == Kind::region) return chosen.index;
  if (!state.game || !state.game->moment) return sim::none;
  const agents::World& world = *state.game->moment->world;
  if (chosen.kind == Kind::institution && chosen.index < world.institutions.size())
    return world.institutions.region[chosen.index];
  if (chosen.kind == Kind::programme && chosen.index < world.programmes.size()) {
    const auto& regions = world.programmes[chosen.index].targets.regions;
    return regions.empty() ? sim::none : regions.front();
  }
  if (chosen.kind == Kind::group) {
    std::vector<double> strength(state.game->setting().regions());
    for (std::size_t c = 0; c < world.cells.size(); ++c)
      if (world.cells.group[c] == chosen.index) strength[world.cells.region[c]] += world.cells.strength[c];
    const auto strongest = std::max_element(strength.begin(), strength.end());
    if (*strongest > 0) return static_cast<sim::RegionIndex>(strongest - strength.begin());
  }
  return sim::none;
}

}  // namespace

Game::Game(sessions::Session opened)
    : scenario(opened.shared_scenario()),
      geometry(make_geometry(scenario->setting->map)),
      session(std::move(opened)),
      foreign_texts(foreign_texts_of(session)) {}

Game::~Game() = default;

std::string scope_name(const agents::Setting& setting, std::size_t scope) {
  if (scope < setting.regions()) return setting.map.regions[scope].name;
  if (scope < setting.theatre_scope()) return setting.map.countries[scope - setting.regions()].name;
  return "All regions";
}

std::size_t selected_scope(const State& state) {
  const agents::Setting& setting = state.game->setting();
  const Selection& place = state.selection.kind == Kind::group ? state.place : state.selection;
  if (place.kind == Kind::country) return setting.country_scope(place.index);
  if (place.kind == Kind::region || place.kind == Kind::institution)
    if (const auto region = region_of(state, place); region != sim::none) return region;
  return setting.theatre_scope();
}

void show_branch(State& state, std::size_t branch, sim::Week week) {
  Game& game = *state.game;
  state.renaming = false;
  game.branch = branch;
  std::vector<std::shared_ptr<sessions::History>> beside;
  for (const std::size_t other : game.compared)
    if (other != branch && other != sessions::no_branch) beside.push_back(game.session.branches()[other].history);
  if (const std::size_t parent = game.shown_branch().parent; parent != sessions::no_branch)
    if (const auto& from = game.session.branches()[parent].history;
        std::find(beside.begin(), beside.end(), from) == beside.end())
      beside.push_back(from);
  game.player.show(game.shown_branch().history, game.session.twin(), week, std::move(beside));
}

void select(State& state, Selection selection, bool move_camera) {
  state.selection = selection;
  if (!move_camera || !state.game) return;
  const MapGeometry& geometry = state.game->geometry;
  if (selection.kind == Kind::country) {
    state.camera.go_to(geometry.countries[selection.index], state.camera.fitted * 1.6f);
  } else if (const auto region = region_of(state, selection); region != sim::none) {
    state.camera.go_to(geometry.regions[region].anchor, std::max(state.camera.zoom, state.camera.fitted * 2.2f));
  }
}

std::shared_ptr<const sessions::History> history_of(const Game& game, std::size_t branch) {
  return branch == sessions::no_branch ? game.session.twin() : game.session.branches()[branch].history;
}

std::shared_ptr<const agents::World> world_of(const Game& game, const sessions::History& history) {
  const sessions::Moment& moment = *game.moment;
  if (&history == moment.history.get()) return moment.world;
  if (&history == game.session.twin().get()) return moment.twin;
  for (const auto& [other, world] : moment.beside)
    if (other.get() == &history) return world;
  return nullptr;
}

bool catches_up(const Game& game) {
  return game.moment && game.moment->history != game.shown_branch().history;
}

std::string branch_title(const Game& game, std::size_t branch) {
  if (branch == sessions::no_branch) return "Twin: no orders";
  // A course of action without a title has its key's.
  const sessions::Branch& named = game.session.branches()[branch];
  return named.title == named.course ? words_of(named.title) : named.title;
}

Colour branch_colour(const State& state, std::size_t branch) {
  const auto& colours = state.ui.theme.branches;
  return branch == sessions::no_branch ? state.ui.theme.twin : colours[branch % colours.size()];
}

int branch_round(const State& state, std::size_t branch) {
  return branch == sessions::no_branch ? 0 : static_cast<int>(branch / state.ui.theme.branches.size());
}

void say(State& state, std::string notice) {
  state.notice = std::move(notice);
  state.notice_until = state.time + 5;
}

void ask(State& state, Doubt doubt) {
  state.doubt = std::move(doubt);
  state.focus.control = "ask no";
}

std::string unfinished(const State& state) {
  if (!state.game) return "";
  if (state.draft) return "The drafted order has not been given.";
  if (has_unsaved_note(state)) return "The note of the bookmark has not been saved.";
  return "";
}

void leaving(State& state, std::string yes, std::function<void(State&)> act) {
  const std::string lost = unfinished(state);
  if (lost.empty()) return act(state);
  ask(state, {lost + " It is lost when you go on.", std::move(yes), "Stay here", std::move(act)});
}

void warn(State& state, std::string warning) {
  state.warning = std::move(warning);
}

void take_moment(State& state) {
  Game& game = *state.game;
  const auto before = std::exchange(game.moment, game.player.moment());
  Selection& chosen = state.selection;
  if (chosen != state.selection_seen) {
    const bool known = chosen.kind == Kind::programme && before && chosen.index < before->world->programmes.size();
    state.selected_programme = known ? before->world->programmes[chosen.index].id : "";
  }
  if (chosen.kind == Kind::programme && game.moment && !state.selected_programme.empty()) {
    const auto& programmes = game.moment->world->programmes;
    const auto same = std::find_if(programmes.begin(), programmes.end(),
                                   [&](const auto& programme) { return programme.id == state.selected_programme; });
    // Where it is not open yet nothing is shown, but it comes back with its week.
    chosen.index = same == programmes.end() ? sim::none : static_cast<std::uint32_t>(same - programmes.begin());
  }
  state.selection_seen = chosen;
  // A group is in many places, this week here, then there: what was looked at stays.
  if (chosen.kind != Kind::group) state.place = chosen;
}

void reset_for_game(State& state, bool same_map) {
  const bool place = state.selection.kind == Kind::region || state.selection.kind == Kind::country;
  if (!same_map || !place) state.selection = {};
  state.selection_seen = state.place = state.selection;
  state.selected_programme.clear();
  state.hovered = sim::none;
  state.map_drag = {};
  state.marks = {};
  state.alerts = {};
  state.clarity.clear();
  state.story = {};
  state.doubt.reset();
  state.draft.reset();
  state.dropped.reset();
  state.draft_seen.reset();
  state.draft_settled.reset();
  state.previewed.reset();
  state.drafts_before.clear();
  state.reason.clear();
  state.order_list = state.session_tools = state.all_orders = false;
  state.order_problem.clear();
  state.preview_from = 0;
  state.preview_of.reset();
  state.bookmark.reset();
  state.bookmark_note.clear();
  state.typing = {};
  state.renaming = false;
  state.search = false;
  state.search_text.clear();
  state.problem.clear();
  state.found = {};
  state.explained = {};
  if (!same_map) state.run_list = false;
}

}  // namespace mainstay::viz
