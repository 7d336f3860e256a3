// Worlds to measure with: the shipped scenarios, with another number of residents where asked.
#pragma once

#include <benchmark/benchmark.h>

#include <filesystem>
#include <string>

#include "agents/step.h"
#include "scenarios/scenario.h"

namespace mainstay::bench {

inline std::filesystem::path shipped(const std::string& name) {
  return std::filesystem::path(MAINSTAY_SOURCE_DIR) / "scenarios" / (name + ".json");
}

// Sahel where each resident stands for that many persons: 1,000 makes 71 thousand residents.
inline scenarios::Scenario sahel(std::int64_t persons_per_resident = 1000) {
  return scenarios::load_scenario(shipped("sahel"), {{"/persons_per_resident", std::to_string(persons_per_resident)}});
}

// A world in the middle of things: some weeks after its start.
inline agents::World under_way(const scenarios::Scenario& scenario, std::uint32_t weeks = 12) {
  agents::World world = scenario.start;
  agents::Workspace workspace;
  for (std::uint32_t week = 0; week < weeks; ++week) agents::step(world, {}, workspace);
  return world;
}

}  // namespace mainstay::bench
