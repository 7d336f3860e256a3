#include "app/view.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "scenarios/error.h"
#include "viz/window.h"

namespace mainstay::app {

void add_view(CLI::App& program, int& status) {
  auto* command = program.add_subcommand("view", "Opens the window: play a scenario, rewind, give orders, see why");
  command->footer(
      "Without a file the window offers the scenarios that come with Mainstay.\n\n"
      "Example: mainstay view scenarios/sahel.json");
  auto options = std::make_shared<viz::ViewOptions>();
  command->add_option("FILE", options->file, "Scenario")->check(CLI::ExistingFile);
  command
      ->add_option("--script", options->script, "Carries out the steps of this JSON file, then ends (docs/window.md)")
      ->check(CLI::ExistingFile);
  command->add_option("--out", options->out, "Folder for the script's pictures");
  command->add_option("--width", options->width, "Of the window, in pixels")->check(CLI::Range(640, 7680));
  command->add_option("--height", options->height, "Of the window, in pixels")->check(CLI::Range(400, 4320));
  command->add_option("--scale", options->scale, "Display scale; by default from the window's height")
      ->check(CLI::Range(0.75, 2.5));
  command->add_option("--seed", options->seed, "The luck that is played");
  command->callback([options, &status] {
    try {
      status = viz::view(*options);
    } catch (const scenarios::InvalidInput& invalid) {
      fmt::print(stderr, "{}\n", invalid.what());
      status = 2;
    }
  });
}

}  // namespace mainstay::app
