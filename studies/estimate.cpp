#include "studies/estimate.h"

#include <tbb/global_control.h>

#include <algorithm>
#include <chrono>

#include "studies/designs.h"
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

CostEstimate estimate_cost(const LoadedStudy& loaded, int threads, double share_of_runs) {
  CostEstimate cost;
  LoadedStudy probe = loaded;
  probe.study.factors.clear();
  probe.study.design = Design::list;
  const Plan plan(std::move(probe));
  const std::size_t courses = plan.courses().size();
  cost.points = point_count(loaded.study);
  const double runs =
      static_cast<double>(cost.points) * static_cast<double>(courses) * most_seeds(loaded.study) * share_of_runs;
  cost.runs = runs < 9e18 ? static_cast<std::uint64_t>(runs) : std::uint64_t{0} - 1;

  const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
  const auto started = std::chrono::steady_clock::now();
  Block block{0, 0, std::vector<bool>(courses)};
  block.wanted[0] = true;
  double run_seconds = 0;
  simulate(plan, block, Keep::as_study, false, {[&](RunRecord&& run) {
             run_seconds = run.wall_s;
             cost.bytes_a_run = bytes_of(run);
           }});
  const double all_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  // Loading and the warm-up are shared by the runs of a point and seed.
  cost.seconds_a_run = run_seconds + (all_seconds - run_seconds) / static_cast<double>(courses);
  cost.seconds = runs * cost.seconds_a_run / threads;
  cost.bytes = runs * cost.bytes_a_run;
  return cost;
}

}  // namespace mainstay::studies
