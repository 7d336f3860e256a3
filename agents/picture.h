// The frozen picture of a week: what the state's forces, the threats and the people amount to in each region, taken
// from last week's state before anyone decides. Everything here follows from the world; nothing here is state.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "agents/kinds.h"
#include "agents/world.h"

namespace mainstay::agents {

// Indices grouped by region: those of region r are of(r).
struct ByRegion {
  std::vector<Index> begin;
  std::vector<Index> items;
  std::span<const Index> of(RegionIndex region) const {
    return {items.data() + begin[region], items.data() + begin[region + 1]};
  }
  // Groups 0..regions_of_items.size() by region, keeping their order.
  void group(std::size_t regions, std::span<const RegionIndex> regions_of_items);
};

struct Picture {
  ByRegion institutions;
  ByRegion cells;
  std::array<std::vector<double>, function_count> output;          // by region: persons at full capacity
  std::array<std::vector<double>, function_count> country_output;  // by country: the same, of national institutions
  std::vector<double> population;                                  // persons who live there now, hosted ones included
  std::vector<double> cooperation;                                 // share of people who help the state, [0, 1]
  std::vector<double> support;                                     // share of people who help threats, [0, 1]
  std::vector<double> ready_to_fight;  // persons who would leave home for a threat, fighters already gone included
  std::vector<double> grievance, hardship, trust;           // means over people, [0, 1]
  std::vector<double> state_presence;                       // persons at full capacity, after terrain
  std::vector<double> threat_presence;                      // the same scale
  std::vector<double> fighters;                             // persons
  std::vector<double> force_integrity, force_skill;         // of those who patrol and operate, [0, 1]
  std::vector<double> justice_integrity, border_integrity;  // of courts; of border guards and customs; else of forces
  std::vector<double> kinship;                              // by cohort: to the fighters around it, [0, 1]
  std::vector<double> restraint;                            // rules of engagement in force, [0, 1]
  std::vector<double> trafficking_usd;                      // value that passed through last week
  std::vector<double> support_ends_in;      // weeks until announced assistance to forces there ends; large: no date
  std::vector<double> oversight;            // by country: of national bodies, courts and civil society alike
  std::vector<double> armed_capacity;       // by country: persons at full capacity
  std::vector<double> foreign_protection;   // peacekeepers who guard people, persons
  std::vector<double> foreign_monitoring;   // peacekeepers who watch for abuse, persons
  std::vector<double> information_sharing;  // by region: with the countries across its borders, [0, 1]

  double out(Function function, RegionIndex region) const { return output[static_cast<std::size_t>(function)][region]; }
  double nationwide(Function function, CountryIndex country) const {
    return country_output[static_cast<std::size_t>(function)][country];
  }
};

void take_picture(const World& world, Picture& picture);

}  // namespace mainstay::agents
