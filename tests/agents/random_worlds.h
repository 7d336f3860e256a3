// Random worlds and random orders for property tests: the same for the same number, on every machine.
#pragma once

#include <cstdint>
#include <vector>

#include "agents/world.h"
#include "scenarios/scenario.h"

namespace mainstay::tests {

// The world at the start of a scenario, with other staff, funds, feelings, governments, cells and luck.
agents::World random_world(const scenarios::Scenario& scenario, std::uint64_t number);

// `count` orders and injects of any kind, in order of week; each is one that the loader would let through.
std::vector<agents::Order> random_orders(const agents::World& world, std::uint64_t number, std::size_t count,
                                         std::uint32_t weeks);

}  // namespace mainstay::tests
