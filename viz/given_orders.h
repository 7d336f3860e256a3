// The branch in view: where it comes from and what is ordered in it.
#pragma once

#include "viz/inspector.h"

namespace mainstay::viz {

void draw_branch(Column& column);
void draw_given_orders(Column& column);

}  // namespace mainstay::viz
