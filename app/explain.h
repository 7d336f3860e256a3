// mainstay explain: why a measure differs between two courses of action.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_explain(CLI::App& program, int& status);

}  // namespace mainstay::app
