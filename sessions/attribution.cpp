#include "sessions/attribution.h"

#include <algorithm>

#include "agents/checked_step.h"
#include "sim/parallel.h"
#include "studies/outcomes.h"

namespace mainstay::sessions {

using agents::Order;

namespace {

constexpr std::uint64_t other_luck = 1000;  // as the window's bands have it

// Nothing but what outcomes are computed from.
studies::RecordPlan outcomes_only() {
  studies::RecordPlan plan;
  plan.focus = plan.assessed_theatre = plan.books_of_theatre = false;
  return plan;
}

class Runs {
 public:
  Runs(const Session& session, sim::Week weeks) : scenario_(session.scenario()), weeks_(weeks) {
    focus_ = studies::find_focus(scenario_);
  }

  studies::Track run(agents::World world, const std::vector<Order>& orders) const {
    studies::RunRecord record;
    const studies::RecordPlan plan = outcomes_only();
    const std::vector<studies::MeasureOutcome> none;
    studies::Recorder recorder(scenario_, focus_, plan, none, weeks_, record);
    agents::Workspace workspace;
    for (sim::Week week = 0; week < weeks_; ++week) {
      agents::checked_step(world, orders, workspace);
      recorder.observe(world);
    }
    return recorder.track();
  }

  Outcomes outcomes(const studies::Track& own, const studies::Track& twin) const {
    return studies::outcomes_of(own, twin, {});
  }

 private:
  const scenarios::Scenario& scenario_;
  sim::Week weeks_;
  studies::Focus focus_;
};

// Outcomes are differences from the twin already, so that the twin drops out.
Outcomes difference(const Outcomes& with, const Outcomes& without) {
  Outcomes effect;
  for (const auto& [name, value] : with) effect[name] = value - without.at(name);
  return effect;
}

bool of_scenario(const Session& session, const Branch& branch, const Order& order) {
  for (const auto& course : session.scenario().courses)
    if (course.name == branch.course)
      return std::find(course.orders.begin(), course.orders.end(), order) != course.orders.end();
  return false;
}

}  // namespace

Attribution attribute(const Session& session, std::size_t index, sim::Week weeks, std::size_t lucks,
                      const std::function<void(std::size_t, std::size_t)>& progress) {
  const Branch& branch = session.branches()[index];
  const std::vector<Order>& all = branch.history->orders();
  Attribution result;
  result.weeks = weeks;
  for (const Order& order : all)
    if (order.week < weeks) result.by_order.push_back({order, of_scenario(session, branch, order), {}});
  // Variants of each luck: the twin, all orders, and all but each one.
  const std::size_t variants = 2 + result.by_order.size();
  std::vector<studies::Track> tracks(variants * lucks);
  const Runs runs(session, weeks);
  std::atomic<std::size_t> done{0};
  for (std::size_t luck = 0; luck < lucks; ++luck) {
    const agents::World begin = session.scenario().begin(luck == 0 ? session.seed() : other_luck + luck);
    sim::parallel_for_each(variants, 1, [&](std::size_t v) {
      std::vector<Order> orders;
      if (v > 0) orders = all;
      // Orders are in order of week, so that those within the weeks come first.
      if (v > 1) orders.erase(orders.begin() + static_cast<std::ptrdiff_t>(v - 2));
      tracks[luck * variants + v] = runs.run(begin, orders);
      progress(++done, variants * lucks);
    });
    const studies::Track* of = &tracks[luck * variants];
    result.with_all.push_back(runs.outcomes(of[1], of[0]));
    for (std::size_t k = 0; k < result.by_order.size(); ++k)
      result.by_order[k].effects.push_back(difference(result.with_all.back(), runs.outcomes(of[2 + k], of[0])));
  }
  return result;
}

}  // namespace mainstay::sessions
