// mainstay merge: joins the results of a study's shards.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_merge(CLI::App& program, int& status);

}  // namespace mainstay::app
