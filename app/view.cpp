#include "app/view.h"

#include <CLI/CLI.hpp>

#include "app/run_plan.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "studies/results.h"
#include "viz/window.h"

namespace mainstay::app {

void add_view(CLI::App& program, int& status) {
  auto* command = program.add_subcommand("view", "Open the window: play a scenario, rewind, give orders, see why");
  command->footer(
      "Without a file the window offers the scenarios that come with Mainstay. From the first order on, all that is "
      "done\n"
      "is in a session file in $XDG_DATA_HOME/mainstay/sessions; opened again it is where it was left.\n\n"
      "Example:\n  mainstay view scenarios/sahel.json\n  mainstay view results/sahel");
  auto options = std::make_shared<viz::ViewOptions>();
  command->add_option("FILE", options->file, "Scenario, session (*.mainstay), or folder of results")
      ->check(CLI::ExistingPath);
  command
      ->add_option("--script", options->script, "Carries out the steps of this JSON file, then ends (docs/window.md)")
      ->check(CLI::ExistingFile);
  command->add_option("--out", options->out, "Folder for the script's pictures");
  command->add_option("--width", options->width, "Of the window, in pixels")->check(CLI::Range(640, 7680));
  command->add_option("--height", options->height, "Of the window, in pixels")->check(CLI::Range(400, 4320));
  command->add_option("--scale", options->scale, "Display scale; by default the display's own")
      ->check(CLI::Range(0.75, 2.5));
  command->add_option("--seed", options->seed, "The luck that is played");
  command->callback([options, &status] {
    options->program = program_name();
    status = guarded([&] {
      try {
        return viz::view(*options);
      } catch (const studies::ResultsError& error) {
        throw scenarios::InvalidInput({{options->file, 0, 0, "", error.what()}});
      }
    });
  });
}

}  // namespace mainstay::app
