// What orders were worth: the world as it was, minus the same world with the same luck without them. All other orders
// and injects stay, and what a scenario lets happen on a condition happens in both in the same weeks. Whoever asks what
// an order or a surge has done asks here.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agents/step.h"
#include "sessions/background_runs.h"
#include "sessions/books.h"
#include "sessions/place.h"
#include "sessions/session.h"

namespace mainstay::sessions {

// What a worth is told in.
struct Quantity {
  std::string words;  // "points of capacity"
  double factor = 1;  // from what is stored to what is shown
  int decimals = 0;
};
Quantity quantity_of(agents::Measure measure);

// Of some orders: at a place, at a date, in one quantity, with its luck. In stored units.
struct Worth {
  Quantity of;
  std::string place;           // where it is measured
  sim::Week week = 0;          // after so many weeks
  double own = 0;              // with the session's own luck
  std::vector<double> others;  // with other lucks, the same for every branch
};

// Orders of a branch that are left out together, and what is asked of them.
struct WorthSubject {
  enum class Kind { order, surge, players };
  Kind kind = Kind::order;
  std::string title;
  std::vector<std::size_t> orders;                      // by their place in Session::orders_in
  agents::Measure measure = agents::Measure::capacity;  // that they are for
  std::vector<sim::RegionIndex> regions;                // where they were meant to act
};
WorthSubject order_subject(const Session& session, std::size_t branch, std::size_t order);
// The surges that were ordered before `week`: those of the branch itself, or if it has none, all in it.
std::optional<WorthSubject> surge_subject(const Session& session, std::size_t branch, sim::Week week);
// What users ordered before `week`; injects are no orders of theirs.
std::optional<WorthSubject> players_subject(const Session& session, std::size_t branch, sim::Week week);

// What is told of each subject: the measure it is for where it was meant to act, and in all regions; and beside it,
// in all regions and added up until then, what came with it.
enum class Asked : std::size_t { there, everywhere, incidents, civilians_hurt, donor_cost, count };
inline constexpr std::size_t asked_count = static_cast<std::size_t>(Asked::count);

// How many other lucks are tried where nobody says otherwise.
inline constexpr std::size_t usual_lucks = 8;

struct WorthPlan {
  std::vector<WorthSubject> subjects;
  sim::Week until = 0;
  std::vector<sim::Week> weeks;  // that are asked for, in order; empty: all until then
  std::size_t lucks = usual_lucks;
  bool books = false;  // of where subjects were meant to act, with the session's own luck
};

// The runs behind worths: for each luck, first the session's own, one with all orders and one without each subject.
class WorthRuns : public BackgroundRuns {
 public:
  WorthRuns(const Session& session, std::size_t branch, WorthPlan plan);
  WorthRuns(const WorthRuns&) = delete;
  WorthRuns& operator=(const WorthRuns&) = delete;

  bool work(agents::Workspace& workspace) override;
  void cancel() override;
  bool finished() const override;
  std::size_t runs_done() const override;  // other lucks, with all orders and without each subject
  // Does all of it, on all threads that there are. `progress(done, all)` may be called from any of them.
  void finish(const std::function<void(std::size_t, std::size_t)>& progress);
  std::size_t units_done() const;  // rises with every unit
  bool own_done() const;           // all there is to know of the session's own luck

  const std::vector<WorthSubject>& subjects() const { return plan_.subjects; }
  std::size_t lucks() const { return plan_.lucks; }
  // None as long as the session's own luck has not come to that week; other lucks are those that have.
  std::optional<Worth> worth(std::size_t subject, Asked asked, sim::Week week) const;
  // Worth where it was meant to act with the session's own luck, by week from the first on, as far as it is known.
  std::vector<double> own_by_week(std::size_t subject) const;
  // Of the same place and week: without the subject, and with it.
  std::optional<std::pair<CapacityBooks, CapacityBooks>> books(std::size_t subject, sim::Week week) const;

 private:
  // What runs keep of a week.
  struct Gauge {
    std::vector<agents::Measure> measures;  // that are added
    std::vector<sim::RegionIndex> regions;
    std::optional<std::size_t> scope;  // where the model measures these regions together
    bool so_far = false;               // added up over weeks
    Quantity quantity;
    double value(const agents::World& world) const;
  };
  struct Run {
    std::optional<std::size_t> left_out;   // the subject without which it runs
    std::unique_ptr<agents::World> world;  // while under way
    std::vector<agents::Order> orders;
    std::vector<double> so_far;                     // by gauge
    std::vector<std::vector<double>> values;        // by gauge, then by asked week
    std::vector<std::vector<CapacityBooks>> books;  // by subject, then by asked week
    bool taken = false, done = false;
  };
  struct Luck {
    std::uint64_t seed = 0;
    std::shared_ptr<const agents::World> begin;     // while runs may still begin
    std::vector<std::vector<agents::Index>> fired;  // by week: triggers that fired with all orders
    std::vector<Run> runs;                          // with all orders, then without each subject
  };
  struct Unit {
    Luck* luck = nullptr;
    Run* run = nullptr;
  };
  static bool is_done(const Luck& luck);
  Unit take();
  void begin(Luck& luck, Run& run) const;
  // Simulates [run's week, until) and hands over what was kept.
  void advance(Luck& luck, Run& run, sim::Week until, agents::Workspace& workspace);
  std::size_t gauge_of(std::size_t subject, Asked asked) const;
  bool keeps(const Run& run, std::size_t gauge) const;
  bool keeps_books(const Luck& luck, const Run& run, std::size_t subject) const;
  std::optional<std::size_t> slot_of(sim::Week week) const;
  std::optional<double> difference(const Luck& luck, std::size_t subject, std::size_t gauge, std::size_t slot) const;

  std::shared_ptr<const scenarios::Scenario> scenario_;
  std::vector<agents::Order> orders_;
  WorthPlan plan_;
  std::vector<Gauge> gauges_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<Luck> lucks_;
  std::size_t units_ = 0;
  bool cancelled_ = false;
};

// All orders of a branch, and their sets, each with its worth at some dates.
struct WorthTable {
  using Cell = std::array<Worth, asked_count>;
  struct Row {
    WorthSubject subject;
    std::vector<std::optional<Cell>> at;  // by date; none where it was not due yet, or is no such set
  };
  std::vector<sim::Week> dates;
  std::size_t lucks = 0;
  std::vector<Row> rows;  // orders in order of week, then sets of several orders

  const Row* row_of(std::size_t order) const;  // null if there is none
};

struct WorthQuestion {
  std::vector<sim::Week> dates;         // in order
  std::size_t lucks = usual_lucks;      // beside the session's own
  std::vector<sim::RegionIndex> where;  // instead of where each order was meant to act; empty: there
};
WorthTable worth_table(const Session& session, std::size_t branch, const WorthQuestion& question,
                       const std::function<void(std::size_t, std::size_t)>& progress);

}  // namespace mainstay::sessions
