// Two worlds of the smallest scenario that share their luck; orders are given in one of them. Every week the books are
// checked against the stocks.
#pragma once

#include <string>
#include <vector>

#include "agents/books.h"
#include "agents/events.h"
#include "agents/measures.h"
#include "agents/world_check.h"
#include "scenarios/read_orders.h"
#include "tests/agents/identities.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"

namespace mainstay::tests {

using namespace agents;

// The smallest scenario without triggers: nobody else gives orders.
inline const scenarios::Scenario& smallest() {
  static const auto scenario = scenarios::load_scenario(shipped_file("smallest"), {{"/triggers", "[]"}});
  return scenario;
}

inline RegionIndex region(const char* id) {
  return smallest().setting->map.find_region(id);
}
inline constexpr CountryIndex xa = 0;
inline constexpr Index us = 0, eu = 1, front = 0, compact = 0;

inline Order order(const std::string& json) {
  const scenarios::Scenario& scenario = smallest();
  return scenarios::OrderReader{*scenario.setting, scenario.start}.read(scenarios::Json::parse(json));
}

struct Pair {
  World ordered, twin;
  int given = 0, refused = 0;  // orders of the ordered world, over all weeks

  const Institutions& units() const { return ordered.institutions; }
  double books(Book book) const {
    double sum = 0;
    for (std::size_t r = 0; r < ordered.setting->regions(); ++r)
      sum += ordered.ledger.total(r, account(book)) - twin.ledger.total(r, account(book));
    return sum;
  }
  double more(Measure which, const char* scope) const {
    return ordered.measures.at(measure(which), region(scope)) - twin.measures.at(measure(which), region(scope));
  }
};

inline Pair after(std::uint32_t weeks, const std::vector<std::string>& orders,
                  const std::vector<std::string>& both = {}) {
  Pair pair;
  pair.twin = pair.ordered = smallest().begin(1);
  const World start = pair.ordered;
  std::vector<Order> theirs, shared;
  for (const auto& json : both) shared.push_back(order(json));
  theirs = shared;
  for (const auto& json : orders) theirs.push_back(order(json));
  Workspace workspace;
  for (std::uint32_t week = 0; week < weeks; ++week) {
    step(pair.twin, shared, workspace);
    step(pair.ordered, theirs, workspace);
    pair.ordered.events.for_each([&](const sim::Event& event) {
      pair.given += event.kind == static_cast<std::uint16_t>(EventKind::order_given);
      pair.refused += event.kind == static_cast<std::uint16_t>(EventKind::order_refused);
    });
    for (const auto& broken : broken_identities(start, pair.ordered)) FAIL("week " << week << ": " << broken);
    if (const auto fault = agents::first_fault(pair.ordered); !fault.empty()) FAIL("week " << week << ": " << fault);
  }
  return pair;
}

// One order, given in the first week.
inline Pair given(const std::string& json, std::uint32_t weeks = 1) {
  INFO(json);
  Pair pair = after(weeks, {json});
  CHECK(pair.given == 1);
  CHECK(pair.refused == 0);
  return pair;
}

inline void check_refused(const std::string& json, const std::vector<std::string>& both = {}) {
  INFO(json);
  const Pair pair = after(3, {json}, both);
  CHECK(pair.refused == 1);
}

inline Index unit(const World& world, const std::string& id) {
  for (Index i = 0; i < world.institutions.size(); ++i)
    if (world.institutions.id[i] == id) return i;
  FAIL("no unit " << id);
  return 0;
}

inline std::string in_week(sim::Week week, const std::string& body) {
  return "{\"week\": " + std::to_string(week) + ", " + body + "}";
}

}  // namespace mainstay::tests
