// Where runs with other luck agree that the orders made a difference, and where they do not.
#pragma once

#include "viz/map_view.h"

namespace mainstay::viz {

// What is known of a branch beside the twin in the map's measure; null as long as too few runs have got to the week.
const Clarity* clarity_of(const State& state, std::size_t branch);
// Notes in the values of a difference map where it is not clear; leaves them as they are where nothing is known.
void find_unclear(State& state, std::size_t branch, MapValues& values);

}  // namespace mainstay::viz
