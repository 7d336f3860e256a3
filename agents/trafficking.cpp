#include "agents/trafficking.h"

#include <algorithm>

#include "agents/books.h"
#include "agents/events.h"
#include "agents/numeric.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

constexpr Week weeks_between_reroutes = 4;

void reroute(World& world, const Picture& picture) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  std::vector<double> weight(setting.map.borders.size());
  for (Index b = 0; b < weight.size(); ++b) {
    const sim::Border& border = setting.map.borders[b];
    const double loss = -sim::log(1 - std::min(0.95, interdiction(world, picture, b)));
    const double distance =
        sim::distance_km(setting.map.regions[border.a].centroid, setting.map.regions[border.b].centroid);
    weight[b] = loss + distance * p.transport_loss_per_km;
  }
  const sim::PathFinder finder(setting.map);
  for (Index f = 0; f < world.flows.size(); ++f)
    world.flows[f].path = finder.least_weight_path(setting.routes[f].source, setting.routes[f].market, weight);
}

// Those who hold a place tax what passes: by strength, more when a cell gives its week to it or its group lives from
// the route.
void tax(World& world, const Picture& picture, RegionIndex region, Index route, double value) {
  const Parameters& p = world.setting->parameters;
  const auto cells = picture.cells.of(region);
  double claims = 0;
  const auto claim = [&](Index c) {
    const auto& own = world.groups[world.cells.group[c]].traffics;
    const bool lives_from_it = std::find(own.begin(), own.end(), route) != own.end();
    const bool at_it = static_cast<Action>(world.cells.action[c]) == Action::traffic;
    return world.cells.strength[c] * (at_it ? 3.0 : 1.0) * (lives_from_it ? 2.0 : 1.0);
  };
  for (const Index c : cells) claims += claim(c);
  if (claims <= 0) return;
  const double hold = 0.5 * (1 - world.regions.control[region]);
  const double taken = value * p.traffic_tax * hold * claims / (claims + 100);
  for (const Index c : cells) {
    const Cents share = cents(taken * claim(c) / claims);
    world.groups[world.cells.group[c]].funds += share;
    world.ledger.book(region, account(Book::threat_funds_trafficking), static_cast<double>(share));
  }
}

}  // namespace

double interdiction(const World& world, const Picture& picture, Index index) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  const sim::Border& border = setting.map.borders[index];
  if (!border.international) return 0.01;
  double seized = 0;
  for (const RegionIndex side : {border.a, border.b}) {
    const double watch = picture.out(Function::border, side) + 2 * picture.out(Function::customs, side) +
                         3 * picture.out(Function::sea, side);
    const double length = std::max(20.0, setting.map.regions[side].international_border_km);
    const double bought = 1 - 0.8 * world.regions.bribery[side];
    const double joint = world.regions.joint_patrol_until[side] > world.week ? 1.5 : 1;
    const double shared = 1 + picture.information_sharing[side];
    const double density = watch / length * bought * joint * shared;
    seized = 1 - (1 - seized) * (1 - p.max_interdiction * ratio(density, density + p.border_staff_per_km));
  }
  return seized;
}

void move_trafficking(World& world, const Picture& picture) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  if (world.flows.empty()) return;
  if (world.week % weeks_between_reroutes == 0 || world.flows.front().path.empty()) reroute(world, picture);
  std::vector<double> passing(setting.regions(), 0.0);
  const auto pass = [&](RegionIndex region, Index route, double value) {
    passing[region] += value;
    tax(world, picture, region, route, value);
  };
  for (Index f = 0; f < world.flows.size(); ++f) {
    TraffickingFlow& flow = world.flows[f];
    double value = setting.routes[f].usd_per_week;
    RegionIndex at = setting.routes[f].source;
    flow.value_usd.assign(1, value);
    pass(at, f, value);
    for (const Index crossed : flow.path) {
      const double seized = value * interdiction(world, picture, crossed);
      value -= seized;
      at = setting.map.beyond(crossed, at);
      flow.value_usd.push_back(value);
      pass(at, f, value);
      if (seized > p.seizure_event_usd)
        world.events.add({world.week, static_cast<std::uint16_t>(EventKind::interdiction), 0, at, f, seized});
    }
  }
  for (RegionIndex r = 0; r < setting.regions(); ++r) {
    const double offered = ratio(passing[r], passing[r] + p.bribery_scale_usd);
    world.regions.bribery[r] = towards(world.regions.bribery[r], offered * (1 - picture.border_integrity[r]), 0.05);
  }
}

}  // namespace mainstay::agents
