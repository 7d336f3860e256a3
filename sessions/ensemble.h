// Paired runs in the background: the same luck for every variant, so that bands and their differences show what an
// order changes. Work comes in small units, so that many ensembles share a few threads and any can be dropped at once.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "agents/measures.h"
#include "agents/world.h"

namespace mainstay::sessions {

// What an ensemble says of one value: by sample, over the pairs that have got so far.
struct Bands {
  std::vector<sim::Week> weeks;
  std::vector<float> low90, low50, median, high50, high90;
  std::vector<std::size_t> pairs;  // that each sample rests on: later ones on fewer, as long as runs are under way
  std::size_t least_pairs() const { return pairs.empty() ? 0 : pairs.back(); }
  // The next sample: one value a pair, in any order; at least one.
  void add(sim::Week week, std::vector<float> values);
};

// The places that a value is taken over: regions and the weight of each, or one scope.
struct Place {
  std::vector<std::size_t> scopes;
  std::vector<double> weights;  // empty: all alike. They need not sum to 1
  bool sum = false;             // add up instead of averaging
  static Place scope(std::size_t scope) { return {{scope}, {}, false}; }
};

class Ensemble {
 public:
  struct Variant {
    std::string name;
    std::vector<agents::Order> orders;
  };
  // `begin` makes the world of a pair, 1 <= pair <= pairs, from which all variants start; called from any thread.
  Ensemble(std::function<agents::World(std::size_t pair)> begin, std::vector<Variant> variants, std::size_t pairs,
           sim::Week until);

  // Does one unit of work (a quarter year of one pair) on the calling thread; false if there is nothing left to take.
  bool work();
  void cancel();
  bool finished() const;
  std::size_t pairs_done() const;
  std::size_t pairs() const { return pairs_.size(); }
  const std::vector<Variant>& variants() const { return variants_; }
  // Rises with every unit: what was drawn from an older one can be refined.
  std::size_t units_done() const;

  Bands levels(std::size_t variant, agents::Measure measure, const Place& place) const;
  // Of variant minus base, pair by pair.
  Bands differences(std::size_t variant, std::size_t base, agents::Measure measure, const Place& place) const;

 private:
  struct Pair {
    std::vector<agents::World> worlds;                     // by variant, while under way
    std::vector<std::vector<std::vector<float>>> samples;  // by variant and sample: [measure * scopes + scope]
    bool taken = false, done = false;
  };
  Pair* take();
  Bands bands(const std::function<float(const Pair&, std::size_t sample)>& value) const;

  std::function<agents::World(std::size_t)> begin_;
  std::vector<Variant> variants_;
  sim::Week until_;
  mutable std::mutex mutex_;
  std::vector<Pair> pairs_;
  std::vector<sim::Week> sample_weeks_;
  std::size_t scopes_ = 0, units_ = 0;
  bool cancelled_ = false;
};

}  // namespace mainstay::sessions
