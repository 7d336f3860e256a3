#include "bench/shipped.h"
#include "scenarios/checks.h"
#include "scenarios/document.h"

namespace mainstay::bench {
namespace {

// From the file to a world that can start: reading, checking, building.
void load_scenario(benchmark::State& state, const char* name) {
  for (auto _ : state) benchmark::DoNotOptimize(scenarios::load_scenario(shipped(name)));
}
BENCHMARK_CAPTURE(load_scenario, smallest, "smallest")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load_scenario, sahel, "sahel")->Unit(benchmark::kMillisecond);

void check_scenario(benchmark::State& state, const char* name) {
  for (auto _ : state) benchmark::DoNotOptimize(scenarios::check_scenario(scenarios::Document::read(shipped(name))));
}
BENCHMARK_CAPTURE(check_scenario, sahel, "sahel")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mainstay::bench
