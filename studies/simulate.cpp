#include "studies/simulate.h"

#include <algorithm>
#include <chrono>
#include <optional>

#include "agents/checked_step.h"
#include "sim/snapshot.h"
#include "studies/outcomes.h"

namespace mainstay::studies {

namespace {

struct Finished {
  RunRecord record;
  Track track;
};

RecordPlan record_plan(const Plan& plan, const Block& block, Keep keep, const Focus& focus) {
  const agents::Setting& setting = *plan.base().setting;
  const bool whole = keep == Keep::everything || (keep == Keep::first_seed_whole && block.seed == 0);
  RecordPlan record = keep == Keep::as_study ? RecordPlan::of_study(plan.study().record, setting, focus)
                      : whole                ? RecordPlan::everything(setting)
                                             : RecordPlan::usual(setting);
  // Beside nineteen other seeds, whose places are kept every year, a quarter is often enough.
  if (keep == Keep::first_seed_whole && whole) record.regions_every_weeks = sim::weeks_per_year / 4;
  record.evaluate(plan.treatments(), plan.weeks());
  return record;
}

RunRecord empty_record(const Plan& plan, const Block& block, std::size_t course) {
  const RunKey key{block.point, course, block.seed};
  RunRecord record;
  record.run_id = plan.run_id(key);
  record.point_id = static_cast<std::int64_t>(block.point);
  record.coa = plan.courses()[course];
  record.seed = plan.seed(key);
  return record;
}

const std::vector<agents::Order>& orders_of(const scenarios::Scenario& scenario, const std::string& course) {
  static const std::vector<agents::Order> none;
  for (const auto& known : scenario.courses)
    if (known.name == course) return known.orders;
  return none;
}

// Nothing if it was stopped.
std::optional<Finished> run_one(const Plan& plan, const Block& block, std::size_t course,
                                const scenarios::Scenario& scenario, const Focus& focus, const RecordPlan& keep,
                                const agents::World& begin, const std::atomic<bool>& stop,
                                const std::function<void()>& week_done) {
  const auto started = std::chrono::steady_clock::now();
  Finished run{empty_record(plan, block, course), {}};
  Recorder recorder(scenario, focus, keep, plan.study().outcomes, plan.weeks(), run.record);
  agents::World world = begin;
  agents::Workspace workspace;
  const auto& orders = orders_of(scenario, run.record.coa);
  try {
    for (std::uint32_t week = 0; week < plan.weeks(); ++week) {
      if (stop) return {};
      agents::checked_step(world, orders, workspace);
      recorder.observe(world);
      week_done();
    }
  } catch (const agents::BrokenWeek& broken) {
    throw agents::with_its_phase(broken, begin, orders);
  }
  run.record.weeks = plan.weeks();
  run.record.state_hash = sim::hash_text(sim::state_hash(world));
  run.track = recorder.track();
  run.record.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return run;
}

class BlockRun {
 public:
  BlockRun(const Plan& plan, const Block& block, Keep keep, const std::atomic<bool>& stop,
           const std::function<void()>& week_done)
      : plan_(plan),
        block_(block),
        stop_(stop),
        week_done_(week_done),
        scenario_(plan.scenario(block.point)),
        focus_(find_focus(scenario_)),
        keep_(record_plan(plan, block, keep, focus_)),
        begin_(scenario_.begin(plan.seed({block.point, 0, block.seed}))) {
    twin_ = run_one(plan_, block_, 0, scenario_, focus_, keep_, begin_, stop_, week_done_);
  }

  std::optional<RunRecord> run(std::size_t course) {
    auto run =
        course == 0 ? twin_ : run_one(plan_, block_, course, scenario_, focus_, keep_, begin_, stop_, week_done_);
    if (!run || !twin_) return {};
    run->record.outcomes = outcomes_of(run->track, twin_->track, plan_.study().outcomes);
    return std::move(run->record);
  }

 private:
  const Plan& plan_;
  const Block& block_;
  const std::atomic<bool>& stop_;
  const std::function<void()>& week_done_;
  scenarios::Scenario scenario_;
  Focus focus_;
  RecordPlan keep_;
  agents::World begin_;
  std::optional<Finished> twin_;
};

RunRecord failed(const Plan& plan, const Block& block, std::size_t course, const std::string& why) {
  RunRecord record = empty_record(plan, block, course);
  record.status = "failed";
  record.error = why;
  return record;
}

}  // namespace

void simulate(const Plan& plan, const Block& block, Keep keep, const std::atomic<bool>& stop, const Watch& watch) {
  std::optional<BlockRun> runs;
  std::string no_block;
  try {
    runs.emplace(plan, block, keep, stop, watch.week_done);
  } catch (const std::exception& error) {
    no_block = error.what();
  }
  std::vector<RunRecord> held;
  for (std::size_t course = 0; course < block.wanted.size(); ++course) {
    if (!block.wanted[course]) continue;
    std::optional<RunRecord> record;
    try {
      record = runs ? runs->run(course) : failed(plan, block, course, no_block);
    } catch (const std::exception& error) {
      record = failed(plan, block, course, error.what());
    }
    if (!record) return;
    if (keep == Keep::first_seed_whole)
      held.push_back(std::move(*record));
    else
      watch.finished(std::move(*record));
  }
  for (RunRecord& record : held) watch.finished(std::move(record));
}

}  // namespace mainstay::studies
