// What was ordered for a time and goes on: campaigns, patrols, ceasefires, standing reforms, advisers and missions are
// paid each week; shocks and custom injects end and are given back.
#pragma once

#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// An order's undertaking of `weeks` weeks from now on; 0: until another order changes it.
Undertaking begin_undertaking(const World& world, const Order& order);

// Those that are over end. Before the week's orders.
void end_undertakings(World& world, Postings& postings);

// The others go on and are paid. After the week's orders, which may have begun some.
void continue_undertakings(World& world);

// Dearer food and fuel take part of people's income in the places that the order names, for its weeks.
bool begin_price_shock(World& world, const Order& order);

}  // namespace mainstay::agents
