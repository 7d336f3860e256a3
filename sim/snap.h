// Joins outlines that were digitised twice: where two shapes run within some metres of each other, the later one takes
// the course of the earlier one, point for point.
#pragma once

#include <span>
#include <vector>

#include "sim/map.h"

namespace mainstay::sim {

struct SnapResult {
  std::size_t rings_moved = 0;  // rings of which some point took another place
  std::size_t rings_left = 0;   // rings that would have been torn or lost most of their area, and so stay as they are
};

// Gaps and overlaps narrower than `metres` close, also where three shapes meet; where one line ends along another, that
// one gets the point, too. What lies farther apart stays. Earlier shapes keep their outlines.
SnapResult snap_together(std::span<std::vector<Polygon>* const> shapes, double metres);

}  // namespace mainstay::sim
