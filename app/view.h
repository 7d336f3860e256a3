#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_view(CLI::App& program, int& status);

}  // namespace mainstay::app
