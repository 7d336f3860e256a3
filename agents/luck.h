// What each stream of random draws is for. Values are part of the results: append, never reorder.
#pragma once

#include "agents/world.h"
#include "sim/random.h"

namespace mainstay::agents {

enum class Luck : sim::Purpose {
  residents,
  cells,
  encounters,
  staff,
  hazards,
  pipeline,
  politics,
  elections,
  assessment,
  displacement,
  triggers,
  birth,
  unused,
  shocks,
  advisers,
};

inline sim::Stream luck(const World& world, Luck purpose, std::uint64_t agent) {
  return {world.seed, static_cast<sim::Purpose>(purpose), agent, world.week};
}

}  // namespace mainstay::agents
