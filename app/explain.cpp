#include "app/explain.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/run_plan.h"
#include "scenarios/error.h"
#include "scenarios/terminal.h"
#include "studies/explain.h"

namespace mainstay::app {

void add_explain(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("explain", "Why a measure differs between two courses of action");
  const auto folder = std::make_shared<std::string>();
  const auto question = std::make_shared<studies::ExplainQuestion>();
  command->add_option("DIR", *folder, "Folder that `mainstay run` or `mainstay study` has written")->required();
  command
      ->add_option("--measure", question->measure,
                   "Any measure or outcome: capacity, control, incidents, civilian_harm, ...")
      ->capture_default_str();
  command->add_option("--region", question->scope, "Region, theatre, or focus (all assisted regions)")
      ->capture_default_str();
  command->add_option("--coa", question->course, "Course of action (default: the first)");
  command->add_option("--against", question->against, "What it is compared with")->capture_default_str();
  const auto point = std::make_shared<std::int64_t>(-1);
  const auto where = std::make_shared<std::vector<std::string>>();
  command->add_option("--point", *point, "Of a study, only this point (point_id)")->check(CLI::NonNegativeNumber);
  command->add_option(
      "--where", *where,
      "Of a study, only points with this value or in this range: FACTOR=VALUE or FACTOR=LOW..HIGH (may be "
      "repeated)");
  command->footer(
      "Examples:\n  mainstay explain results/smallest --measure capacity --region XA-N --coa surge_only\n"
      "  mainstay explain results/mine --where /governments/XA/base_preference=0.1..0.3");
  command->callback([folder, question, point, where, &status] {
    status = guarded([&] {
      if (*point >= 0) question->point = *point;
      for (const std::string& text : *where) {
        const auto equals = text.rfind('=');
        if (equals == std::string::npos)
          throw scenarios::InvalidInput(
              {{"--where", 0, 0, "", "\"" + text + "\" is not FACTOR=VALUE or FACTOR=LOW..HIGH"}});
        question->where.emplace_back(text.substr(0, equals), text.substr(equals + 1));
      }
      const studies::ResultsStore store(*folder, studies::ResultsStore::Access::read);
      tell_version(store);
      scenarios::print("{}", studies::explanation_text(studies::explain_difference(store, *question)));
      return 0;
    });
  });
}

}  // namespace mainstay::app
