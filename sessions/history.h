// The weeks of one world under one list of orders: what was measured in each, and worlds kept at intervals from which
// any week is recomputed exactly.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "agents/measures.h"
#include "agents/step.h"
#include "agents/world.h"
#include "sessions/place.h"

namespace mainstay::sessions {

inline constexpr sim::Week weeks_between_keyframes = 13;

// Measures that outside observers assess.
inline constexpr std::array assessed_measures = {agents::Measure::capacity, agents::Measure::control,
                                                 agents::Measure::incidents, agents::Measure::grievance,
                                                 agents::Measure::trust};

// What is kept of a week, whole worlds being too large. Values are indexed [measure * scopes + scope].
struct WeekRecord {
  std::vector<float> measures;
  std::vector<float> assessed;  // rows in the order of assessed_measures
  std::vector<sim::Event> events;
  std::uint64_t hash = 0;             // of the world after the week
  std::vector<std::uint64_t> parts;   // the same by field: where two worlds part first
  std::vector<std::uint64_t> phases;  // of the world after each phase of the week; empty if not known
};

// One thread extends a history while others read it.
class History {
 public:
  // `begin` is the world before its first week; `orders` are in order of week.
  History(agents::World begin, std::vector<agents::Order> orders);

  // The same weeks before `week` <= recorded() and other orders from then on. Orders due before `week` must be the
  // same.
  std::shared_ptr<History> fork(sim::Week week, std::vector<agents::Order> orders) const;

  sim::Week first() const { return first_; }
  // Weeks [first, recorded) are known.
  sim::Week recorded() const;
  // Weeks [from, from + records.size()) as they were simulated earlier, and the world after them if it was kept. Those
  // that are known already are left out; nothing is taken over where weeks between would be missing.
  void take_over(sim::Week from, std::vector<std::shared_ptr<const WeekRecord>> records,
                 std::shared_ptr<const agents::World> after);
  // Simulates the week `recorded()`. One thread only.
  void advance(agents::Workspace& workspace);
  // The world before `week` is simulated; week <= recorded(). Takes at most weeks_between_keyframes steps, or once as
  // many as lie between the worlds that a file has kept.
  agents::World at(sim::Week week, agents::Workspace& workspace) const;
  // The latest kept world that is not after `week`: nothing is recomputed.
  std::shared_ptr<const agents::World> keyframe(sim::Week week) const;
  // Of a recorded week.
  std::shared_ptr<const WeekRecord> record(sim::Week week) const;
  // Values of one measure in one place, weeks [first, recorded).
  std::vector<float> series(agents::Measure measure, const Place& place) const;
  std::uint64_t hash(sim::Week week) const { return record(week)->hash; }

  const std::vector<agents::Order>& orders() const { return orders_; }
  const std::shared_ptr<const agents::Setting>& setting() const { return setting_; }

 private:
  std::shared_ptr<const agents::Setting> setting_;
  std::vector<agents::Order> orders_;
  sim::Week first_ = 0;
  mutable std::mutex mutex_;  // guards what follows but head_
  std::vector<std::shared_ptr<const WeekRecord>> records_;
  mutable std::map<sim::Week, std::shared_ptr<const agents::World>> keyframes_;
  std::optional<agents::World> head_;  // the world at recorded(); made when first needed
};

// What is kept of the week that `world` has just been through.
WeekRecord record_week(const agents::World& world);
// Names of the fields that WeekRecord::parts stand for: "governments", "institutions.skill".
const std::vector<std::string>& world_parts();

}  // namespace mainstay::sessions
