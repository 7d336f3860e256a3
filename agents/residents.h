// People: what they feel, whom they fear, and whose side they take (Kalyvas 2006; model.md sections 2 and 6).
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

inline constexpr float feeling_scale = 65535.0f;  // fixed point of the feelings in Residents

// The update of all residents for this week, in parallel over cohorts; ends with the sums of each cohort.
void update_residents(World& world, const Picture& picture);

// Recomputes the sums of a cohort from its residents (after loading a scenario or moving persons).
void sum_cohort(const Residents& residents, Cohorts& cohorts, Index cohort);

// Takes up to `wanted` persons from residents of the region who hold one of the stances of `from` (a bit for each
// Stance), of `community` first unless none; returns how many were found. `draw` picks where to begin. No more than
// `share` of any one resident's persons leave.
Persons take_persons(World& world, RegionIndex region, unsigned from, std::uint32_t community, Persons wanted,
                     double share, std::uint32_t draw);
// Gives persons back to a resident of the region.
void return_persons(World& world, RegionIndex region, Persons persons, std::uint32_t draw);

constexpr unsigned stance_bit(Stance stance) {
  return 1u << static_cast<unsigned>(stance);
}
inline constexpr unsigned any_stance = (1u << stance_count) - 1;

}  // namespace mainstay::agents
