#include "sessions/ensemble.h"

#include <algorithm>

#include "agents/step.h"

namespace mainstay::sessions {

using namespace agents;

namespace {

constexpr sim::Week weeks_between_samples = 13;

// Pairs get ahead in waves, so that a first band soon spans the whole horizon and later ones only refine it.
std::size_t end_of_wave(std::size_t pair) {
  std::size_t end = 4;
  while (end <= pair) end *= 3;
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

float value_at(const std::vector<float>& values, std::size_t scopes, Measure m, const Place& place) {
  double sum = 0, weight = 0;
  for (std::size_t k = 0; k < place.scopes.size(); ++k) {
    const double w = place.weights.empty() ? 1 : place.weights[k];
    sum += w * static_cast<double>(values[measure(m) * scopes + place.scopes[k]]);
    weight += w;
  }
  return static_cast<float>(place.sum || weight == 0 ? sum : sum / weight);
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
  low90.push_back(quantile_of_sorted(values, 0.05));
  low50.push_back(quantile_of_sorted(values, 0.25));
  median.push_back(quantile_of_sorted(values, 0.5));
  high50.push_back(quantile_of_sorted(values, 0.75));
  high90.push_back(quantile_of_sorted(values, 0.95));
}

Ensemble::Ensemble(std::function<World(std::size_t)> begin, std::vector<Variant> variants, std::size_t pairs,
                   sim::Week until)
    : begin_(std::move(begin)), variants_(std::move(variants)), until_(until), pairs_(pairs) {
  for (Pair& pair : pairs_) pair.samples.resize(variants_.size());
}

Ensemble::Pair* Ensemble::take() {
  Pair* best = nullptr;
  std::size_t wave = 0;
  for (std::size_t k = 0; k < pairs_.size() && (!best || k < wave); ++k) {
    Pair& pair = pairs_[k];
    if (pair.done || pair.taken) continue;
    if (!best) wave = end_of_wave(k);
    if (!best || pair.samples[0].size() < best->samples[0].size()) best = &pair;
  }
  if (best) best->taken = true;
  return best;
}

bool Ensemble::work() {
  Pair* pair = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (cancelled_) return false;
    pair = take();
  }
  if (!pair) return false;
  if (pair->worlds.empty())
    pair->worlds.assign(variants_.size(), begin_(static_cast<std::size_t>(pair - pairs_.data()) + 1));
  Workspace workspace;
  std::vector<std::vector<float>> samples;
  const sim::Week target = std::min(until_, pair->worlds[0].week + weeks_between_samples);
  for (std::size_t v = 0; v < variants_.size(); ++v) {
    while (pair->worlds[v].week < target) step(pair->worlds[v], variants_[v].orders, workspace);
    samples.push_back(sample(pair->worlds[v]));
  }
  const std::lock_guard lock(mutex_);
  scopes_ = pair->worlds[0].setting->scopes();
  for (std::size_t v = 0; v < variants_.size(); ++v) pair->samples[v].push_back(std::move(samples[v]));
  if (pair->samples[0].size() > sample_weeks_.size()) sample_weeks_.push_back(target);
  pair->taken = false;
  pair->done = target >= until_;
  if (pair->done) pair->worlds = {};
  ++units_;
  return true;
}

void Ensemble::cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
}

bool Ensemble::finished() const {
  const std::lock_guard lock(mutex_);
  return cancelled_ || std::all_of(pairs_.begin(), pairs_.end(), [](const Pair& pair) { return pair.done; });
}

std::size_t Ensemble::pairs_done() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(pairs_.begin(), pairs_.end(), [](const Pair& pair) { return pair.done; }));
}

std::size_t Ensemble::units_done() const {
  const std::lock_guard lock(mutex_);
  return units_;
}

Bands Ensemble::bands(const std::function<float(const Pair&, std::size_t)>& value) const {
  Bands bands;
  const std::lock_guard lock(mutex_);
  for (std::size_t s = 0; s < sample_weeks_.size(); ++s) {
    std::vector<float> values;
    for (const Pair& pair : pairs_)
      if (pair.samples[0].size() > s) values.push_back(value(pair, s));
    // One pair that is ahead of the others would make the band look certain there.
    if (values.empty() || (values.size() == 1 && s > 0 && bands.pairs.back() > 1)) break;
    bands.add(sample_weeks_[s], std::move(values));
  }
  return bands;
}

Bands Ensemble::levels(std::size_t variant, Measure m, const Place& place) const {
  return bands([&](const Pair& pair, std::size_t s) { return value_at(pair.samples[variant][s], scopes_, m, place); });
}

Bands Ensemble::differences(std::size_t variant, std::size_t base, Measure m, const Place& place) const {
  return bands([&](const Pair& pair, std::size_t s) {
    return value_at(pair.samples[variant][s], scopes_, m, place) - value_at(pair.samples[base][s], scopes_, m, place);
  });
}

}  // namespace mainstay::sessions
