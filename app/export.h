// mainstay export: results as CSV or NetCDF.
#pragma once

namespace CLI {
class App;
}

namespace mainstay::app {

void add_export(CLI::App& program, int& status);

}  // namespace mainstay::app
