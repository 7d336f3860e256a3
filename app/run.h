// mainstay run: every course of action of a scenario and the twin, over paired seeds.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_run(CLI::App& program, int& status);

}  // namespace mainstay::app
