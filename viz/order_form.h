// The form of any order but a surge, drawn from the schema: a list for what refers to something, a slider for a number,
// chips for kinds, and the map for places.
#pragma once

#include "viz/inspector.h"
#include "viz/order_kinds.h"

namespace mainstay::viz {

void draw_order_form(Column& column, Draft& draft);
// A region that was clicked goes where the order names places; false if it names none.
bool place_in_order(const State& state, Draft& draft, sim::RegionIndex region);
// The list of all orders.
void draw_order_list(Column& column);

}  // namespace mainstay::viz
