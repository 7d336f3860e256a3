// mainstay report DIR: writes report.html from the results in a folder.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_report(CLI::App& program, int& status);

}  // namespace mainstay::app
