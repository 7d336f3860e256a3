// Threat groups and their cells: what each cell decides to do, how groups learn, and how cells move, split and merge
// (model.md section 6; loops B, C and E).
#pragma once

#include "agents/encounters.h"
#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// Each cell weighs its actions against what its group has learned and what it sees; in parallel over cells.
void decide_actions(World& world, const Picture& picture);

// After the week's encounters: groups learn from what their actions brought, pay their fighters, and cells move, merge
// and split.
void reorganise_threats(World& world, const Outcomes& outcomes);

// A new cell; its id comes from group, region, week and how many the group bore this week.
// Of one group in one region. Where there are so many, cells grow instead of splitting; a cell's id has room for some
// thousand births there in one week.
inline constexpr std::uint32_t most_cells_together = 256;

Index add_cell(World& world, Index group, RegionIndex region, std::int32_t strength, double skill, double concealment);

// Whether the cell's group has agreed on a ceasefire with the government of the place where the cell is.
bool keeps_truce(const World& world, Index cell);

// How promising a region is for a group, in units of a cell's decision.
double attraction(const World& world, const Picture& picture, Index group, RegionIndex region);

}  // namespace mainstay::agents
