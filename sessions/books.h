// The books of a place, summed for people to read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "agents/world.h"

namespace mainstay::sessions {

// What was booked of the stock "capacity", by cause.
using CapacityBooks = std::map<std::string, double>;

// As booked, each programme for itself: "training (surge-three-borders)".
CapacityBooks booked(const agents::World& world, const std::vector<sim::RegionIndex>& regions);
// "Training (surge-three-borders)" as "Training": all programmes' training together.
std::string without_programme(const std::string& cause);
// In shares of capacity: for each authorised person there, all programmes together.
CapacityBooks capacity_books(const agents::World& world, const std::vector<sim::RegionIndex>& regions);

}  // namespace mainstay::sessions
