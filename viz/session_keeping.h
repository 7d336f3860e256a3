// What is done in the window is in a session file from the first order on.
#pragma once

#include <memory>
#include <string>

#include "viz/state.h"

namespace mainstay::viz {

bool names_session(const std::string& file);
// A session as it was left. Throws scenarios::InvalidInput when the file is damaged, foreign, or in use.
std::unique_ptr<Game> reopen_session(const std::string& file, const std::string& program);

// Makes the session's file if it has none yet: call before anything is kept. Throws InvalidInput when it cannot.
void require_session_file(State& state);
// Hands what was simulated to the file's writer and says what goes wrong there; once a frame.
void follow_session(State& state);

}  // namespace mainstay::viz
