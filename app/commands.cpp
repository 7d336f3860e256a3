#include "app/commands.h"

#include <CLI/CLI.hpp>

#include "app/report.h"

namespace mainstay::app {

void add_commands(CLI::App& program, int& status) {
  add_report(program, status);
}

}  // namespace mainstay::app
