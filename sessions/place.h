// The places that a value is taken over: regions and the weight of each, or one scope of the model's measures; and
// where orders are meant to act.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agents/measures.h"
#include "agents/world.h"

namespace mainstay::sessions {

struct Place {
  std::vector<std::size_t> scopes;
  std::vector<double> weights;  // empty: all alike. They need not sum to 1
  bool sum = false;             // add up instead of averaging
  static Place scope(std::size_t scope) { return {{scope}, {}, false}; }

  // `at` gives the value of one scope.
  template <class At>
  double over(const At& at) const {
    double total = 0, weight = 0;
    for (std::size_t k = 0; k < scopes.size(); ++k) {
      const double w = weights.empty() || sum ? 1 : weights[k];
      total += w * static_cast<double>(at(scopes[k]));
      weight += w;
    }
    return sum || weight == 0 ? total : total / weight;
  }
  // Of measures as [measure * all_scopes + scope].
  double value(const std::vector<float>& measures, std::size_t all_scopes, agents::Measure measure) const {
    return over([&](std::size_t scope) { return measures[agents::measure(measure) * all_scopes + scope]; });
  }
};

// Regions that a scope is made of.
std::vector<sim::RegionIndex> regions_of(const agents::Setting& setting, std::size_t scope);
// The scope at which the model itself measures these regions together, if there is one.
std::optional<std::size_t> scope_of(const agents::Setting& setting, const std::vector<sim::RegionIndex>& regions);
// "Gao and Kidal", "Mali", "all regions".
std::string place_name(const agents::Setting& setting, const std::vector<sim::RegionIndex>& regions);

// Authorised staff of the state's institutions there, at least 1.
double authorised_staff(const agents::World& world, const std::vector<sim::RegionIndex>& regions);
// How a measure is taken over regions: as measures aggregate (MeasureDescription), with people as of the map and the
// authorised staff of `world`.
Place place_of(const std::vector<sim::RegionIndex>& regions, agents::Measure measure, const agents::World& world);
// The same; where the model itself measures these regions together, that is what counts.
Place measured_place(const std::vector<sim::RegionIndex>& regions, agents::Measure measure, const agents::World& world);
double value_at(const agents::World& world, const Place& place, agents::Measure measure);

// Where an order of a list is meant to act, in order of region; all regions where it names no place. `start`: the world
// that the orders were read for.
std::vector<sim::RegionIndex> meant_regions(const agents::World& start, const std::vector<agents::Order>& orders,
                                            std::size_t order);

}  // namespace mainstay::sessions
