// The window: opens a scenario, plays it, and shows it until it is closed.
#pragma once

#include <cstdint>
#include <string>

namespace mainstay::viz {

struct ViewOptions {
  std::string file;                // scenario or session; empty: a chooser
  std::string program;             // version and commit: session files say what has simulated them
  std::string script;              // steps to carry out instead of waiting for a user
  std::string out;                 // folder of the script's pictures; empty: the current one
  unsigned width = 0, height = 0;  // 0: as it was last
  float scale = 0;                 // 0: as it was last, or by the size of the screen
  std::uint64_t seed = 1;
};

// Returns the exit code: 0 closed, 1 a step of the script failed, 2 no display or no OpenGL 3 (said on stderr).
// Throws scenarios::InvalidInput when the file is damaged or of another kind.
int view(const ViewOptions& options);

}  // namespace mainstay::viz
