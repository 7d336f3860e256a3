// What holds of every world that the model can go on from. A world that was read from a file may be anything, and one
// that breaks this must not be stepped; a run whose numbers leave their ranges has failed.
#pragma once

#include <string>

#include "agents/numeric.h"
#include "agents/world.h"

namespace mainstay::agents {

// The largest numbers that are told apart from their neighbours in the books, and more than anybody ever has.
inline constexpr auto most_cents = static_cast<double>(most_counted);
inline constexpr Week latest_week = 1'000'000;

// The first fault, as its path and what is allowed there ("cells.region[12] is 400; there are 99 regions"); empty if
// the world is sound: lists as long as the setting says, indices and enumerations that mean something, what belongs
// together agrees, and the numbers as below. The world needs its setting.
std::string first_fault(const World& world);

// Of the numbers alone, leaving residents to their cohorts: each finite and in the range that world.h gives it. Cheap
// enough to be asked every week. The world must be whole.
std::string first_number_out_of_range(const World& world);

}  // namespace mainstay::agents
