#include "app/run.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <tbb/global_control.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>

#include "app/progress.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "scenarios/scenario.h"
#include "studies/report.h"
#include "studies/results.h"
#include "studies/runner.h"
#include "studies/summary.h"

namespace mainstay::app {

namespace {

struct Options {
  std::string scenario, out;
  std::vector<std::string> courses, set;
  std::uint32_t seeds = 20, weeks = 0;
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false, quiet = false;
};

std::atomic<bool> interrupted{false};
void interrupt(int) {
  interrupted = true;
}

std::vector<scenarios::Override> overrides_of(const std::vector<std::string>& set) {
  std::vector<scenarios::Override> overrides;
  for (const std::string& text : set) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || text[0] != '/')
      throw scenarios::InvalidInput(
          {{"--set", 0, 0, "", "\"" + text + "\" is not POINTER=VALUE, such as /parameters/skill_half_life_weeks=60"}});
    overrides.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return overrides;
}

void require_courses(const Options& options, const scenarios::Scenario& scenario) {
  for (const std::string& name : options.courses) {
    std::string known;
    bool found = name == "twin";
    for (const auto& course : scenario.courses) {
      found |= course.name == name;
      known += (known.empty() ? "" : ", ") + course.name;
    }
    if (!found)
      throw scenarios::InvalidInput(
          {{"--coa", 0, 0, "", "no course of action \"" + name + "\" in this scenario; it has: " + known}});
  }
}

std::filesystem::path results_folder(const Options& options) {
  if (!options.out.empty()) return options.out;
  return std::filesystem::path("results") / std::filesystem::path(options.scenario).stem();
}

int run(const Options& options, const std::string& command_line) {
  std::unique_ptr<tbb::global_control> threads;
  if (options.threads > 0)
    threads = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism, options.threads);
  const scenarios::Scenario scenario = scenarios::load_scenario(options.scenario, overrides_of(options.set));
  require_courses(options, scenario);
  if (options.weeks > scenario.setting->weeks)
    throw scenarios::InvalidInput(
        {{"--weeks", 0, 0, "",
          fmt::format("{} is beyond the scenario's {} weeks", options.weeks, scenario.setting->weeks)}});
  const auto folder = results_folder(options);
  if (!options.quiet)
    fmt::print(stderr,
               "{}: {} regions, {} residents, {} institutions; {} courses of action and the twin, {} paired seeds. "
               "Illustrative, not a forecast.\n",
               scenario.title, scenario.setting->regions(), scenario.start.residents.size(),
               scenario.start.institutions.size(), scenario.courses.size(), options.seeds);
  // Results of an earlier run in the same folder make room.
  for (const char* name : {"results.sqlite", "results.sqlite-wal", "results.sqlite-shm", "report.html"})
    std::filesystem::remove(folder / name);
  studies::ResultsStore store(folder);
  std::ofstream(folder / "scenario.json") << scenario.text;
  studies::RunOptions run_options;
  run_options.courses = options.courses;
  run_options.seeds = options.seeds;
  run_options.first_seed = options.seed;
  run_options.weeks = options.weeks;
  run_options.command_line = command_line;
  run_options.version = version;
  run_options.commit = commit;
  run_options.compiler = compiler;
  run_options.started = fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(std::time(nullptr)));

  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  const auto started = std::chrono::steady_clock::now();
  std::size_t stored = 0;
  {
    Progress progress("Simulating", options.quiet);
    stored = studies::run_scenario(
        scenario, run_options, store, [&](std::size_t done, std::size_t all) { progress.update(done, all); },
        interrupted);
  }
  store.set_provenance(
      "wall_s",
      fmt::format("{:.1f}", std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count()));
  if (stored == 0) {
    fmt::print(stderr, "mainstay: interrupted before the first seed was done; nothing is stored.\n");
    return 130;
  }
  if (options.json)
    fmt::print("{}\n", studies::summary_json(store));
  else
    fmt::print("{}", studies::summary_table(store));
  const auto report = studies::write_report(folder);
  if (!options.quiet)
    fmt::print(stderr, "{}{} runs in {:.1f} s. Report: {}\n",
               interrupted ? "Interrupted; finished seeds are kept: " : "", stored,
               std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count(), report.string());
  return interrupted ? 130 : 0;
}

}  // namespace

void add_run(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("run", "Run every course of action of a scenario and the do-nothing twin");
  const auto options = std::make_shared<Options>();
  command->add_option("SCENARIO", options->scenario, "Scenario file")->required();
  command->add_option("--coa", options->courses, "Only this course of action (may be repeated)");
  command->add_option("--seeds", options->seeds, "Paired seeds")->capture_default_str()->check(CLI::Range(1u, 100000u));
  command->add_option("--weeks", options->weeks, "Weeks, if fewer than the scenario's");
  command->add_option("--seed", options->seed, "First seed")->capture_default_str();
  command->add_option("--threads", options->threads, "Threads (default: all cores)")->check(CLI::Range(1, 1024));
  command->add_option("--out", options->out, "Folder for results (default: results/NAME)");
  command->add_option("--set", options->set, "Change a value of the scenario: POINTER=VALUE (may be repeated)");
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->add_flag("--quiet", options->quiet, "No progress and no messages");
  command->footer("Example:\n  mainstay run scenarios/sahel.json --seeds 5 --set /governments/MLI/base_preference=0.3");
  command->callback([options, &status] {
    std::string command_line = "mainstay run " + options->scenario;
    for (const auto& set : options->set) command_line += " --set " + set;
    command_line += fmt::format(" --seeds {} --seed {}", options->seeds, options->seed);
    try {
      status = run(*options, command_line);
    } catch (const scenarios::InvalidInput& error) {
      fmt::print(stderr, "{}\n", error.what());
      status = 2;
    } catch (const std::exception& error) {
      fmt::print(stderr, "mainstay: {}\n", error.what());
      status = 1;
    }
  });
}

}  // namespace mainstay::app
