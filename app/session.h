// `mainstay session`: a wargame or an analysis without a window, in the same files as the window's.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_session(CLI::App& program, int& status);

}  // namespace mainstay::app
