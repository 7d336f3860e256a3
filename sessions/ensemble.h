// Many runs in the background, which show as bands what may come of a course of action, and in pairs of the same luck
// what an order changes.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "agents/measures.h"
#include "agents/world.h"
#include "sessions/background_runs.h"
#include "sessions/place.h"

namespace mainstay::sessions {

// What an ensemble says of one value: by sample, over the runs or pairs that have got so far. An ensemble's ends
// where fewer than `fewest` have got: quantiles of two or three runs would look surer than they are.
struct Bands {
  static constexpr std::size_t fewest = 8;
  std::vector<sim::Week> weeks;
  std::vector<float> low90, low50, median, high50, high90;
  std::vector<std::size_t> pairs;  // that each sample rests on: later ones on fewer, as long as runs are under way
  std::size_t least_pairs() const { return pairs.empty() ? 0 : pairs.back(); }
  // The next sample: one value a run or pair, in any order; at least one. Of fewer than `fewest`, the outer band is
  // from the lowest to the highest and the inner one empty.
  void add(sim::Week week, std::vector<float> values);
};

class Ensemble : public BackgroundRuns {
 public:
  using Begin = std::function<agents::World(std::size_t run)>;  // 1 <= run <= runs; called from any thread
  // Runs of one course of action. Given a `base` that was made with the same begin, runs and end, run k of both share
  // their luck and are a pair; the base's run comes first, so that both get ahead together.
  Ensemble(Begin begin, std::vector<agents::Order> orders, std::size_t runs, sim::Week until,
           std::shared_ptr<Ensemble> base = nullptr);

  bool work(agents::Workspace& workspace) override;
  void cancel() override;
  bool finished() const override;
  std::size_t runs_done() const override;  // with a base: pairs
  std::size_t runs() const { return runs_.size(); }
  // Rises with every unit: what was drawn from an older one can be refined.
  std::size_t units_done() const;

  Bands levels(agents::Measure measure, const Place& place) const;
  // Of these runs minus the base's, or another ensemble's that begins alike, pair by pair.
  Bands differences(agents::Measure measure, const Place& place) const;
  Bands differences(agents::Measure measure, const Place& place, const Ensemble& others) const;

  // Of scopes [0, scopes), at the sample nearest to a week: +1 or -1 where nine tenths of the pairs lie on one side of
  // nothing, else 0. No scopes where fewer than Bands::fewest pairs have got there.
  struct Ways {
    std::size_t pairs = 0;
    std::vector<int> by_scope;
  };
  Ways ways(agents::Measure measure, std::size_t scopes, sim::Week week, const Ensemble& others) const;

 private:
  struct Run {
    std::unique_ptr<agents::World> world;     // while under way
    std::vector<std::vector<float>> samples;  // by sample: [measure * scopes + scope]
    bool taken = false, done = false;
  };
  Run* take();
  // Of the values that runs have in a sample, until one has none.
  Bands bands(const std::function<std::optional<float>(std::size_t run, std::size_t sample)>& value) const;

  Begin begin_;
  std::vector<agents::Order> orders_;
  sim::Week until_;
  std::shared_ptr<Ensemble> base_;
  mutable std::mutex mutex_;
  std::vector<Run> runs_;
  std::vector<sim::Week> sample_weeks_;
  std::size_t scopes_ = 0, units_ = 0;
  bool cancelled_ = false;
};

}  // namespace mainstay::sessions
