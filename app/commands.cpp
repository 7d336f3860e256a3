#include "app/commands.h"

#include <CLI/CLI.hpp>

namespace mainstay::app {

void add_commands(CLI::App& program, int& status) {
  (void)program;
  (void)status;
}

}  // namespace mainstay::app
