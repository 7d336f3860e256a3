#include "app/report.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>

#include "app/run_plan.h"
#include "scenarios/terminal.h"
#include "studies/report.h"
#include "studies/results.h"

namespace mainstay::app {

namespace {

int write_report(const std::string& folder) {
  if (!std::filesystem::is_regular_file(std::filesystem::path(folder) / "results.sqlite")) {
    scenarios::say(
        "mainstay: {}: there is no results.sqlite here. Name a folder that `mainstay run` or `mainstay study` "
        "has written.\n",
        folder);
    return 2;
  }
  try {
    tell_version(studies::ResultsStore(folder, studies::ResultsStore::Access::read));
    scenarios::print("{}\n", studies::write_report(folder).string());
    return 0;
  } catch (const std::exception& error) {
    scenarios::say("mainstay: {}\n", error.what());
    return 1;
  }
}

}  // namespace

void add_report(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("report", "Write report.html from the results in a folder");
  const auto folder = std::make_shared<std::string>();
  command->add_option("DIR", *folder, "Folder that `mainstay run` or `mainstay study` has written")->required();
  command->footer(
      "Example:\n  mainstay report results/sahel\nwrites results/sahel/report.html, which opens in any browser, also "
      "offline, and prints the file's name.");
  command->callback([folder, &status] { status = write_report(*folder); });
}

}  // namespace mainstay::app
