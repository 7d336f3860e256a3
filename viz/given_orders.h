// The branch in view: where it comes from and what is ordered in it.
#pragma once

#include "viz/inspector.h"

namespace mainstay::viz {

// F2: its name is typed anew, in its place.
void start_renaming(State& state);
void draw_branch(Column& column);
void draw_given_orders(Column& column);

}  // namespace mainstay::viz
