// What a measure means, in what unit, and where it comes from: the text of tooltips.
#pragma once

#include <string>

#include "agents/measures.h"

namespace mainstay::viz {

std::string measure_note(agents::Measure measure);

}  // namespace mainstay::viz
