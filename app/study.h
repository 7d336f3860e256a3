// mainstay study: a whole design of runs, stopped and continued at will.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_study(CLI::App& program, int& status);

}  // namespace mainstay::app
