// All layers of one map, from below to above.
#pragma once

#include "viz/map_view.h"

namespace mainstay::viz {

// `moment` is of the branch that this map shows; null before the first is ready. `occupied` holds what labels and
// tokens must keep clear of.
void draw_map_layers(sf::RenderTarget& target, State& state, const Camera& camera, ShapeLayer& shapes,
                     const MapValues& values, const sessions::Moment* moment, Occupied& occupied);

}  // namespace mainstay::viz
