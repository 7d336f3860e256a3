#include "app/bench.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/progress.h"
#include "scenarios/assets.h"
#include "scenarios/error.h"
#include "scenarios/scenario.h"
#include "scenarios/terminal.h"
#include "studies/benchmark.h"

namespace mainstay::app {

namespace {

using studies::BenchmarkOptions;
using studies::ByThreads;

struct BenchOptions {
  std::string scenario;
  std::uint64_t residents = 0;  // 0: as many as the scenario has, without the growth table
  bool json = false, quiet = false;
};

constexpr std::uint64_t fewest_residents = 10'000, most_residents = 20'000'000;

struct Growth {
  std::size_t residents = 0;
  ByThreads ns_per_resident_week;
};

double population_of(const scenarios::Scenario& scenario) {
  double persons = 0;
  for (const sim::Region& region : scenario.setting->map.regions) persons += region.population;
  return persons;
}

// Sizes from ten thousand to `residents`, ten times more each.
std::vector<std::uint64_t> sizes_up_to(std::uint64_t residents) {
  std::vector<std::uint64_t> sizes;
  for (std::uint64_t size = fewest_residents; size < residents; size *= 10) sizes.push_back(size);
  sizes.push_back(residents);
  return sizes;
}

// The same places and institutions with another number of residents, each of whom stands for more or fewer persons.
scenarios::Scenario with_residents(const std::string& file, double population, std::uint64_t residents) {
  const double persons = std::max(1.0, std::round(population / static_cast<double>(residents)));
  return scenarios::load_scenario(file, {{"/persons_per_resident", fmt::format("{:.0f}", persons)}});
}

nlohmann::ordered_json keyed(const ByThreads& figures) {
  auto object = nlohmann::ordered_json::object();
  for (const auto& [threads, figure] : figures) object[std::to_string(threads)] = figure;
  return object;
}

void print_json(const scenarios::Scenario& scenario, const ByThreads& ns, const ByThreads& runs,
                const std::vector<Growth>& growth) {
  nlohmann::ordered_json out{{"format", "mainstay-bench/1"},
                             {"scenario", scenario.title},
                             {"residents", scenario.start.residents.size()},
                             {"regions", scenario.setting->regions()},
                             {"weeks", scenario.setting->weeks},
                             {"ns_per_resident_week", keyed(ns)},
                             {"runs_per_minute", keyed(runs)}};
  for (const Growth& row : growth)
    out["growth"].push_back({{"residents", row.residents}, {"ns_per_resident_week", keyed(row.ns_per_resident_week)}});
  scenarios::print("{}\n", out.dump(2));
}

std::string heading(const ByThreads& figures) {
  std::string line;
  for (const auto& [threads, figure] : figures)
    line += fmt::format("{:>14}", fmt::format("{} thread{}", threads, threads == 1 ? "" : "s"));
  return line;
}

std::string cells(const ByThreads& figures) {
  std::string line;
  for (const auto& [threads, figure] : figures) line += fmt::format("{:>14.1f}", figure);
  return line;
}

void print_table(const scenarios::Scenario& scenario, const ByThreads& ns, const ByThreads& runs,
                 const std::vector<Growth>& growth) {
  scenarios::print("{}: {} residents, {} regions, {} weeks\n\n", scenario.title, scenario.start.residents.size(),
                   scenario.setting->regions(), scenario.setting->weeks);
  scenarios::print("{:<32}{}\n", "", heading(ns));
  scenarios::print("{:<32}{}\n", "ns a resident and week", cells(ns));
  scenarios::print("{:<32}{}\n", "runs a minute", cells(runs));
  if (growth.empty()) return;
  scenarios::print("\n{:<32}{}\n", "ns a resident and week, by size", heading(ns));
  for (const Growth& row : growth)
    scenarios::print("{:<32}{}\n", fmt::format("{:>10} residents", row.residents), cells(row.ns_per_resident_week));
}

// Fewer weeks where there are many residents, so that each size takes about the same time.
std::uint32_t weeks_for(std::uint64_t residents) {
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(4'000'000 / residents, 3, 104));
}

int bench(const BenchOptions& options) {
  BenchmarkOptions benchmark;
  if (const auto all = static_cast<int>(std::thread::hardware_concurrency()); all > 1) benchmark.threads.push_back(all);
  const scenarios::Scenario scenario = scenarios::load_scenario(options.scenario);
  const auto sizes = options.residents > 0 ? sizes_up_to(options.residents) : std::vector<std::uint64_t>{};
  const double population = population_of(scenario);
  if (!sizes.empty() && static_cast<double>(sizes.back()) > population)
    throw scenarios::InvalidInput(
        {{"--residents", 0, 0, "",
          fmt::format("{} are more than the {:.0f} persons of this scenario", options.residents, population)}});
  const std::size_t measurements = benchmark.threads.size() * benchmark.repeats * (2 + sizes.size());
  std::size_t done = 0;
  ByThreads ns, runs;
  std::vector<Growth> growth;
  {
    Progress progress("Measuring", options.quiet);
    const auto advanced = [&] {
      ++done;
      progress.update(done, measurements, static_cast<double>(done) / static_cast<double>(measurements));
    };
    ns = studies::ns_per_resident_week(scenario, benchmark, advanced);
    runs = studies::runs_per_minute(scenario, benchmark, advanced);
    for (const std::uint64_t size : sizes) {
      const scenarios::Scenario grown = with_residents(options.scenario, population, size);
      benchmark.weeks = weeks_for(size);
      growth.push_back({grown.start.residents.size(), studies::ns_per_resident_week(grown, benchmark, advanced)});
    }
  }
  if (options.json)
    print_json(scenario, ns, runs, growth);
  else
    print_table(scenario, ns, runs, growth);
  return 0;
}

}  // namespace

void add_bench(CLI::App& program, int& status) {
  CLI::App* command = program.add_subcommand("bench", "Measure the speed: residents' updates and whole runs");
  const auto options = std::make_shared<BenchOptions>();
  command->add_option("--scenario", options->scenario, "Scenario to measure with (default: the shipped sahel)");
  command
      ->add_option("--residents", options->residents,
                   "Also measure how the time of an update grows from 10000 to this number of residents")
      ->check(CLI::Range(fewest_residents, most_residents));
  command->add_flag("--json", options->json, "Print the figures as JSON, keyed by number of threads");
  command->add_flag("--quiet", options->quiet, "No progress");
  command->footer(
      "Takes about half a minute. The fastest of several measurements counts: the one that other programs disturbed "
      "least.\n\nExample: mainstay bench --residents 10000000");
  command->callback([options, &status] {
    try {
      if (options->scenario.empty())
        options->scenario = (scenarios::assets_folder() / "../scenarios/sahel.json").lexically_normal().string();
      status = bench(*options);
    } catch (const scenarios::InvalidInput& error) {
      scenarios::say("{}\n", error.what());
      status = 2;
    }
  });
}

}  // namespace mainstay::app
