#include "sessions/history.h"

#include <cassert>

#include "agents/checked_step.h"
#include "sim/snapshot.h"

namespace mainstay::sessions {

using namespace agents;

namespace {

// The fields of World and, where these are many columns, each of their columns.
template <class Visit>
void for_each_part(const World& world, const Visit& visit) {
  World::fields(world, [&](const char* name, const auto& part) {
    using Part = std::decay_t<decltype(part)>;
    if constexpr (sim::HasFields<const Part>)
      Part::fields(part,
                   [&](const char* column, const auto& values) { visit(std::string(name) + "." + column, values); });
    else
      visit(name, part);
  });
}

}  // namespace

WeekRecord record_week(const World& world) {
  const std::size_t scopes = world.setting->scopes();
  WeekRecord record;
  record.measures.resize(measure_count * scopes);
  record.assessed.resize(assessed_measures.size() * scopes);
  for (std::size_t m = 0; m < measure_count; ++m)
    for (std::size_t scope = 0; scope < scopes; ++scope)
      record.measures[m * scopes + scope] = static_cast<float>(world.measures.at(m, scope));
  for (std::size_t k = 0; k < assessed_measures.size(); ++k)
    for (std::size_t scope = 0; scope < scopes; ++scope)
      record.assessed[k * scopes + scope] = static_cast<float>(world.assessed.at(measure(assessed_measures[k]), scope));
  world.events.for_each([&](const sim::Event& event) { record.events.push_back(event); });
  record.hash = sim::state_hash(world);
  for_each_part(world, [&](const std::string&, const auto& part) { record.parts.push_back(sim::state_hash(part)); });
  return record;
}

const std::vector<std::string>& world_parts() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    const World world;
    for_each_part(world, [&](const std::string& name, const auto&) { all.push_back(name); });
    return all;
  }();
  return names;
}

History::History(World begin, std::vector<Order> orders)
    : setting_(begin.setting), orders_(std::move(orders)), first_(begin.week) {
  keyframes_[first_] = std::make_shared<const World>(begin);
  head_ = std::move(begin);
}

std::shared_ptr<History> History::fork(sim::Week week, std::vector<Order> orders) const {
  const std::lock_guard lock(mutex_);
  assert(week >= first_ && week <= first_ + records_.size());
  auto fork = std::make_shared<History>(*keyframes_.at(first_), std::move(orders));
  fork->records_.assign(records_.begin(), records_.begin() + (week - first_));
  fork->keyframes_.clear();
  for (const auto& [kept, world] : keyframes_)
    if (kept <= week) fork->keyframes_[kept] = world;
  fork->head_.reset();
  return fork;
}

sim::Week History::recorded() const {
  const std::lock_guard lock(mutex_);
  return first_ + static_cast<sim::Week>(records_.size());
}

void History::take_over(sim::Week from, std::vector<std::shared_ptr<const WeekRecord>> records,
                        std::shared_ptr<const World> after) {
  const std::lock_guard lock(mutex_);
  const sim::Week known = first_ + static_cast<sim::Week>(records_.size());
  const sim::Week until = from + static_cast<sim::Week>(records.size());
  if (from > known || until <= known) return;
  records_.insert(records_.end(), records.begin() + (known - from), records.end());
  if (after) keyframes_[until] = std::move(after);
  head_.reset();
}

void History::advance(Workspace& workspace) {
  const sim::Week week = recorded();
  if (!head_) head_ = at(week, workspace);
  // Half a week is none: it is made anew from the weeks before.
  const auto give_up = [&] {
    workspace.after_phase = nullptr;
    head_.reset();
  };
  std::array<std::uint64_t, Profile::count> phases{};
  workspace.after_phase = [&](Profile::Phase phase, const World& world) { phases[phase] = sim::state_hash(world); };
  try {
    checked_step(*head_, orders_, workspace);
  } catch (const BrokenWeek& broken) {
    give_up();
    throw with_its_phase(broken, *keyframe(week), orders_);
  } catch (...) {
    give_up();
    throw;
  }
  workspace.after_phase = nullptr;
  auto record = std::make_shared<WeekRecord>(record_week(*head_));
  record->phases.assign(phases.begin(), phases.end());
  std::shared_ptr<const World> kept;
  if ((week + 1) % weeks_between_keyframes == 0) kept = std::make_shared<const World>(*head_);
  const std::lock_guard lock(mutex_);
  records_.push_back(std::move(record));
  if (kept) keyframes_[week + 1] = std::move(kept);
}

World History::at(sim::Week week, Workspace& workspace) const {
  World world = *keyframe(week);
  while (world.week < week) {
    step(world, orders_, workspace);
    if (world.week % weeks_between_keyframes != 0) continue;
    auto kept = std::make_shared<const World>(world);
    const std::lock_guard lock(mutex_);
    keyframes_.emplace(world.week, std::move(kept));
  }
  return world;
}

std::shared_ptr<const World> History::keyframe(sim::Week week) const {
  const std::lock_guard lock(mutex_);
  auto after = keyframes_.upper_bound(week);
  return after == keyframes_.begin() ? after->second : std::prev(after)->second;
}

std::shared_ptr<const WeekRecord> History::record(sim::Week week) const {
  const std::lock_guard lock(mutex_);
  return records_.at(week - first_);
}

std::vector<float> History::series(Measure m, const Place& place) const {
  const std::size_t scopes = setting_->scopes();
  const std::lock_guard lock(mutex_);
  std::vector<float> values;
  values.reserve(records_.size());
  for (const auto& record : records_) values.push_back(static_cast<float>(place.value(record->measures, scopes, m)));
  return values;
}

}  // namespace mainstay::sessions
