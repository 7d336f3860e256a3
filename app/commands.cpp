#include "app/commands.h"

#include <CLI/CLI.hpp>

#include "app/map.h"

namespace mainstay::app {

void add_commands(CLI::App& program, int& status) {
  add_map_command(program, status);
}

}  // namespace mainstay::app
