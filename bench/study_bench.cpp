// Studies: whether runs use all threads, what storing them costs beside simulating them, and how long the report of a
// thousand runs takes to make.
#include <tbb/global_control.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "bench/shipped.h"
#include "studies/report.h"
#include "studies/runner.h"
#include "studies/study_folder.h"

namespace mainstay::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point started) {
  return std::chrono::duration<double>(Clock::now() - started).count();
}

const std::atomic<bool> never{false};

// Four points of one factor, on the scenario of that name.
studies::Plan study_of(const std::string& scenario, std::uint32_t seeds, std::uint32_t weeks) {
  const std::string country = scenario == "sahel" ? "MLI" : "XA";
  const std::string text = R"({ "format": "mainstay-study/1", "scenario": ")" + scenario +
                           R"(", "design": "grid", "seeds": )" + std::to_string(seeds) + R"(, "weeks": )" +
                           std::to_string(weeks) + R"(, "factors": [{ "pointer": "/governments/)" + country +
                           R"(/base_preference", "values": [0.2, 0.4, 0.6, 0.8] }] })";
  return studies::Plan({studies::read_study(scenarios::Document::parse("bench", text)),
                        scenarios::ScenarioSource::read(shipped(scenario))});
}

studies::Plan smallest_study(std::uint32_t seeds) {
  return study_of("smallest", seeds, 208);
}

struct ScratchFolder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("mainstay-bench-" + std::to_string(getpid()));
  ScratchFolder() { studies::clear_results(path); }
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
};

std::vector<studies::Block> all_blocks(const studies::Plan& plan) {
  std::vector<studies::Block> blocks;
  for (std::size_t seed = 0; seed < plan.study().seeds; ++seed)
    for (std::size_t point = 0; point < plan.points(); ++point)
      blocks.push_back({point, seed, std::vector<bool>(plan.courses().size(), true)});
  return blocks;
}

// Runs a second on so many threads; the goal from one to two is 1.9 times.
void study_runs(benchmark::State& state) {
  const studies::Plan plan = smallest_study(4);
  const auto blocks = all_blocks(plan);
  const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(state.range(0)));
  std::atomic<std::int64_t> runs{0};
  for (auto _ : state)
    studies::on_threads(plan, studies::Keep::as_study, never)(blocks, {[&](studies::RunRecord&&) { ++runs; }});
  state.SetItemsProcessed(runs);
}
BENCHMARK(study_runs)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

// Storing and making the report, as shares of simulating; the goal of both together is 5 % on Sahel.
void study_overhead(benchmark::State& state, const std::string& scenario, std::uint32_t seeds, std::uint32_t weeks) {
  const studies::Plan plan = study_of(scenario, seeds, weeks);
  double simulating = 0, storing = 0, analysing = 0;
  for (auto _ : state) {
    const ScratchFolder folder;
    studies::ResultsStore store(folder.path);
    studies::prepare(plan, {"bench", "0", "", "", ""}, {}, store);
    std::vector<studies::RunRecord> records;
    auto started = Clock::now();
    for (const auto& block : all_blocks(plan))
      studies::simulate(plan, block, studies::Keep::as_study, never,
                        {[&](studies::RunRecord&& run) { records.push_back(std::move(run)); }});
    simulating += seconds_since(started);
    started = Clock::now();
    for (const auto& run : records) store.write(run);
    storing += seconds_since(started);
    started = Clock::now();
    benchmark::DoNotOptimize(studies::report_html(store));
    analysing += seconds_since(started);
  }
  state.counters["storing_share"] = storing / simulating;
  state.counters["report_share"] = analysing / simulating;
}
BENCHMARK_CAPTURE(study_overhead, smallest, "smallest", 16, 208)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK_CAPTURE(study_overhead, sahel, "sahel", 2, 520)->Unit(benchmark::kMillisecond)->Iterations(1);

// The report of a thousand runs; the goal is 5 s.
void report_of_1000_runs(benchmark::State& state) {
  const ScratchFolder folder;
  const studies::Plan plan = smallest_study(63);
  {
    studies::ResultsStore store(folder.path);
    studies::prepare(plan, {"bench", "0", "", "", ""}, {}, store);
    studies::run_missing(
        plan, {}, store, studies::on_threads(plan, studies::Keep::as_study, never), [](const studies::RunProgress&) {},
        never);
  }
  const studies::ResultsStore store(folder.path, studies::ResultsStore::Access::read);
  for (auto _ : state) benchmark::DoNotOptimize(studies::report_html(store));
  state.counters["runs"] = static_cast<double>(store.runs().size());
}
BENCHMARK(report_of_1000_runs)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mainstay::bench
