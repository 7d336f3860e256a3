// What happens when decisions meet, region by region: operations, attacks, intimidation, extortion, abuse and the harm
// they do (model.md section 6; loops B and C).
#pragma once

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// What the week brought each cell; groups learn and collect from it once all regions are done.
struct Outcomes {
  std::vector<double> reward;  // what its action was worth to it, [0, 1]
  std::vector<Cents> taken;    // money and materiel for its group
  std::vector<double> won;     // state forces that it killed or made give up, persons
  std::vector<double> lost;    // fighters that it lost in fights, persons
};

// Resolves the week's conflicts, in parallel over regions and in index order within each.
void resolve_encounters(World& world, const Picture& picture, Postings& postings, Outcomes& outcomes);

// Kills civilians of the region and books them; returns how many died.
Persons kill_civilians(World& world, RegionIndex region, Persons wanted, std::uint32_t draw);

// Kills staff of an institution; returns how many died.
std::int32_t kill_staff(World& world, Postings& postings, Index institution, std::int32_t wanted);

// Destroys a share of an institution's serviceable materiel.
void destroy_materiel(World& world, Postings& postings, Index institution, double share);

enum class Side : std::uint8_t { state, threat };
// Spreads harm (persons hurt) over the cohorts of a region, by how exposed each is to that side.
void harm_people(World& world, RegionIndex region, Side side, double persons, std::uint32_t community);

}  // namespace mainstay::agents
