#include "sessions/worth.h"

#include <algorithm>
#include <atomic>
#include <iterator>

#include "agents/aims.h"
#include "agents/checked_step.h"
#include "sim/parallel.h"
#include "studies/report_text.h"

namespace mainstay::sessions {

using namespace agents;

namespace {

constexpr sim::Week weeks_a_unit = 13;
constexpr std::uint64_t first_other_luck = 1000;  // as bands of branches have it
// Gauges of what comes with any order stand before those of the subjects.
constexpr std::size_t gauges_beside = asked_count - 2;

// Seeds 1001, 1002, ... but the session's own.
std::vector<std::uint64_t> lucks_of(std::uint64_t own, std::size_t others) {
  std::vector<std::uint64_t> seeds = {own};
  for (std::uint64_t seed = first_other_luck + 1; seeds.size() <= others; ++seed)
    if (seed != own) seeds.push_back(seed);
  return seeds;
}

std::vector<sim::RegionIndex> all_regions(const Setting& setting) {
  return regions_of(setting, setting.theatre_scope());
}

// Orders left out together are for what all of them are for; if they are for different things, for capacity.
std::optional<WorthSubject> set_of(const Session& session, std::size_t branch, WorthSubject::Kind kind,
                                   std::string title, const std::vector<std::size_t>& orders) {
  if (orders.empty()) return {};
  WorthSubject set{kind, std::move(title), orders, Measure::capacity, {}};
  bool alike = true;
  for (const std::size_t order : orders) {
    const WorthSubject one = order_subject(session, branch, order);
    if (order == orders.front()) set.measure = one.measure;
    alike = alike && one.measure == set.measure;
    set.regions.insert(set.regions.end(), one.regions.begin(), one.regions.end());
  }
  if (!alike) set.measure = Measure::capacity;
  std::sort(set.regions.begin(), set.regions.end());
  set.regions.erase(std::unique(set.regions.begin(), set.regions.end()), set.regions.end());
  return set;
}

}  // namespace

Quantity quantity_of(Measure m) {
  const MeasureDescription& d = measure_descriptions[measure(m)];
  const std::string title = studies::lower_first(d.title.substr(0, d.title.find(',')));
  if (d.unit == "index") return {"points of " + title, 100, d.decimals};
  if (d.unit == "share") return {"percentage points of " + title, 100, d.decimals};
  if (d.unit == "-1 to 1") return {"of " + title + " (from −1 to 1)", 1, d.decimals};
  if (d.unit == "usd") return {"million US$ of " + title, 1e-6, 1};
  if (d.unit == "persons") return {title, 1, d.decimals};
  if (d.unit == "persons a week") return {title + " a week", 1, d.decimals};
  return {title + " " + std::string(d.unit), 1, d.decimals};
}

WorthSubject order_subject(const Session& session, std::size_t branch, std::size_t index) {
  const std::vector<Order>& orders = session.branches()[branch].history->orders();
  const Order& order = orders[index];
  return {WorthSubject::Kind::order,
          session.order_text(order),
          {index},
          aim_of(order.verb),
          meant_regions(session.scenario().start, orders, index)};
}

std::optional<WorthSubject> surge_subject(const Session& session, std::size_t branch, sim::Week week) {
  const std::vector<ListedOrder> listed = session.orders_in(branch);
  const bool leaves_another = session.branches()[branch].parent != no_branch;
  std::vector<std::size_t> all, own;
  for (std::size_t k = 0; k < listed.size(); ++k) {
    if (!listed[k].order.surge || listed[k].order.week >= week) continue;
    all.push_back(k);
    if (leaves_another && listed[k].own) own.push_back(k);
  }
  const std::string title = own.empty() ? "The surge" : "This branch's surge";
  return set_of(session, branch, WorthSubject::Kind::surge, title, own.empty() ? all : own);
}

std::optional<WorthSubject> players_subject(const Session& session, std::size_t branch, sim::Week week) {
  const std::vector<ListedOrder> listed = session.orders_in(branch);
  std::vector<std::size_t> given;
  for (std::size_t k = 0; k < listed.size(); ++k)
    if (!listed[k].of_scenario && listed[k].order.verb != Verb::inject && listed[k].order.week < week) given.push_back(k);
  return set_of(session, branch, WorthSubject::Kind::players, "All orders of players", given);
}

double WorthRuns::Gauge::value(const World& world) const {
  double sum = 0;
  for (const Measure m : measures)
    sum += value_at(world, scope ? Place::scope(*scope) : place_of(regions, m, world), m);
  return sum;
}

WorthRuns::WorthRuns(const Session& session, std::size_t branch, WorthPlan plan)
    : scenario_(session.shared_scenario()),
      orders_(session.branches()[branch].history->orders()),
      plan_(std::move(plan)) {
  const Setting& setting = session.setting();
  const auto everywhere = all_regions(setting);
  const auto add = [&](std::vector<Measure> measures, const std::vector<sim::RegionIndex>& regions, bool so_far,
                       Quantity quantity) {
    gauges_.push_back({std::move(measures), regions, scope_of(setting, regions), so_far, std::move(quantity)});
  };
  add({Measure::incidents}, everywhere, true, {"violent incidents", 1, 0});
  add({Measure::harm_by_state, Measure::harm_by_threat}, everywhere, true, {"civilians hurt", 1, 0});
  add({Measure::donor_cost_usd}, everywhere, false, {"million US$ of donors", 1e-6, 1});
  for (const WorthSubject& subject : plan_.subjects) {
    add({subject.measure}, subject.regions, false, quantity_of(subject.measure));
    add({subject.measure}, everywhere, false, quantity_of(subject.measure));
  }
  for (const std::uint64_t seed : lucks_of(session.seed(), plan_.lucks)) {
    Luck luck{seed, nullptr, {}, std::vector<Run>(1 + plan_.subjects.size())};
    for (std::size_t s = 0; s < plan_.subjects.size(); ++s) luck.runs[1 + s].left_out = s;
    lucks_.push_back(std::move(luck));
  }
}

std::size_t WorthRuns::gauge_of(std::size_t subject, Asked asked) const {
  const auto number = static_cast<std::size_t>(asked);
  return asked >= Asked::incidents ? number - 2 : gauges_beside + 2 * subject + number;
}

bool WorthRuns::keeps(const Run& run, std::size_t gauge) const {
  return gauge < gauges_beside || !run.left_out || (gauge - gauges_beside) / 2 == *run.left_out;
}

bool WorthRuns::keeps_books(const Luck& luck, const Run& run, std::size_t subject) const {
  return plan_.books && &luck == &lucks_.front() && (!run.left_out || *run.left_out == subject);
}

std::optional<std::size_t> WorthRuns::slot_of(sim::Week week) const {
  if (week == 0 || week > plan_.until) return {};
  if (plan_.weeks.empty()) return week - 1;
  const auto found = std::lower_bound(plan_.weeks.begin(), plan_.weeks.end(), week);
  if (found == plan_.weeks.end() || *found != week) return {};
  return static_cast<std::size_t>(found - plan_.weeks.begin());
}

void WorthRuns::begin(Luck& luck, Run& run) const {
  run.world = std::make_unique<World>(*luck.begin);
  run.orders = orders_;
  if (run.left_out) {
    const auto& left_out = plan_.subjects[*run.left_out].orders;  // in order
    for (auto order = left_out.rbegin(); order != left_out.rend(); ++order)
      run.orders.erase(run.orders.begin() + static_cast<std::ptrdiff_t>(*order));
  }
  run.so_far.assign(gauges_.size(), 0);
  run.values.resize(gauges_.size());
  run.books.resize(plan_.subjects.size());
}

void WorthRuns::advance(Luck& luck, Run& run, sim::Week until, Workspace& workspace) {
  if (!run.left_out && !luck.begin) luck.begin = std::make_shared<const World>(scenario_->begin(luck.seed));
  if (!run.world) begin(luck, run);
  std::vector<std::vector<double>> values(gauges_.size());
  std::vector<std::vector<CapacityBooks>> books(plan_.subjects.size());
  std::vector<std::vector<Index>> fired;
  while (run.world->week < until) {
    const auto* fires = run.left_out ? &luck.fired[run.world->week] : nullptr;
    checked_step(*run.world, run.orders, workspace, fires);
    if (!run.left_out) fired.push_back(workspace.fired);
    const auto slot = slot_of(run.world->week);
    for (std::size_t g = 0; g < gauges_.size(); ++g) {
      if (!keeps(run, g) || (!gauges_[g].so_far && !slot)) continue;
      const double now = gauges_[g].value(*run.world);
      run.so_far[g] = gauges_[g].so_far ? run.so_far[g] + now : now;
      if (slot) values[g].push_back(run.so_far[g]);
    }
    for (std::size_t s = 0; slot && s < books.size(); ++s)
      if (keeps_books(luck, run, s)) books[s].push_back(capacity_books(*run.world, plan_.subjects[s].regions));
  }
  const std::lock_guard lock(mutex_);
  for (std::size_t g = 0; g < gauges_.size(); ++g)
    run.values[g].insert(run.values[g].end(), values[g].begin(), values[g].end());
  for (std::size_t s = 0; s < books.size(); ++s)
    std::move(books[s].begin(), books[s].end(), std::back_inserter(run.books[s]));
  luck.fired.insert(luck.fired.end(), fired.begin(), fired.end());
  run.done = run.world->week >= plan_.until;
  if (run.done) run.world.reset();
  if (is_done(luck)) luck.begin.reset();
  run.taken = false;
  ++units_;
}

// Luck by luck; what all orders lead to comes first, since it says when triggers fire.
WorthRuns::Unit WorthRuns::take() {
  for (Luck& luck : lucks_)
    for (Run& run : luck.runs) {
      if (run.done || run.taken) {
        if (!run.left_out && !run.done) break;
        continue;
      }
      run.taken = true;
      return {&luck, &run};
    }
  return {};
}

bool WorthRuns::work(Workspace& workspace) {
  Unit unit;
  {
    const std::lock_guard lock(mutex_);
    if (cancelled_) return false;
    unit = take();
  }
  if (!unit.run) return false;
  const sim::Week week = unit.run->world ? unit.run->world->week : 0;
  advance(*unit.luck, *unit.run, std::min(plan_.until, week + weeks_a_unit), workspace);
  return true;
}

void WorthRuns::finish(const std::function<void(std::size_t, std::size_t)>& progress) {
  const std::size_t all = lucks_.size() * (1 + plan_.subjects.size());
  std::atomic<std::size_t> done{0};
  const auto complete = [&](Luck& luck, Run& run) {
    Workspace workspace;
    advance(luck, run, plan_.until, workspace);
    progress(++done, all);
  };
  sim::parallel_for_each(lucks_.size(), 1, [&](std::size_t k) {
    Luck& luck = lucks_[k];
    complete(luck, luck.runs.front());
    sim::parallel_for_each(plan_.subjects.size(), 1, [&](std::size_t s) { complete(luck, luck.runs[1 + s]); });
  });
}

void WorthRuns::cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
}

bool WorthRuns::is_done(const Luck& luck) {
  return std::all_of(luck.runs.begin(), luck.runs.end(), [](const Run& run) { return run.done; });
}

bool WorthRuns::finished() const {
  const std::lock_guard lock(mutex_);
  return cancelled_ || std::all_of(lucks_.begin(), lucks_.end(), is_done);
}

std::size_t WorthRuns::runs_done() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(lucks_.begin() + 1, lucks_.end(), is_done));
}

bool WorthRuns::own_done() const {
  const std::lock_guard lock(mutex_);
  return is_done(lucks_.front());
}

std::size_t WorthRuns::units_done() const {
  const std::lock_guard lock(mutex_);
  return units_;
}

std::optional<double> WorthRuns::difference(const Luck& luck, std::size_t subject, std::size_t gauge,
                                            std::size_t slot) const {
  const Run &with = luck.runs.front(), &without = luck.runs[1 + subject];
  const auto got_to = [&](const Run& run) { return gauge < run.values.size() && slot < run.values[gauge].size(); };
  if (!got_to(with) || !got_to(without)) return {};
  return with.values[gauge][slot] - without.values[gauge][slot];
}

std::optional<Worth> WorthRuns::worth(std::size_t subject, Asked asked, sim::Week week) const {
  const auto slot = slot_of(week);
  if (!slot) return {};
  const std::size_t g = gauge_of(subject, asked);
  const std::lock_guard lock(mutex_);
  const auto own = difference(lucks_.front(), subject, g, *slot);
  if (!own) return {};
  Worth worth{gauges_[g].quantity, place_name(*scenario_->setting, gauges_[g].regions), week, *own, {}};
  for (std::size_t k = 1; k < lucks_.size(); ++k)
    if (const auto value = difference(lucks_[k], subject, g, *slot)) worth.others.push_back(*value);
  return worth;
}

std::vector<double> WorthRuns::own_by_week(std::size_t subject) const {
  const std::size_t g = gauge_of(subject, Asked::there);
  const std::lock_guard lock(mutex_);
  std::vector<double> values;
  while (const auto value = difference(lucks_.front(), subject, g, values.size())) values.push_back(*value);
  return values;
}

std::optional<std::pair<CapacityBooks, CapacityBooks>> WorthRuns::books(std::size_t subject, sim::Week week) const {
  const auto slot = slot_of(week);
  const std::lock_guard lock(mutex_);
  const auto& runs = lucks_.front().runs;
  const auto known = [&](const Run& run) { return subject < run.books.size() && *slot < run.books[subject].size(); };
  if (!slot || !known(runs.front()) || !known(runs[1 + subject])) return {};
  return std::pair{runs[1 + subject].books[subject][*slot], runs.front().books[subject][*slot]};
}

const WorthTable::Row* WorthTable::row_of(std::size_t order) const {
  for (const Row& row : rows)
    if (row.subject.kind == WorthSubject::Kind::order && row.subject.orders.front() == order) return &row;
  return nullptr;
}

WorthTable worth_table(const Session& session, std::size_t branch, const WorthQuestion& question,
                       const std::function<void(std::size_t, std::size_t)>& progress) {
  WorthTable table{question.dates, question.lucks, {}};
  const std::vector<Order>& orders = session.branches()[branch].history->orders();
  WorthPlan plan{{}, question.dates.back(), question.dates, question.lucks};
  std::vector<std::vector<bool>> asked;  // by subject and date
  for (std::size_t k = 0; k < orders.size(); ++k) {
    if (orders[k].week >= plan.until) continue;
    plan.subjects.push_back(order_subject(session, branch, k));
    asked.emplace_back();
    for (const sim::Week date : question.dates) asked.back().push_back(orders[k].week < date);
  }
  // A set of one order is that order. Sets grow with time: each date has its own.
  for (const auto& set_at : {surge_subject, players_subject})
    for (std::size_t d = 0; d < question.dates.size(); ++d) {
      auto set = set_at(session, branch, question.dates[d]);
      if (!set || set->orders.size() < 2) continue;
      auto same = std::find_if(plan.subjects.begin(), plan.subjects.end(), [&](const WorthSubject& other) {
        return other.kind == set->kind && other.orders == set->orders;
      });
      if (same == plan.subjects.end()) {
        same = plan.subjects.insert(same, std::move(*set));
        asked.emplace_back(question.dates.size(), false);
      }
      asked[static_cast<std::size_t>(same - plan.subjects.begin())][d] = true;
    }
  if (!question.where.empty())
    for (WorthSubject& subject : plan.subjects) subject.regions = question.where;
  if (plan.subjects.empty()) return table;
  WorthRuns runs(session, branch, std::move(plan));
  runs.finish(progress);
  for (std::size_t s = 0; s < runs.subjects().size(); ++s) {
    WorthTable::Row row{runs.subjects()[s], {}};
    for (std::size_t d = 0; d < question.dates.size(); ++d) {
      row.at.emplace_back();
      if (!asked[s][d]) continue;
      WorthTable::Cell cell;
      for (std::size_t a = 0; a < asked_count; ++a)
        cell[a] = runs.worth(s, static_cast<Asked>(a), question.dates[d]).value();
      row.at.back() = std::move(cell);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace mainstay::sessions
