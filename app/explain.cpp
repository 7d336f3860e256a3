#include "app/explain.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/run_plan.h"
#include "studies/explain.h"

namespace mainstay::app {

void add_explain(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("explain", "Why a measure differs between two courses of action");
  const auto folder = std::make_shared<std::string>();
  const auto question = std::make_shared<studies::ExplainQuestion>();
  command->add_option("DIR", *folder, "Folder that `mainstay run` or `mainstay study` has written")->required();
  command->add_option("--measure", question->measure, "Measure that has books: capacity, staff, control, ...")
      ->capture_default_str();
  command->add_option("--region", question->scope, "Region, theatre, or focus (all assisted regions)")
      ->capture_default_str();
  command->add_option("--coa", question->course, "Course of action (default: the first)");
  command->add_option("--against", question->against, "What it is compared with")->capture_default_str();
  command->footer("Example:\n  mainstay explain results/smallest --measure capacity --region XA-N --coa surge_only");
  command->callback([folder, question, &status] {
    status = guarded([&] {
      const studies::ResultsStore store(*folder, studies::ResultsStore::Access::read);
      fmt::print("{}", studies::explain_difference(store, *question));
      return 0;
    });
  });
}

}  // namespace mainstay::app
