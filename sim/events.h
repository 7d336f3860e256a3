// What happened this week, in an order that does not depend on threads: each region writes its own list, and the lists
// are joined in region order.
#pragma once

#include <cstdint>
#include <vector>

namespace mainstay::sim {

// Meaning of kind, subject and detail is the agents' floor's; see agents/events.h.
struct Event {
  std::uint32_t week = 0;
  std::uint16_t kind = 0;
  std::uint16_t detail = 0;   // a small code that refines the kind, such as an action
  std::uint32_t region = 0;   // scope index
  std::uint32_t subject = 0;  // index of the agent within its kind
  double value = 0;           // persons, US dollars or points, as the kind says
  bool operator==(const Event&) const = default;
};

class EventLog {
 public:
  EventLog() = default;
  explicit EventLog(std::size_t scopes) : by_scope_(scopes) {}

  void begin_week() {
    for (auto& events : by_scope_) events.clear();
  }
  // Safe from several threads as long as each scope has one writer.
  void add(const Event& event) { by_scope_[event.region].push_back(event); }

  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& events : by_scope_)
      for (const Event& event : events) visit(event);
  }

  bool operator==(const EventLog&) const = default;

 private:
  std::vector<std::vector<Event>> by_scope_;
};

}  // namespace mainstay::sim
