#include "studies/runner.h"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <mutex>

#include "sim/parallel.h"
#include "studies/designs.h"
#include "studies/stopping.h"

namespace mainstay::studies {

namespace {

constexpr std::size_t weeks_between_news = 8;

// Which runs are stored, by run_id.
class Stored {
 public:
  explicit Stored(ResultsStore& store) {
    for (const RunInfo& run : store.runs()) set(run.run_id, run.status == "done" ? done : failed);
  }
  void set(std::int64_t run_id, std::uint8_t state) {
    const auto index = static_cast<std::size_t>(run_id);
    if (index >= states_.size()) states_.resize(index + 1, missing);
    states_[index] = state;
  }
  bool lacks(std::int64_t run_id, bool retry_failed) const {
    const auto index = static_cast<std::size_t>(run_id);
    const std::uint8_t state = index < states_.size() ? states_[index] : missing;
    return state == missing || (state == failed && retry_failed);
  }

 private:
  static constexpr std::uint8_t missing = 0, failed = 1, done = 2;
  std::vector<std::uint8_t> states_;
};

// Whole points go to one shard where seeds are added point by point.
bool is_mine(const Plan& plan, const Shard& shard, std::size_t place, std::size_t seed) {
  const std::size_t number = plan.study().stop_when.outcome.empty() ? seed * plan.points() + place : place;
  return number % shard.count == shard.index;
}

// The blocks of some seeds that still lack runs, seed by seed, each in an order that covers the design early.
struct Round {
  std::vector<Block> blocks;
  std::size_t lacking = 0, stored = 0;  // runs
};
Round blocks_of(const Plan& plan, const RunOptions& options, const Stored& stored,
                const std::vector<std::size_t>& points, std::size_t from_seed, std::size_t until_seed) {
  Round round;
  for (std::size_t seed = from_seed; seed < until_seed; ++seed)
    for (std::size_t place = 0; place < points.size(); ++place) {
      if (!is_mine(plan, options.shard, points[place], seed)) continue;
      Block block{points[place], seed, std::vector<bool>(plan.courses().size())};
      std::size_t lacking = 0;
      for (std::size_t course = 0; course < block.wanted.size(); ++course) {
        block.wanted[course] = stored.lacks(plan.run_id({block.point, course, seed}), options.retry_failed);
        lacking += block.wanted[course];
      }
      round.lacking += lacking;
      round.stored += block.wanted.size() - lacking;
      if (lacking > 0) round.blocks.push_back(std::move(block));
    }
  return round;
}

}  // namespace

std::size_t threads_of_process() {
  return tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
}

void on_all_threads(const NextBlock& next, const std::function<void(const Block&)>& work) {
  std::mutex taking;
  const auto take = [&]() -> std::optional<Block> {
    const std::lock_guard lock(taking);
    if (tbb::is_current_task_group_canceling()) return {};  // the work of another thread has failed
    return next();
  };
  sim::parallel_for_each(threads_of_process(), 1, [&](std::size_t) {
    // Isolated: a thread that waits inside a run must not begin another block on top of it.
    while (const auto block = take()) tbb::this_task_arena::isolate([&] { work(*block); });
  });
}

Execute on_threads(const Plan& plan, Keep keep, const std::atomic<bool>& stop) {
  return [&plan, keep, &stop](const std::vector<Block>& blocks, const Watch& watch) {
    std::size_t index = 0;
    on_all_threads(
        [&]() -> std::optional<Block> {
          if (stop || index == blocks.size()) return {};
          return blocks[index++];
        },
        [&](const Block& block) { simulate(plan, block, keep, stop, watch); });
  };
}

RunCounts run_missing(const Plan& plan, const RunOptions& options, ResultsStore& store, const Execute& execute,
                      const ShowProgress& progress, const std::atomic<bool>& stop) {
  const Stored stored(store);
  const StopWhen& rule = plan.study().stop_when;
  std::vector<std::size_t> points = covering_order(plan.study().design, plan.points());
  std::atomic<std::size_t> written{0}, failed{0}, weeks{0};
  RunCounts counts;
  std::size_t planned = 0;
  const auto tell = [&] {
    const double share =
        static_cast<double>(weeks) / static_cast<double>(std::max<std::size_t>(1, planned)) / plan.weeks();
    progress({written, planned, std::min(1.0, share)});
  };
  std::mutex telling;
  const Watch watch{[&](RunRecord&& run) {
                      store.write(run);
                      if (run.status == "failed") {
                        const std::lock_guard lock(telling);
                        if (failed++ == 0) counts.first_error = run.error.substr(0, run.error.find('\n'));
                      }
                      ++written;
                      tell();
                    },
                    [&] {
                      if (++weeks % weeks_between_news == 0) tell();
                    }};
  for (std::size_t from = 0, until = plan.study().seeds; from < until && !points.empty();) {
    const Round round = blocks_of(plan, options, stored, points, from, until);
    counts.before += round.stored;
    planned += round.lacking;
    execute(round.blocks, watch);
    if (stop || rule.outcome.empty()) break;
    std::erase_if(points, [&](std::size_t p) { return !is_mine(plan, options.shard, p, 0); });
    points = undecided_points(plan, store, points, until);
    counts.undecided = points.size();
    from = until;
    until = std::min<std::size_t>(until + rule.step, rule.most_seeds);
  }
  counts.stored = written;
  counts.failed = failed;
  counts.missing = planned - written;
  return counts;
}

}  // namespace mainstay::studies
