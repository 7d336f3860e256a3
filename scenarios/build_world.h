// Makes the setting and the starting world from a scenario whose file has been checked.
#pragma once

#include "scenarios/document.h"
#include "scenarios/scenario.h"

namespace mainstay::scenarios {

// The parts that do not change; the map has been read.
agents::Setting make_setting(const Json& root, sim::RegionalMap map, agents::Catalogue catalogue);
// The world before the warm-up. `setting` is the one of the same scenario.
agents::World make_world(const Json& root, const std::shared_ptr<const agents::Setting>& setting);
std::vector<agents::Trigger> read_triggers(const Json& root, const agents::Setting& setting,
                                           const agents::World& world);

}  // namespace mainstay::scenarios
