// The form of a surge or a regular programme: where, whom, with what, for how long, and how it is handed over.
#pragma once

#include "viz/inspector.h"

namespace mainstay::viz {

void draw_surge_form(Column& column, Draft& draft);
// Who must agree and when the first effect is to be expected, in one line.
std::string consent_text(const State& state, const Draft& draft);

}  // namespace mainstay::viz
