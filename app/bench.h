// The bench command: one fixed benchmark, to compare machines and versions.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_bench(CLI::App& program, int& status);

}  // namespace mainstay::app
