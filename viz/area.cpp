#include "viz/area.h"

#include "viz/books_view.h"
#include "viz/state.h"

namespace mainstay::viz {

using namespace agents;

namespace {

std::vector<RegionIndex> chosen_regions(const std::vector<bool>& chosen) {
  std::vector<RegionIndex> regions;
  for (RegionIndex r = 0; r < chosen.size(); ++r)
    if (chosen[r]) regions.push_back(r);
  return regions;
}

void mark_targets(const Setting& setting, const Targets& targets, std::vector<bool>& chosen) {
  for (const RegionIndex r : targets.regions) chosen[r] = true;
  for (RegionIndex r = 0; r < setting.regions(); ++r)
    for (const CountryIndex k : targets.countries) chosen[r] = chosen[r] || setting.map.regions[r].country == k;
}

// Of the selected programme; where it is not open yet, of the order that will open it.
const Targets* programme_targets(const State& state, const Selection& chosen) {
  const Game& game = *state.game;
  if (game.moment && chosen.index < game.moment->world->programmes.size())
    return &game.moment->world->programmes[chosen.index].targets;
  for (const Order& order : game.shown_branch().history->orders())
    if (order.verb == Verb::open_programme && order.id == state.selected_programme) return &order.targets;
  return nullptr;
}

}  // namespace

std::vector<RegionIndex> surge_regions(const Setting& setting, const std::vector<Order>& orders) {
  std::vector<bool> chosen(setting.regions());
  for (const Order& order : orders)
    if (order.surge) mark_targets(setting, order.targets, chosen);
  return chosen_regions(chosen);
}

std::vector<Order> own_orders(const sessions::Session& session, std::size_t branch) {
  std::vector<Order> own;
  if (session.branches()[branch].parent == sessions::no_branch) return own;
  for (sessions::ListedOrder& listed : session.orders_in(branch))
    if (listed.own) own.push_back(std::move(listed.order));
  return own;
}

std::vector<RegionIndex> surge_regions(const Game& game) {
  if (auto new_ones = surge_regions(game.setting(), own_orders(game.session, game.branch)); !new_ones.empty())
    return new_ones;
  const auto own = surge_regions(game.setting(), game.shown_branch().history->orders());
  if (!own.empty()) return own;
  std::vector<bool> chosen(game.setting().regions());
  for (const sessions::Branch& branch : game.session.branches())
    for (const RegionIndex r : surge_regions(game.setting(), branch.history->orders())) chosen[r] = true;
  return chosen_regions(chosen);
}

Area scope_area(const Setting& setting, std::size_t scope) {
  return {scope_name(setting, scope), regions_of(setting, scope), scope};
}

Area selected_area(const State& state) {
  const Game& game = *state.game;
  const Setting& setting = game.setting();
  const Selection& chosen = state.selection.kind == Selection::Kind::group ? state.place : state.selection;
  if (chosen.kind == Selection::Kind::programme) {
    const Targets* targets = programme_targets(state, chosen);
    if (targets && targets->regions.empty() && targets->countries.size() == 1)
      return scope_area(setting, setting.country_scope(targets->countries.front()));
    std::vector<bool> meant(setting.regions());
    if (targets) mark_targets(setting, *targets, meant);
    auto regions = chosen_regions(meant);
    if (regions.size() == 1) return scope_area(setting, regions.front());
    if (!regions.empty()) return {"The programme's regions", std::move(regions), {}};
  }
  if (chosen.kind == Selection::Kind::surges) {
    auto regions = surge_regions(game);
    if (regions.size() == 1) return scope_area(setting, regions.front());
    if (!regions.empty()) return {"Surge regions", std::move(regions), {}};
  }
  return scope_area(setting, selected_scope(state));
}

sessions::Place place_of(const Area& area, Measure m, const World& world) {
  return area.scope ? sessions::Place::scope(*area.scope) : place_of(area.regions, m, world);
}

double measured(const World& world, const sessions::Place& place, Measure m) {
  return sessions::value_at(world, place, m);
}

double assessed(const World& world, const sessions::Place& place, Measure m) {
  return place.over([&](std::size_t scope) { return world.assessed.at(measure(m), scope); });
}

}  // namespace mainstay::viz
