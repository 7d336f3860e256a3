#include "studies/benchmark.h"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <chrono>

#include "agents/step.h"
#include "sim/parallel.h"
#include "studies/recorder.h"

namespace mainstay::studies {

namespace {

double seconds_of(const std::function<void()>& work) {
  const auto started = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

// Runs `work` with exactly that many threads of TBB, whatever the number of cores.
void with_threads(int threads, const std::function<void()>& work) {
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  tbb::task_arena(threads).execute(work);
}

void run_twin(const scenarios::Scenario& scenario, const Focus& focus, std::uint64_t seed) {
  RunRecord record;
  const RecordPlan keep = RecordPlan::usual(*scenario.setting);
  const std::vector<MeasureOutcome> none;
  Recorder recorder(scenario, focus, keep, none, scenario.setting->weeks, record);
  agents::World world = scenario.begin(seed);
  agents::Workspace workspace;
  for (std::uint32_t week = 0; week < scenario.setting->weeks; ++week) {
    agents::step(world, {}, workspace);
    recorder.observe(world);
  }
}

}  // namespace

ByThreads ns_per_resident_week(const scenarios::Scenario& scenario, const BenchmarkOptions& options,
                               const std::function<void()>& advanced) {
  ByThreads result;
  agents::World world = scenario.start;
  agents::Workspace workspace;
  double& seconds = workspace.profile.seconds[agents::Profile::residents];
  const double updates = static_cast<double>(world.residents.size()) * options.weeks;
  for (const int threads : options.threads)
    with_threads(threads, [&] {
      agents::step(world, {}, workspace);  // memory is touched, threads are awake
      double fastest = 0;
      for (std::uint32_t repeat = 0; repeat < options.repeats; ++repeat) {
        const double before = seconds;
        for (std::uint32_t week = 0; week < options.weeks; ++week) agents::step(world, {}, workspace);
        fastest = repeat == 0 ? seconds - before : std::min(fastest, seconds - before);
        advanced();
      }
      result[threads] = 1e9 * fastest / updates;
    });
  return result;
}

ByThreads runs_per_minute(const scenarios::Scenario& scenario, const BenchmarkOptions& options,
                          const std::function<void()>& advanced) {
  ByThreads result;
  const Focus focus = find_focus(scenario);
  for (const int threads : options.threads)
    with_threads(threads, [&] {
      double fastest = 0;
      for (std::uint32_t repeat = 0; repeat < options.repeats; ++repeat) {
        const double taken = seconds_of([&] {
          sim::parallel_for_each(static_cast<std::size_t>(threads), 1,
                                 [&](std::size_t k) { run_twin(scenario, focus, 1 + k); });
        });
        fastest = repeat == 0 ? taken : std::min(fastest, taken);
        advanced();
      }
      result[threads] = 60 * threads / fastest;
    });
  return result;
}

}  // namespace mainstay::studies
