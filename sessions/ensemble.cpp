#include "sessions/ensemble.h"

#include <algorithm>

#include "agents/checked_step.h"

namespace mainstay::sessions {

using namespace agents;

namespace {

constexpr sim::Week weeks_between_samples = 13;

// Runs get ahead in waves, so that a first band soon spans the whole horizon and later ones only refine it.
std::size_t end_of_wave(std::size_t run) {
  std::size_t end = Bands::fewest;
  while (end <= run) end *= 4;
  return end;
}

std::vector<float> sample(const World& world) {
  const std::size_t scopes = world.setting->scopes();
  std::vector<float> values(measure_count * scopes);
  for (std::size_t m = 0; m < measure_count; ++m)
    for (std::size_t scope = 0; scope < scopes; ++scope)
      values[m * scopes + scope] = static_cast<float>(world.measures.at(m, scope));
  return values;
}

float quantile_of_sorted(const std::vector<float>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + static_cast<float>(at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

void Bands::add(sim::Week week, std::vector<float> values) {
  std::sort(values.begin(), values.end());
  pairs.push_back(values.size());
  weeks.push_back(week);
  const bool few = values.size() < fewest;
  low90.push_back(few ? values.front() : quantile_of_sorted(values, 0.05));
  low50.push_back(quantile_of_sorted(values, few ? 0.5 : 0.25));
  median.push_back(quantile_of_sorted(values, 0.5));
  high50.push_back(quantile_of_sorted(values, few ? 0.5 : 0.75));
  high90.push_back(few ? values.back() : quantile_of_sorted(values, 0.95));
}

Ensemble::Ensemble(Begin begin, std::vector<Order> orders, std::size_t runs, sim::Week until,
                   std::shared_ptr<Ensemble> base)
    : begin_(std::move(begin)), orders_(std::move(orders)), until_(until), base_(std::move(base)), runs_(runs) {}

Ensemble::Run* Ensemble::take() {
  Run* best = nullptr;
  std::size_t wave = 0;
  for (std::size_t k = 0; k < runs_.size() && (!best || k < wave); ++k) {
    Run& run = runs_[k];
    if (run.done || run.taken) continue;
    if (!best) wave = end_of_wave(k);
    if (!best || run.samples.size() < best->samples.size()) best = &run;
  }
  if (best) best->taken = true;
  return best;
}

bool Ensemble::work(Workspace& workspace) {
  if (base_ && base_->units_done() <= units_done() && base_->work(workspace)) return true;
  Run* run = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (cancelled_) return false;
    run = take();
  }
  if (!run) return false;
  if (!run->world) run->world = std::make_unique<World>(begin_(static_cast<std::size_t>(run - runs_.data()) + 1));
  World& world = *run->world;
  const sim::Week target = std::min(until_, world.week + weeks_between_samples);
  while (world.week < target) checked_step(world, orders_, workspace);
  std::vector<float> values = sample(world);
  const std::lock_guard lock(mutex_);
  scopes_ = world.setting->scopes();
  run->samples.push_back(std::move(values));
  if (run->samples.size() > sample_weeks_.size()) sample_weeks_.push_back(target);
  run->taken = false;
  run->done = target >= until_;
  if (run->done) run->world.reset();
  ++units_;
  return true;
}

void Ensemble::cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
}

bool Ensemble::finished() const {
  const std::lock_guard lock(mutex_);
  return cancelled_ || std::all_of(runs_.begin(), runs_.end(), [](const Run& run) { return run.done; });
}

std::size_t Ensemble::runs_done() const {
  const std::size_t of_base = base_ ? base_->runs_done() : runs_.size();
  const std::lock_guard lock(mutex_);
  const auto done = std::count_if(runs_.begin(), runs_.end(), [](const Run& run) { return run.done; });
  return std::min(of_base, static_cast<std::size_t>(done));
}

std::size_t Ensemble::units_done() const {
  const std::lock_guard lock(mutex_);
  return units_;
}

Bands Ensemble::bands(const std::function<std::optional<float>(std::size_t, std::size_t)>& value) const {
  Bands bands;
  for (std::size_t s = 0; s < sample_weeks_.size(); ++s) {
    std::vector<float> values;
    for (std::size_t k = 0; k < runs_.size(); ++k)
      if (const auto known = value(k, s)) values.push_back(*known);
    if (values.size() < std::min(Bands::fewest, runs_.size())) break;
    bands.add(sample_weeks_[s], std::move(values));
  }
  return bands;
}

namespace {

// Two ensembles, or the same one twice.
std::pair<std::unique_lock<std::mutex>, std::unique_lock<std::mutex>> held(std::mutex& one, std::mutex& other) {
  std::unique_lock first(one, std::defer_lock), second(other, std::defer_lock);
  if (&one == &other)
    first.lock();
  else
    std::lock(first, second);
  return {std::move(first), std::move(second)};
}

}  // namespace

Bands Ensemble::levels(Measure m, const Place& place) const {
  const std::lock_guard lock(mutex_);
  return bands([&](std::size_t k, std::size_t s) -> std::optional<float> {
    if (runs_[k].samples.size() <= s) return {};
    return static_cast<float>(place.value(runs_[k].samples[s], scopes_, m));
  });
}

Bands Ensemble::differences(Measure m, const Place& place) const {
  return differences(m, place, *base_);
}

Bands Ensemble::differences(Measure m, const Place& place, const Ensemble& others) const {
  const auto locks = held(mutex_, others.mutex_);
  return bands([&](std::size_t k, std::size_t s) -> std::optional<float> {
    if (runs_[k].samples.size() <= s || others.runs_.size() <= k || others.runs_[k].samples.size() <= s) return {};
    return static_cast<float>(place.value(runs_[k].samples[s], scopes_, m) -
                              place.value(others.runs_[k].samples[s], scopes_, m));
  });
}

Ensemble::Ways Ensemble::ways(Measure m, std::size_t scopes, sim::Week week, const Ensemble& others) const {
  const auto locks = held(mutex_, others.mutex_);
  const auto apart = [&](sim::Week sample) { return sample > week ? sample - week : week - sample; };
  const auto nearest = std::min_element(sample_weeks_.begin(), sample_weeks_.end(),
                                        [&](sim::Week a, sim::Week b) { return apart(a) < apart(b); });
  const auto s = static_cast<std::size_t>(nearest - sample_weeks_.begin());
  std::vector<std::size_t> pairs;
  for (std::size_t k = 0; k < std::min(runs_.size(), others.runs_.size()); ++k)
    if (runs_[k].samples.size() > s && others.runs_[k].samples.size() > s) pairs.push_back(k);
  if (pairs.size() < Bands::fewest) return {};
  Ways ways{pairs.size(), {}};
  std::vector<float> values(pairs.size());
  for (std::size_t scope = 0; scope < scopes; ++scope) {
    const std::size_t at = measure(m) * scopes_ + scope;
    for (std::size_t k = 0; k < pairs.size(); ++k)
      values[k] = runs_[pairs[k]].samples[s][at] - others.runs_[pairs[k]].samples[s][at];
    std::sort(values.begin(), values.end());
    ways.by_scope.push_back(quantile_of_sorted(values, 0.05) > 0 ? 1 : (quantile_of_sorted(values, 0.95) < 0 ? -1 : 0));
  }
  return ways;
}

}  // namespace mainstay::sessions
