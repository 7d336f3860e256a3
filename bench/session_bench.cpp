// Sessions of Sahel: how long one takes to open, to rewind anywhere in ten years, to reopen from its file, and how much
// memory three branches and the twin hold.
#include <unistd.h>

#include <fstream>
#include <thread>

#include "bench/shipped.h"
#include "sessions/ensemble.h"
#include "sessions/saved_states.h"
#include "sessions/session.h"

namespace mainstay::bench {
namespace {

using sessions::Session;

std::shared_ptr<const scenarios::Scenario> shared_sahel() {
  return std::make_shared<const scenarios::Scenario>(scenarios::load_scenario(shipped("sahel")));
}

double resident_mib() {
  std::size_t all = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

// From the file to a session whose first week can be shown.
void open_scenario(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Session(shared_sahel(), 1));
}
BENCHMARK(open_scenario)->Unit(benchmark::kMillisecond);

// Ten years of three courses of action and the twin, all known.
struct Played {
  double before = resident_mib();
  Session session{shared_sahel(), 1};
  agents::Workspace workspace;
  Played() {
    play(*session.twin());
    for (std::size_t k = 0; k < 3 && k < session.branches().size(); ++k) play(*session.branches()[k].history);
  }
  void play(sessions::History& history) {
    while (history.recorded() < session.setting().weeks) history.advance(workspace);
  }
};
Played& played() {
  static Played all;
  return all;
}

// Each week in turn, so that the slowest of them shows.
void rewind(benchmark::State& state) {
  Played& all = played();
  const sessions::History& history = *all.session.branches()[0].history;
  sim::Week week = 0;
  double slowest = 0;
  for (auto _ : state) {
    week = (week + 37) % all.session.setting().weeks;
    const auto started = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(history.at(week, all.workspace));
    slowest = std::max(slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  }
  state.counters["slowest ms"] = 1e3 * slowest;
  state.counters["MiB of three branches and twin"] = resident_mib() - all.before;
}
BENCHMARK(rewind)->Unit(benchmark::kMillisecond)->Iterations(520);

// From a file of ten years to the same session; the counter is the file's size.
void reopen(benchmark::State& state) {
  Played& all = played();
  const auto file = std::filesystem::temp_directory_path() / ("bench-" + std::to_string(getpid()) + ".mainstay");
  sessions::SessionFile::create(file, all.session, "bench");
  sessions::StateWriter(file, "bench").write(sessions::kept_histories(all.session), {0, 400});
  for (auto _ : state) {
    const auto session = sessions::reopen(sessions::read_session(file), file, "bench");
    benchmark::DoNotOptimize(session->branches()[0].history->at(400, all.workspace));
  }
  state.counters["file MiB"] = static_cast<double>(std::filesystem::file_size(file)) / (1 << 20);
  std::filesystem::remove(file);
}
BENCHMARK(reopen)->Unit(benchmark::kMillisecond)->Iterations(3);

// What a drafted order changes in five years, in 32 pairs of runs, on two threads as in the window but without its
// drawing; the counter is when the first pair was there.
void preview(benchmark::State& state) {
  const auto scenario = shared_sahel();
  const Session session(scenario, 1);
  double first = 0;
  for (auto _ : state) {
    const auto begin = [&](std::size_t run) { return scenario->begin(run); };
    const auto weeks = 5 * sim::weeks_per_year;
    const auto without = std::make_shared<sessions::Ensemble>(begin, std::vector<agents::Order>{}, 32, weeks);
    sessions::Ensemble with(begin, session.branches()[0].history->orders(), 32, weeks, without);
    const auto started = std::chrono::steady_clock::now();
    std::jthread other([&] {
      agents::Workspace workspace;
      while (with.work(workspace)) {
      }
    });
    agents::Workspace workspace;
    while (with.work(workspace))
      if (first == 0 && with.runs_done() > 0)
        first = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  }
  state.counters["first pair s"] = first;
}
BENCHMARK(preview)->Unit(benchmark::kSecond)->Iterations(1)->UseRealTime();

}  // namespace
}  // namespace mainstay::bench
