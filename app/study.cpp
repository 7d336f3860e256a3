#include "app/study.h"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "app/run_plan.h"
#include "scenarios/error.h"
#include "studies/designs.h"
#include "studies/estimate.h"
#include "studies/new_study.h"
#include "studies/study_file.h"

namespace mainstay::app {

namespace {

// More than this is asked for by mistake more often than on purpose.
constexpr std::uint64_t most_runs_unasked = 200'000;
// Points are kept in memory.
constexpr std::uint64_t most_values = 100'000'000;

struct Options {
  std::string study, out, shard;
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

std::filesystem::path results_folder(const Options& options) {
  if (!options.out.empty()) return options.out;
  std::string name = std::filesystem::path(options.study).stem().string();
  if (!options.shard.empty()) name += "-" + options.shard;
  std::replace(name.begin(), name.end(), '/', '-');
  return std::filesystem::path("results") / name;
}

std::string duration(double seconds) {
  if (seconds < 120) return fmt::format("{:.0f} s", seconds);
  if (seconds < 7200) return fmt::format("{:.0f} minutes", seconds / 60);
  if (seconds < 200 * 3600) return fmt::format("{:.1f} hours", seconds / 3600);
  return fmt::format("{:.0f} days", seconds / 86400);
}

std::string size(double bytes) {
  if (bytes < 1e9) return fmt::format("{:.0f} MB", bytes / 1e6);
  return bytes < 1e13 ? fmt::format("{:.1f} GB", bytes / 1e9) : fmt::format("{:.0f} TB", bytes / 1e12);
}

std::string in_words(const studies::LoadedStudy& loaded, const studies::CostEstimate& cost, int threads) {
  const auto& study = loaded.study;
  std::string text = fmt::format(
      "Design {}: {} factors, {} points, {} seeds{}; {} runs in all.\n",
      studies::design_names[static_cast<std::size_t>(study.design)], study.factors.size(), cost.points, study.seeds,
      study.stop_when.outcome.empty() ? "" : fmt::format(" at first, {} at most", study.stop_when.most_seeds),
      cost.runs);
  return text + fmt::format("Estimated: {} on {} threads ({:.2f} s a run), {} of results ({:.0f} kB a run).\n",
                            duration(cost.seconds), threads, cost.seconds_a_run, size(cost.bytes),
                            cost.bytes_a_run / 1000);
}

int run_study(const Options& options) {
  const ThreadLimit limit(options.threads);
  const int threads = tbb::this_task_arena::max_concurrency();
  const studies::Shard shard = parse_shard(options.shard);
  studies::LoadedStudy loaded = studies::load_study(options.study);
  const std::uint64_t points = studies::point_count(loaded.study);
  const std::size_t courses = loaded.source.document().root().value("courses_of_action", scenarios::Json()).size() + 1;
  const bool many = points > most_runs_unasked / loaded.study.seeds / courses;
  if (options.dry_run || (many && !options.yes)) {
    const auto cost = studies::estimate_cost(loaded, threads, 1.0 / static_cast<double>(shard.count));
    if (!options.dry_run)
      throw scenarios::InvalidInput({{options.study, 0, 0, "",
                                      "this is a very large study. " + in_words(loaded, cost, threads) +
                                          "Reduce \"samples\", \"seeds\" or the factors' values, or start it with "
                                          "--yes if it is meant"}});
    fmt::print("{}", in_words(loaded, cost, threads));
    return 0;
  }
  if (points > most_values / (loaded.study.factors.size() + 1))
    throw scenarios::InvalidInput({{options.study, 0, 0, "/samples",
                                    fmt::format("{} points of {} factors do not fit into memory; make several studies, "
                                                "each with its own \"design_seed\"",
                                                points, loaded.study.factors.size())}});
  const studies::Plan plan(std::move(loaded));
  std::string command_line = "mainstay study " + options.study;
  if (!options.shard.empty()) command_line += " --shard " + options.shard;
  PlanOptions plan_options;
  plan_options.folder = results_folder(options);
  plan_options.shard = shard;
  plan_options.restart = options.restart;
  plan_options.retry_failed = options.retry_failed;
  plan_options.announcement =
      fmt::format("{}: {} points, {} courses of action and the twin, {} seeds. Illustrative, not a forecast.\n",
                  plan.study().title.empty() ? plan.base().title : plan.study().title, plan.points(),
                  plan.courses().size() - 1, plan.study().seeds);
  plan_options.json = options.json;
  plan_options.quiet = options.quiet;
  return run_plan(plan, plan_options, origin(command_line));
}

void add_new(CLI::App& study, int& status) {
  CLI::App* command = study.add_subcommand("new", "Print a commented study of a scenario to start from");
  const auto scenario = std::make_shared<std::string>();
  command->add_option("SCENARIO", *scenario, "Scenario file")->required();
  command->footer("Example:\n  mainstay study new scenarios/sahel.json > mine.json");
  command->callback([scenario, &status] {
    status = guarded([&] {
      fmt::print("{}", studies::study_to_start_from(scenarios::ScenarioSource::read(*scenario), *scenario));
      return 0;
    });
  });
}

}  // namespace

void add_study(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("study", "Run a design of points, courses of action and seeds");
  const auto options = std::make_shared<Options>();
  command->add_option("STUDY", options->study, "Study file");
  command->add_option("--out", options->out, "Folder for results (default: results/NAME)");
  command->add_option("--threads", options->threads, "Threads (default: all cores)")->check(CLI::Range(1, 1024));
  command->add_option("--shard", options->shard, "Do only part I of N, such as 1/8; `merge` joins the parts");
  command->add_flag("--restart", options->restart, "Throw away what is there and begin anew");
  command->add_flag("--retry-failed", options->retry_failed, "Repeat the runs that failed");
  command->add_flag("--dry-run", options->dry_run, "Print the design and its estimated time and size, and end");
  command->add_flag("--yes", options->yes, "Run even a very large design");
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->add_flag("--quiet", options->quiet, "No progress and no messages");
  command->footer(
      "Finished runs are never repeated: after an interruption, or a power cut, the same command goes on.\n\n"
      "Examples:\n  mainstay study studies/quick.json --out out\n  mainstay study new scenarios/sahel.json > "
      "mine.json");
  add_new(*command, status);
  command->callback([command, options, &status] {
    if (!command->get_subcommands().empty()) return;
    if (options->study.empty()) throw CLI::RequiredError("STUDY");
    status = guarded([&] { return run_study(*options); });
  });
}

}  // namespace mainstay::app
