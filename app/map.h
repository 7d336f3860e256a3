#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

// `map make` and `map info`.
void add_map_command(CLI::App& program, int& status);

}  // namespace mainstay::app
