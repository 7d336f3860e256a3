// What the timeline, the inspector and the comparison are about: one region, a country, all regions, or those that the
// surges of a branch are for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agents/world.h"
#include "sessions/place.h"
#include "sessions/session.h"

namespace mainstay::viz {

struct Game;
struct State;

struct Area {
  std::string name;
  std::vector<sim::RegionIndex> regions;
  std::optional<std::size_t> scope;  // where the model itself measures the whole area
};

Area scope_area(const agents::Setting& setting, std::size_t scope);
Area selected_area(const State& state);
// Orders that a branch has beyond what it branched off from, in order of week.
std::vector<agents::Order> own_orders(const sessions::Session& session, std::size_t branch);
// Where the branch's own surges go; if it has none, all surges in it; if there is none, those of all branches.
std::vector<sim::RegionIndex> surge_regions(const Game& game);
// Which a list of orders' surges are for.
std::vector<sim::RegionIndex> surge_regions(const agents::Setting& setting, const std::vector<agents::Order>& orders);

// How a measure is taken over an area.
using sessions::place_of;
sessions::Place place_of(const Area& area, agents::Measure measure, const agents::World& world);
// True in the model; and what outside observers make of it.
double measured(const agents::World& world, const sessions::Place& place, agents::Measure measure);
double assessed(const agents::World& world, const sessions::Place& place, agents::Measure measure);

}  // namespace mainstay::viz
