#include "app/study.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/run_plan.h"
#include "app/study_batch.h"
#include "app/study_cost.h"
#include "scenarios/error.h"
#include "scenarios/terminal.h"
#include "studies/new_study.h"
#include "studies/ranks.h"
#include "studies/study_file.h"

namespace mainstay::app {

namespace {

struct StudyOptions {
  std::string study, out, shard, page;
  int threads = 0;
  bool restart = false, retry_failed = false, dry_run = false, yes = false, quiet = false, json = false;
};

studies::Shard parse_shard(const std::string& text) {
  if (text.empty()) return {};
  unsigned index = 0, count = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%u/%u%c", &index, &count, &rest) != 2 || index < 1 || index > count)
    throw scenarios::InvalidInput(
        {{"--shard", 0, 0, "", "\"" + text + "\" is not I/N with I from 1 to N, such as 1/8"}});
  return {index - 1, count};
}

std::filesystem::path folder_of_study(const StudyOptions& options) {
  if (!options.out.empty()) return options.out;
  std::string name = std::filesystem::path(options.study).stem().string();
  if (!options.shard.empty()) name += "-" + options.shard;
  std::replace(name.begin(), name.end(), '/', '-');
  return std::filesystem::path("results") / name;
}

PlanOptions plan_options(const StudyOptions& options, studies::Ranks& ranks) {
  PlanOptions plan;
  plan.ranks = &ranks;
  plan.folder = folder_of_study(options);
  plan.shard = parse_shard(options.shard);
  plan.restart = options.restart;
  plan.retry_failed = options.retry_failed;
  plan.json = options.json;
  plan.quiet = options.quiet;
  return plan;
}

int run_folder(const StudyOptions& options, studies::Ranks& ranks) {
  if (!options.shard.empty())
    throw scenarios::InvalidInput({{"--shard", 0, 0, "", "takes one study, not a folder of them; give the file"}});
  return run_batch({options.study, options.page, plan_options(options, ranks), options.dry_run, options.yes});
}

int run_study(const StudyOptions& options, studies::Ranks& ranks) {
  PlanOptions how = plan_options(options, ranks);
  const auto threads = static_cast<int>(threads_in_use());
  const double share = 1.0 / static_cast<double>(how.shard.count);
  if (!options.page.empty())
    throw scenarios::InvalidInput({{"--page", 0, 0, "", "is for a folder of studies; a single one has its report"}});
  studies::LoadedStudy loaded = studies::load_study(options.study);
  if (options.dry_run) {
    scenarios::print("{}", in_words(loaded, studies::estimate_cost(loaded, threads, share), threads));
    return 0;
  }
  refuse_if_enormous(loaded, threads, share, options.yes);
  const studies::Plan plan(std::move(loaded));
  how.announcement =
      fmt::format("{}: {}. Illustrative, not a forecast.\n",
                  plan.study().title.empty() ? plan.base().title : plan.study().title, size_in_words(plan));
  return run_plan(
      plan, how,
      origin("mainstay study " + options.study + (options.shard.empty() ? "" : " --shard " + options.shard)));
}

// In the first of several processes, or in the only one; the others only simulate.
int run_in_ranks(const StudyOptions& options) {
  const ThreadLimit limit(options.threads);
  studies::Ranks ranks;
  if (ranks.rank() > 0) {
    ranks.work(interruption());
    return 0;
  }
  return is_folder(options.study) ? run_folder(options, ranks) : run_study(options, ranks);
}

void add_new(CLI::App& study, int& status) {
  CLI::App* command = study.add_subcommand("new", "Print a commented study of a scenario to start from");
  const auto scenario = std::make_shared<std::string>();
  command->add_option("SCENARIO", *scenario, "Scenario file")->required();
  const auto all = std::make_shared<bool>(false);
  command->add_flag("--all-parameters", *all,
                    "Instead, a Morris screening of every parameter of the model over its plausible range");
  command->footer(
      "Examples:\n  mainstay study new scenarios/sahel.json > mine.json\n"
      "  mainstay study new scenarios/sahel.json --all-parameters > all.json");
  command->callback([scenario, all, &status] {
    status = guarded([&] {
      const auto source = scenarios::ScenarioSource::read(*scenario);
      scenarios::print("{}", *all ? studies::study_of_all_parameters(source, *scenario)
                                  : studies::study_to_start_from(source, *scenario));
      return 0;
    });
  });
}

}  // namespace

void add_study(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("study", "Run a design of points, courses of action and seeds");
  const auto options = std::make_shared<StudyOptions>();
  command->add_option("STUDY", options->study, "Study file, or a folder of them");
  command->add_option("--out", options->out, "Folder for results (default: results/NAME)");
  command->add_option("--threads", options->threads, "Threads (default: all cores)")->check(CLI::Range(1, 1024));
  command->add_option("--shard", options->shard, "Do only part I of N, such as 1/8; `merge` joins the parts");
  command->add_option("--page", options->page, "A folder's table of patterns, also as a page in Markdown");
  command->add_flag("--restart", options->restart, "Throw away what is there and begin anew");
  command->add_flag("--retry-failed", options->retry_failed, "Repeat the runs that failed");
  command->add_flag("--dry-run", options->dry_run, "Print the design and its estimated time and size, and end");
  command->add_flag("--yes", options->yes, "Run even a very large design");
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->add_flag("--quiet", options->quiet, "No progress and no messages");
  command->footer(
      "Finished runs are never repeated: after an interruption, or a power cut, the same command goes on.\n\n"
      "Examples:\n  mainstay study studies/quick.json --out out\n  mainstay study new scenarios/sahel.json > "
      "mine.json\n  mainstay study studies/patterns/ --out results/patterns     runs all studies in it and prints "
      "expected,\n"
      "                                                             measured, pass or fail");
  add_new(*command, status);
  command->callback([command, options, &status] {
    if (!command->get_subcommands().empty()) return;
    if (options->study.empty()) throw CLI::RequiredError("STUDY");
    status = guarded([&] { return run_in_ranks(*options); });
  });
}

}  // namespace mainstay::app
