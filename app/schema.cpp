#include "app/schema.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "scenarios/schema.h"
#include "scenarios/terminal.h"

namespace mainstay::app {
namespace {

int print_schema(const std::string& name) {
  try {
    scenarios::print("{}\n", scenarios::Schema::load(name).json().dump(2));
    return 0;
  } catch (const scenarios::InvalidInput& invalid) {
    scenarios::say("{}\n", invalid.what());
    return 2;
  }
}

}  // namespace

void add_schema(CLI::App& program, int& status) {
  auto* command = program.add_subcommand("schema", "Print the JSON Schema of a file format, complete in itself");
  command->footer(
      "Editors that know JSON Schema complete and explain keys by it.\n\n"
      "Example: mainstay schema scenario > scenario.schema.json");
  auto name = std::make_shared<std::string>();
  command->add_option("NAME", *name, "Format: scenario, study, parameters")->required();
  command->callback([name, &status] { status = print_schema(*name); });
}

}  // namespace mainstay::app
