// A facilitator's own change of any stock: whose state it moves, within which limits, and under which reason it is
// booked.
#pragma once

#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// Moves order.stock in the places that the order names (everywhere if it names none) and fills in `undertaking`, so
// that the change can be given back. False if nobody there has such a stock.
bool move_stock(World& world, Postings& postings, const Order& order, Undertaking& undertaking);

// Gives back what move_stock moved, as far as limits let it.
void give_back_stock(World& world, Postings& postings, const Undertaking& undertaking);

// How many there are in the world of those who hold this stock, by its place in stock_names: the indices in an
// undertaking's list of holders are below it.
std::size_t possible_holders(const World& world, std::uint32_t stock);

// The regions that an order names: by itself, by its government, or all on land.
std::vector<RegionIndex> places_of(const World& world, const Order& order);

}  // namespace mainstay::agents
