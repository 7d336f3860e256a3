#include "app/merge.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/run_plan.h"
#include "scenarios/terminal.h"
#include "studies/merge.h"
#include "studies/report.h"
#include "studies/report_text.h"

namespace mainstay::app {

namespace {

int join(const std::vector<std::string>& folders, const std::string& out) {
  for (const auto& folder : folders) tell_version(studies::ResultsStore(folder, studies::ResultsStore::Access::read));
  const auto counts = studies::merge({folders.begin(), folders.end()}, out);
  scenarios::say("{} from {}{}.\n", studies::plural(counts.runs, "run"), studies::plural(folders.size(), "folder"),
                 counts.repeated > 0 ? fmt::format(", {} of them in more than one", counts.repeated) : "");
  scenarios::print("{}\n", studies::write_report(out).string());
  return 0;
}

}  // namespace

void add_merge(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("merge", "Join the results of a study's shards");
  const auto folders = std::make_shared<std::vector<std::string>>();
  const auto out = std::make_shared<std::string>();
  command->add_option("DIR", *folders, "Folders that `mainstay study --shard` has written")->required();
  command->add_option("--out", *out, "Folder for the whole")->required();
  command->footer(
      "The tables are those of the study run by one process. Runs that no shard has can be added by\n"
      "`mainstay study STUDY --out DIR`.\n\nExample:\n  mainstay merge part-1 part-2 --out whole");
  command->callback([folders, out, &status] { status = guarded([&] { return join(*folders, *out); }); });
}

}  // namespace mainstay::app
