#include "bench/shipped.h"
#include "sim/random.h"
#include "sim/snapshot.h"

namespace mainstay::bench {
namespace {

void copy(benchmark::State& state) {
  const agents::World world = under_way(sahel());
  for (auto _ : state) {
    agents::World twin = world;
    benchmark::DoNotOptimize(twin);
  }
}
BENCHMARK(copy)->Unit(benchmark::kMicrosecond);

void state_hash(benchmark::State& state) {
  const agents::World world = under_way(sahel());
  for (auto _ : state) benchmark::DoNotOptimize(sim::state_hash(world));
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(sim::save(world, agents::world_version).size()));
}
BENCHMARK(state_hash)->Unit(benchmark::kMicrosecond);

void save(benchmark::State& state) {
  const agents::World world = under_way(sahel());
  std::size_t size = 0;
  for (auto _ : state) size = sim::save(world, agents::world_version).size();
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}
BENCHMARK(save)->Unit(benchmark::kMicrosecond);

void load(benchmark::State& state) {
  agents::World world = under_way(sahel());
  const sim::Bytes snapshot = sim::save(world, agents::world_version);
  for (auto _ : state) sim::load(world, agents::world_version, snapshot);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(snapshot.size()));
}
BENCHMARK(load)->Unit(benchmark::kMicrosecond);

void fill_draws(benchmark::State& state) {
  std::vector<std::uint32_t> draws(1024);
  std::uint32_t week = 0;
  for (auto _ : state) {
    sim::fill_draws(1, 0, 0, ++week, draws);
    benchmark::DoNotOptimize(draws.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(draws.size()));
}
BENCHMARK(fill_draws);

}  // namespace
}  // namespace mainstay::bench
