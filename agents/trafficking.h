// Trafficking: flows take the path of least expected loss from source to market; who guards a border can seize them,
// who holds a place can tax them, and officials along the way are bribed (loop E).
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// Share of the value that crosses a border which is seized there, [0, 1].
double interdiction(const World& world, const Picture& picture, Index border);

// Moves this week's flows; routes are reconsidered every few weeks.
void move_trafficking(World& world, const Picture& picture);

// Calls at(region, US dollars) for each region that a flow passed through last week, from source to market.
template <class At>
void for_each_stage(const Setting& setting, const TraffickingFlow& flow, Index route, const At& at) {
  RegionIndex region = setting.routes[route].source;
  for (std::size_t k = 0; k < flow.value_usd.size(); ++k) {
    if (k > 0) region = setting.map.beyond(flow.path[k - 1], region);
    at(region, flow.value_usd[k]);
  }
}

}  // namespace mainstay::agents
