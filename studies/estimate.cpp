#include "studies/estimate.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>

#include "studies/designs.h"
#include "studies/runner.h"
#include "studies/simulate.h"

namespace mainstay::studies {

namespace {

// Bytes a row in results.sqlite, measured on finished studies: keys, value and what pages leave unused.
constexpr double series_row_bytes = 24, books_row_bytes = 28, event_row_bytes = 60, outcome_row_bytes = 45;

double bytes_of(const RunRecord& run) {
  return 300 + series_row_bytes * static_cast<double>(run.series.size()) +
         books_row_bytes * static_cast<double>(run.books.size()) +
         event_row_bytes * static_cast<double>(run.events.size()) +
         outcome_row_bytes * static_cast<double>(run.outcomes.size());
}

}  // namespace

namespace {

// A small study of the same design: one trajectory or block has points all over the ranges.
LoadedStudy probe_of(const LoadedStudy& loaded, std::uint64_t runs) {
  LoadedStudy probe = loaded;
  switch (probe.study.design) {
    case Design::morris:
    case Design::saltelli:
      probe.study.samples = 1;
      break;
    case Design::latin_hypercube:
    case Design::sobol:
      probe.study.samples = std::min(probe.study.samples, runs);
      break;
    case Design::list:
    case Design::grid:
      probe.study.factors.clear();
      probe.study.design = Design::list;
      break;
  }
  return probe;
}

}  // namespace

CostEstimate estimate_cost(const LoadedStudy& loaded, int threads, double share_of_runs) {
  CostEstimate cost;
  const std::size_t blocks_timed = std::max<std::size_t>(2, threads_of_process());
  const Plan plan(probe_of(loaded, blocks_timed));
  const std::size_t courses = plan.courses().size();
  cost.points = point_count(loaded.study);
  const double runs =
      static_cast<double>(cost.points) * static_cast<double>(courses) * most_seeds(loaded.study) * share_of_runs;
  cost.runs = runs < 9e18 ? static_cast<std::uint64_t>(runs) : std::uint64_t{0} - 1;

  std::vector<Block> blocks;
  for (std::size_t i = 0; i < blocks_timed; ++i) {
    // Of fewer points than threads, the same point with other luck.
    const std::size_t point =
        plan.points() >= blocks_timed ? i * (plan.points() - 1) / (blocks_timed - 1) : i % plan.points();
    Block block{point, i / plan.points(), std::vector<bool>(courses)};
    block.wanted[0] = true;
    blocks.push_back(std::move(block));
  }
  std::mutex mutex;
  double run_seconds = 0, bytes = 0;
  const std::atomic<bool> stop = false;
  const auto started = std::chrono::steady_clock::now();
  on_threads(plan, Keep::as_study, stop)(blocks, {[&](RunRecord&& run) {
                                           const std::lock_guard lock(mutex);
                                           if (run.status != "done") {
                                             ++cost.failed;
                                             return;
                                           }
                                           ++cost.timed;
                                           run_seconds += run.wall_s;
                                           bytes += bytes_of(run);
                                           cost.slowest_run_seconds = std::max(cost.slowest_run_seconds, run.wall_s);
                                         }});
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (cost.timed == 0) return cost;
  const auto timed = static_cast<double>(cost.timed),
             together = std::min<double>(threads, static_cast<double>(blocks_timed));
  // Loading and the warm-up are shared by the runs of a point and seed.
  const double a_run = run_seconds / timed,
               around = std::max(0.0, wall * together / static_cast<double>(blocks_timed) - a_run);
  cost.seconds_a_run = a_run + around / static_cast<double>(courses);
  cost.bytes_a_run = bytes / timed;
  cost.seconds = runs * cost.seconds_a_run / threads;
  cost.bytes = runs * cost.bytes_a_run;
  return cost;
}

}  // namespace mainstay::studies
