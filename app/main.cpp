#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/version.h"

int main(int argc, char** argv) {
  CLI::App program{"Mainstay: what a surge of security assistance leaves behind. Illustrative model, not a forecast."};
  program.set_version_flag("--version",
                           std::string(mainstay::app::version) + " (commit " + mainstay::app::commit + ")");
  program.require_subcommand(1);
  int status = 0;
  mainstay::app::add_commands(program, status);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : 2;
  }
  return status;
}
