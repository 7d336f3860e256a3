#include "app/run.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "app/run_plan.h"
#include "app/version.h"
#include "scenarios/error.h"
#include "scenarios/scenario.h"
#include "scenarios/terminal.h"
#include "scenarios/warnings.h"
#include "studies/repeat.h"
#include "studies/report_text.h"
#include "studies/study_file.h"

namespace mainstay::app {

namespace {

struct Options {
  std::string scenario, out, from;
  std::int64_t run_id = -1;
  std::vector<std::string> courses, set;
  std::uint32_t seeds = 20, weeks = 0;
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false, quiet = false;
};

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

// `run` is a study of one point.
studies::Study as_study(const Options& options) {
  scenarios::Json study{{"format", "mainstay-study/1"}, {"scenario", options.scenario}, {"design", "list"}};
  if (options.weeks > 0) study["weeks"] = options.weeks;
  if (!options.courses.empty()) study["courses_of_action"] = options.courses;
  study["seeds"] = options.seeds;
  study["first_seed"] = options.seed;
  return studies::read_study(scenarios::Document::parse("the options of run", study.dump(2)));
}

// The first seconds already say what is simulated, how often, and where the results will be.
std::string announcement(const studies::Plan& plan, const std::filesystem::path& folder) {
  const std::size_t courses = plan.courses().size() - 1;
  const std::uint32_t seeds = plan.study().seeds;
  using studies::plural;
  return fmt::format(
      "{}: {}, {}, {}. Illustrative, not a forecast.\n"
      "{} of action and the world without {}, {} each: {} of {} on {}.\n"
      "Results: {}\n",
      plan.base().title, plural(plan.base().setting->regions(), "region"),
      plural(plan.base().start.residents.size(), "resident"),
      plural(plan.base().start.institutions.size(), "institution"), plural(courses, "course"),
      courses == 1 ? "it" : "them", plural(seeds, "seed"), plural((courses + 1) * seeds, "run"),
      plural(plan.weeks(), "week"), plural(threads_in_use(), "thread"), folder.string());
}

// One run of earlier results again, with everything recorded.
int repeat(const Options& options, const std::string& command_line) {
  const ThreadLimit threads(options.threads);
  const studies::ResultsStore store(options.from, studies::ResultsStore::Access::read);
  const auto out = options.out.empty() ? std::filesystem::path(options.from) / fmt::format("run-{}", options.run_id)
                                       : std::filesystem::path(options.out);
  const auto& stop = interruption();
  const auto repeated = studies::repeat_run(store, options.run_id, out, origin(command_line), stop);
  if (stop) return 130;
  scenarios::print("Run {}: {}, point {}, seed number {}; state hash {}{}\n", options.run_id, repeated.coa,
                   repeated.key.point, repeated.key.seed + 1, repeated.hash_now.empty() ? "none" : repeated.hash_now,
                   repeated.same() ? ", as it was" : "");
  if (!repeated.error.empty()) scenarios::print("It fails: {}\n", repeated.error);
  if (!options.quiet) scenarios::say("Everything about it and its twin is in {}\n", out.string());
  if (repeated.same()) return repeated.error.empty() ? 0 : 1;
  scenarios::say("mainstay: the state hash was {}; it was made by Mainstay {}, this is {} (commit {})\n",
                 repeated.hash_then, repeated.version_then, version, commit);
  return 1;
}

int run(const Options& options, const std::string& command_line) {
  const ThreadLimit threads(options.threads);
  auto source = scenarios::ScenarioSource::read(options.scenario, overrides_of(options.set));
  if (!options.quiet)
    for (const auto& warning : scenarios::warn_of_map(source)) scenarios::say("{}\n", warning.text());
  const studies::Plan plan({as_study(options), std::move(source)});
  const scenarios::Scenario& scenario = plan.base();
  require_courses(options, scenario);
  if (options.weeks > scenario.setting->weeks)
    throw scenarios::InvalidInput({{"--weeks", 0, 0, "",
                                    fmt::format("{} is beyond the scenario's {}", options.weeks,
                                                studies::plural(scenario.setting->weeks, "week"))}});
  PlanOptions plan_options;
  plan_options.folder = results_folder(options);
  plan_options.keep = studies::Keep::first_seed_whole;
  plan_options.replace_run = true;
  plan_options.announcement = announcement(plan, plan_options.folder);
  plan_options.json = options.json;
  plan_options.quiet = options.quiet;
  return run_plan(plan, plan_options, origin(command_line));
}

}  // namespace

void add_run(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("run", "Run every course of action of a scenario and the do-nothing twin");
  const auto options = std::make_shared<Options>();
  command->add_option("SCENARIO", options->scenario, "Scenario file");
  command->add_option("--coa", options->courses, "Only this course of action (may be repeated)");
  command->add_option("--seeds", options->seeds, "Paired seeds")->capture_default_str()->check(CLI::Range(1u, 100000u));
  command->add_option("--weeks", options->weeks, "Weeks, if fewer than the scenario's")->check(CLI::Range(1u, 100000u));
  command->add_option("--seed", options->seed, "First seed")->capture_default_str();
  command->add_option("--threads", options->threads, "Threads (default: all cores)")->check(CLI::Range(1, 1024));
  command->add_option("--out", options->out, "Folder for results (default: results/NAME)");
  command->add_option("--set", options->set, "Change a value of the scenario: POINTER=VALUE (may be repeated)");
  CLI::Option* from = command->add_option("--from", options->from, "Repeat one run of the results in this folder");
  command->add_option("--run", options->run_id, "Which: its run_id; everything about it is recorded")->needs(from);
  command->add_flag("--json", options->json, "Print the summary as JSON");
  command->add_flag("--quiet", options->quiet, "No progress and no messages");
  command->footer(
      "Example:\n  mainstay run scenarios/sahel.json --seeds 5 --set /governments/MLI/base_preference=0.3\n"
      "  mainstay run --from results/sahel --run 7");
  command->callback([options, &status] {
    if (!options->from.empty()) {
      if (options->run_id < 0) throw CLI::RequiredError("--run");
      status = guarded([&] {
        return repeat(*options, fmt::format("mainstay run --from {} --run {}", options->from, options->run_id));
      });
      return;
    }
    if (options->scenario.empty()) throw CLI::RequiredError("SCENARIO");
    std::string command_line = "mainstay run " + options->scenario;
    for (const auto& set : options->set) command_line += " --set " + set;
    for (const auto& course : options->courses) command_line += " --coa " + course;
    if (options->weeks > 0) command_line += fmt::format(" --weeks {}", options->weeks);
    command_line += fmt::format(" --seeds {} --seed {}", options->seeds, options->seed);
    status = guarded([&] { return run(*options, command_line); });
  });
}

}  // namespace mainstay::app
