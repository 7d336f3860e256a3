// One week of the world. Start reading at step.cpp.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <span>
#include <vector>

#include "agents/delivery.h"
#include "agents/encounters.h"
#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// The phases of a week in their order, and the time spent in each since the workspace was made, in seconds.
struct Profile {
  enum Phase { picture, orders, treasury, programmes, decisions, encounters, residents, slow_state, measures, count };
  std::array<double, count> seconds{};
};
inline constexpr std::array<const char*, Profile::count> phase_names = {
    "picture", "orders", "treasury", "programmes", "decisions", "encounters", "residents", "slow state", "measures"};

// Room that a step needs and that is not state; reuse it from week to week. One for each world that runs at a time.
struct Workspace {
  Picture picture;
  Postings postings;
  Outcomes outcomes;
  Offered offered;
  Profile profile;
  std::vector<Index> fired;  // triggers that fired in the last step
  // If set, sees the world after each phase of a step: where two programs part, or where a number went wrong.
  std::function<void(Profile::Phase, const World&)> after_phase;
};

// Simulates world.week and moves on to the next. `orders` are all orders of the course of action, in order of week;
// those due this week are applied. Given `fires`, those triggers fire this week and no others, whatever their
// conditions. The result depends on nothing but the world, the orders and that.
void step(World& world, std::span<const Order> orders, Workspace& workspace, const std::vector<Index>* fires = nullptr);

}  // namespace mainstay::agents
