#include "agents/encounters.h"
#include "agents/residents.h"
#include "bench/shipped.h"

namespace mainstay::bench {
namespace {

// One week of all residents; the counter is the time of one of them.
void update_residents(benchmark::State& state) {
  const auto scenario = sahel(state.range(0));
  agents::World world = under_way(scenario);
  agents::Picture picture;
  agents::take_picture(world, picture);
  for (auto _ : state) agents::update_residents(world, picture);
  const auto residents = static_cast<double>(world.residents.size());
  state.counters["residents"] = residents;
  state.counters["per resident"] =
      benchmark::Counter(residents, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
BENCHMARK(update_residents)->Arg(7000)->Arg(1000)->Arg(100)->Unit(benchmark::kMicrosecond)->UseRealTime();

// One week of violence in all regions; each starts from the same world.
void resolve_encounters(benchmark::State& state) {
  const auto scenario = sahel();
  const agents::World begin = under_way(scenario);
  agents::Picture picture;
  agents::take_picture(begin, picture);
  for (auto _ : state) {
    state.PauseTiming();
    agents::World world = begin;
    agents::Postings postings;
    agents::Outcomes outcomes;
    postings.begin_week(world);
    state.ResumeTiming();
    agents::resolve_encounters(world, picture, postings, outcomes);
  }
  state.counters["regions"] = static_cast<double>(scenario.setting->regions());
}
BENCHMARK(resolve_encounters)->Unit(benchmark::kMicrosecond)->UseRealTime();

// A whole week; the counters are the microseconds of each phase.
void step(benchmark::State& state) {
  const auto scenario = sahel(state.range(0));
  agents::World world = under_way(scenario);
  agents::Workspace workspace;
  for (auto _ : state) agents::step(world, {}, workspace);
  for (std::size_t phase = 0; phase < agents::Profile::count; ++phase)
    state.counters[agents::phase_names[phase]] =
        benchmark::Counter(1e6 * workspace.profile.seconds[phase], benchmark::Counter::kAvgIterations);
}
BENCHMARK(step)->Arg(7000)->Arg(1000)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace mainstay::bench
