#include "app/run.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <tbb/global_control.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>

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

std::unique_ptr<tbb::global_control> limit_threads(int threads) {
  if (threads <= 0) return nullptr;
  return std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism, threads);
}

std::size_t threads_in_use() {
  return tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
}

void require_weeks(const Options& options, const scenarios::Scenario& scenario) {
  if (options.weeks > scenario.setting->weeks)
    throw scenarios::InvalidInput(
        {{"--weeks", 0, 0, "",
          fmt::format("{} is beyond the scenario's {} weeks", options.weeks, scenario.setting->weeks)}});
}

// The first seconds already say what is simulated, how often, and where the results will be.
void announce(const Options& options, const scenarios::Scenario& scenario, const std::filesystem::path& folder) {
  const auto courses =
      static_cast<std::size_t>(std::count_if(scenario.courses.begin(), scenario.courses.end(), [&](const auto& course) {
        return options.courses.empty() ||
               std::find(options.courses.begin(), options.courses.end(), course.name) != options.courses.end();
      }));
  fmt::print(stderr,
             "{}: {} regions, {} residents, {} institutions. Illustrative, not a forecast.\n"
             "{} course{} of action and the world without {}, {} seed{} each: {} runs of {} weeks on {} thread{}.\n"
             "Results: {}\n",
             scenario.title, scenario.setting->regions(), scenario.start.residents.size(),
             scenario.start.institutions.size(), courses, courses == 1 ? "" : "s", courses == 1 ? "it" : "them",
             options.seeds, options.seeds == 1 ? "" : "s", (courses + 1) * options.seeds,
             options.weeks > 0 ? options.weeks : scenario.setting->weeks, threads_in_use(),
             threads_in_use() == 1 ? "" : "s", folder.string());
}

// Results of an earlier run in the same folder make room. Fails before anything is simulated.
void make_room(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const char* name : {"results.sqlite", "results.sqlite-wal", "results.sqlite-shm", "report.html"})
    if (!error) std::filesystem::remove(folder / name, error);
  if (!error && access(folder.c_str(), W_OK) != 0) error = {errno, std::generic_category()};
  if (error)
    throw scenarios::InvalidInput(
        {{"--out", 0, 0, "", "results cannot be written into " + folder.string() + ": " + error.message()}});
}

void write_scenario(const std::filesystem::path& folder, const std::string& text) {
  std::ofstream file(folder / "scenario.json", std::ios::binary);
  file << text;
  file.close();
  if (!file)
    throw studies::ResultsError(
        fmt::format("{}: cannot be written. Check free space and permissions.", (folder / "scenario.json").string()));
}

studies::RunOptions run_options_of(const Options& options, const std::string& command_line) {
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
  return run_options;
}

// How long it took, stored with the results and in words.
std::string store_pace(studies::ResultsStore& store, std::size_t runs, double seconds) {
  const std::size_t threads = threads_in_use();
  const double per_run = seconds / static_cast<double>(runs);
  store.set_provenance("wall_s", fmt::format("{:.1f}", seconds));
  store.set_provenance("threads", std::to_string(threads));
  store.set_provenance("runs", std::to_string(runs));
  store.set_provenance("seconds_per_run", fmt::format("{:.3f}", per_run));
  store.set_provenance("core_seconds_per_run", fmt::format("{:.3f}", per_run * static_cast<double>(threads)));
  return fmt::format("{} runs in {} on {} thread{}: {:.2f} s a run, {:.2f} core-seconds a run.", runs,
                     time_text(seconds), threads, threads == 1 ? "" : "s", per_run,
                     per_run * static_cast<double>(threads));
}

int run(const Options& options, const std::string& command_line) {
  const auto threads = limit_threads(options.threads);
  const scenarios::Scenario scenario = scenarios::load_scenario(options.scenario, overrides_of(options.set));
  require_courses(options, scenario);
  require_weeks(options, scenario);
  const auto folder = results_folder(options);
  make_room(folder);
  if (!options.quiet) announce(options, scenario, folder);
  studies::ResultsStore store(folder);
  write_scenario(folder, scenario.text);
  std::signal(SIGINT, interrupt);
  std::signal(SIGTERM, interrupt);
  const auto started = std::chrono::steady_clock::now();
  std::size_t stored = 0;
  {
    Progress progress("Simulating", options.quiet);
    stored = studies::run_scenario(
        scenario, run_options_of(options, command_line), store,
        [&](const studies::RunProgress& now) { progress.update(now.done, now.all, now.share); }, interrupted);
  }
  if (stored == 0) {
    fmt::print(stderr, "mainstay: interrupted before the first seed was done; nothing is stored.\n");
    return 130;
  }
  const std::string pace =
      store_pace(store, stored, std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  fmt::print("{}", options.json ? studies::summary_json(store) : studies::summary_table(store));
  std::fflush(stdout);
  const auto report = studies::write_report(folder);
  if (!options.quiet)
    fmt::print(stderr, "{}{}\nReport: {}\n", interrupted ? "Interrupted; finished seeds are kept. " : "", pace,
               report.string());
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
    for (const auto& course : options->courses) command_line += " --coa " + course;
    if (options->weeks > 0) command_line += fmt::format(" --weeks {}", options->weeks);
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
