// Files of what is on screen: a picture's name, and the timeline's lines as a table.
#pragma once

#include <string>

#include "viz/state.h"

namespace mainstay::viz {

// "sahel-week-104.png", or with "-2", "-3" ... if that file is there already.
std::string free_file_name(const State& state, const std::string& extension);

// Long form: line, week, date, value, and the bands where they are known. Returns false if it cannot be written.
bool write_series(const State& state, const std::string& file);

}  // namespace mainstay::viz
