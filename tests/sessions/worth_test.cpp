// What orders were worth: against what, where, when, and the same whoever asks.
#include "sessions/worth.h"

#include <cmath>

#include "agents/events.h"
#include "sessions/review.h"
#include "sessions/worth_text.h"
#include "sim/snapshot.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using namespace mainstay::sessions;
using agents::Measure;

namespace {

using Shared = std::shared_ptr<const scenarios::Scenario>;

Shared smallest(const std::string& triggers = "") {
  std::vector<scenarios::Override> overrides;
  if (!triggers.empty()) overrides.push_back({"/triggers", triggers});
  return std::make_shared<const scenarios::Scenario>(
      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json", overrides));
}

constexpr const char* relief =
    R"({"week": 20, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}, "reason": "<hunger>"})";
constexpr const char* nothing = R"({"week": 30, "extend_programme": {"programme": "no-such", "weeks": 26}})";
constexpr const char* pay_reform = R"({"week": 110, "reform_pay": {"government": "XA", "pay_factor": 3}})";
constexpr const char* displacement = R"({"week": 112, "inject": "displacement", "region": "XA-N", "persons": 30000})";
constexpr const char* second_surge =
    R"({"week": 120, "open_programme": {"id": "again", "donor": "us", "surge": true, "targets": {"region": "XA-S"},
        "weeks": 26, "instruments": {"train": 1000000}}})";

const auto quiet = [](std::size_t, std::size_t) {};

std::size_t give(Session& session, std::size_t branch, const char* order, const char* time = "2026-01-01T00:00:00Z") {
  return session.give(branch, session.read_order(order, time));
}

WorthTable table_at(const Session& session, std::size_t branch, sim::Week week, std::size_t lucks = 0) {
  return worth_table(session, branch, {{week}, lucks, {}}, quiet);
}

const Worth& worth_of(const WorthTable& table, std::size_t row, Asked asked) {
  return table.rows.at(row).at.front().value()[static_cast<std::size_t>(asked)];
}

using Firings = std::vector<std::vector<agents::Index>>;

// The world after `weeks`, and which triggers fired; where `fires` is given, those fire instead.
agents::World run(const scenarios::Scenario& scenario, const std::vector<agents::Order>& orders, sim::Week weeks,
                  Firings& fired, const Firings* fires = nullptr) {
  agents::World world = scenario.begin(7);
  agents::Workspace workspace;
  for (sim::Week week = 0; week < weeks; ++week) {
    agents::step(world, orders, workspace, fires ? &(*fires)[week] : nullptr);
    fired.push_back(workspace.fired);
  }
  return world;
}

double value(const agents::World& world, Measure m, std::size_t scope) {
  return world.measures.at(agents::measure(m), scope);
}

std::vector<agents::Order> without(std::vector<agents::Order> orders, std::size_t left_out) {
  orders.erase(orders.begin() + static_cast<std::ptrdiff_t>(left_out));
  return orders;
}

}  // namespace

TEST_CASE("triggers that fire in their weeks instead of on their conditions lead to the same world", "[worth]") {
  const Shared scenario = smallest(R"([
    {"when": {"measure": "control", "scope": "XA-S", "above": -1, "for_weeks": 7},
     "once": false, "orders": [{"inject": "displacement", "region": "XA-N", "persons": 3000},
                               {"week": 2, "relief": {"donor": "eu", "region": "XA-C", "usd": 100000}}]},
    {"when": {"probability_per_week": 0.1}, "once": false,
     "orders": [{"inject": "displacement", "region": "XA-C", "persons": 2000}]},
    {"when": {"week": 12}, "orders": [{"relief": {"donor": "eu", "region": "XA-S", "usd": 100000}}]}])");
  Session session(scenario, 7);
  const std::size_t branch = give(session, 0, nothing);
  const std::vector<agents::Order>& orders = session.branches()[branch].history->orders();
  Firings fired, again, other;
  const agents::World as_it_was = run(*scenario, orders, 60, fired);
  std::size_t firings = 0;
  for (const auto& week : fired) firings += week.size();
  REQUIRE(firings > 3);
  CHECK(sim::first_difference(as_it_was, run(*scenario, orders, 60, again, &fired)) == "");
  CHECK(again == fired);
  // Without an order that does nothing it is the same world to the last bit, too.
  REQUIRE(orders[0].week == 30);
  CHECK(sim::first_difference(as_it_was, run(*scenario, without(orders, 0), 60, other, &fired)) == "");
}

TEST_CASE("what a trigger did is not the worth of an order that made it fire sooner", "[worth]") {
  const auto trigger = [](double limit) {
    return R"([{"when": {"measure": "donor_cost_usd", "scope": "theatre", "above": )" + std::to_string(limit) +
           R"(}, "orders": [{"relief": {"donor": "eu", "region": "XA-C", "usd": 3000000}}]}])";
  };
  Session plain(smallest(trigger(1e11)), 7);
  const std::size_t plain_branch = give(plain, 0, relief);
  Firings none, fired, later;
  const auto spent = [&](const agents::World& world) {
    return value(world, Measure::donor_cost_usd, world.setting->theatre_scope());
  };
  const double limit = spent(run(plain.scenario(), plain.branches()[plain_branch].history->orders(), 22, none)) - 1;

  const Shared scenario = smallest(trigger(limit));
  Session session(scenario, 7);
  const std::size_t branch = give(session, 0, relief);
  const auto& orders = session.branches()[branch].history->orders();
  const agents::World with = run(*scenario, orders, 26, fired);
  const agents::World unpinned = run(*scenario, without(orders, 0), 26, later);
  REQUIRE(fired != later);
  Firings pinned;
  const double expected = spent(with) - spent(run(*scenario, without(orders, 0), 26, pinned, &fired));
  REQUIRE(std::abs(spent(with) - spent(unpinned) - expected) > 1e6);  // else this test could not fail
  const WorthTable table = table_at(session, branch, 26);
  CHECK(worth_of(table, 0, Asked::donor_cost).own == expected);
}

TEST_CASE("an order is worth what the world loses without it where it was to act, and one that does nothing nothing",
          "[worth]") {
  Session session(smallest(), 7);
  const std::size_t branch = give(session, 0, relief);
  give(session, branch, nothing);
  const WorthTable table = table_at(session, branch, 60);
  // The scenario's own order comes in week 104. Two orders of players are a set.
  REQUIRE(table.rows.size() == 3);
  CHECK(worth_of(table, 0, Asked::there).place == "Northern Hills");
  CHECK(worth_of(table, 0, Asked::there).of.words == "points of hardship");
  CHECK(worth_of(table, 0, Asked::everywhere).place == "all regions");
  CHECK(worth_of(table, 0, Asked::there).own < 0);
  CHECK(worth_of(table, 0, Asked::donor_cost).own > 1e6);
  for (std::size_t asked = 0; asked < asked_count; ++asked)
    CHECK(worth_of(table, 1, static_cast<Asked>(asked)).own == 0);
  CHECK(table.rows[2].subject.kind == WorthSubject::Kind::players);
  CHECK(worth_of(table, 2, Asked::donor_cost).own == worth_of(table, 0, Asked::donor_cost).own);
}

TEST_CASE("a surge is not blamed for what an inject and a ministry's pay reform cost", "[worth]") {
  Session session(smallest(), 7);
  const std::size_t branch = give(session, 0, pay_reform);
  give(session, branch, displacement);
  const auto& orders = session.branches()[branch].history->orders();
  REQUIRE(orders[0].surge);
  const auto place = std::size_t{0};  // the surge's region
  Firings fired, pinned, of_twin;
  const agents::World with = run(session.scenario(), orders, 156, fired);
  const double alone =
      value(with, Measure::capacity, place) -
      value(run(session.scenario(), without(orders, 0), 156, pinned, &fired), Measure::capacity, place);
  const double against_twin = value(with, Measure::capacity, place) -
                              value(run(session.scenario(), {}, 156, of_twin), Measure::capacity, place);
  REQUIRE(alone > 0);
  REQUIRE(against_twin < alone - 0.01);
  const WorthTable table = table_at(session, branch, 156);
  REQUIRE(table.rows[0].subject.regions == std::vector<sim::RegionIndex>{0});
  CHECK(worth_of(table, 0, Asked::there).own == alone);
  // The inject is a row of its own and no order of players; the reform alone is no set.
  REQUIRE(table.rows.size() == 3);
  CHECK(surge_subject(session, branch, 156)->orders == std::vector<std::size_t>{0});
  CHECK(players_subject(session, branch, 156)->orders == std::vector<std::size_t>{1});
  CHECK_FALSE(players_subject(session, 0, 156));
}

TEST_CASE("of an order that was given twice, each is worth what it adds to the other", "[worth]") {
  Session session(smallest(), 7);
  const std::size_t branch = give(session, 0, relief);
  give(session, branch, relief);
  const WorthTable table = table_at(session, branch, 40);
  REQUIRE(table.rows.size() == 3);
  CHECK(worth_of(table, 0, Asked::donor_cost).own == worth_of(table, 1, Asked::donor_cost).own);
  CHECK(worth_of(table, 0, Asked::donor_cost).own > 1e6);
  CHECK(worth_of(table, 2, Asked::donor_cost).own > 1.5 * worth_of(table, 0, Asked::donor_cost).own);
  const auto listed = session.orders_in(branch);
  REQUIRE(listed.size() == 3);
  CHECK(listed[0].given == std::size_t{0});
  CHECK(listed[1].given == std::size_t{1});
  CHECK_FALSE(listed[2].given);
}

TEST_CASE("a branch that left another is asked for its own surge, and one without for those it went on with",
          "[worth]") {
  Session session(smallest(), 7);
  const std::size_t branch = give(session, 0, second_surge);
  REQUIRE(surge_subject(session, branch, 121));
  CHECK(surge_subject(session, branch, 121)->title == "This branch's surge");
  CHECK(surge_subject(session, branch, 121)->orders == std::vector<std::size_t>{1});
  // In a week in which its own is not due yet, it is about the scenario's.
  CHECK(surge_subject(session, branch, 110)->orders == std::vector<std::size_t>{0});
  CHECK_FALSE(surge_subject(session, branch, 104));
  const std::size_t further = session.branch_off(branch, 130, "further");
  CHECK(surge_subject(session, further, 140)->orders == std::vector<std::size_t>{0, 1});
  CHECK(surge_subject(session, further, 140)->title == "The surge");
  CHECK(surge_subject(session, further, 140)->regions == std::vector<sim::RegionIndex>{0, 2});
  // The same order has the same worth in the branch that took it over.
  const WorthTable own = table_at(session, branch, 135), taken_over = table_at(session, further, 135);
  CHECK(worth_of(own, 1, Asked::there).own == worth_of(taken_over, 1, Asked::there).own);
  CHECK(worth_of(own, 1, Asked::there).own != 0);
}

TEST_CASE("other lucks are the same however many there are, and none is the session's own", "[worth]") {
  for (const std::uint64_t seed : {7u, 1002u}) {
    Session session(smallest(), seed);
    const std::size_t branch = give(session, 0, relief);
    const WorthTable one = table_at(session, branch, 30, 1), three = table_at(session, branch, 30, 3);
    const auto& few = worth_of(one, 0, Asked::there);
    const auto& many = worth_of(three, 0, Asked::there);
    REQUIRE(many.others.size() == 3);
    CHECK(few.own == many.own);
    CHECK(few.others[0] == many.others[0]);
    for (const double other : many.others) CHECK(other != many.own);
  }
}

TEST_CASE("runs in the background, tables and the review give the same worth for the same question", "[worth]") {
  Session session(smallest(), 7);
  const std::size_t branch = give(session, 0, pay_reform);
  for (const sim::Week week : {113u, 130u}) {
    INFO(week);
    const WorthTable table = table_at(session, branch, week, 2);
    // As the window's panel asks: of a subject alone, every week, unit by unit.
    WorthRuns runs(session, branch, {{*surge_subject(session, branch, week)}, 130, {}, 2});
    CHECK_FALSE(runs.worth(0, Asked::there, week));
    agents::Workspace workspace;
    while (runs.work(workspace)) continue;
    CHECK(runs.finished());
    for (const Asked asked : {Asked::there, Asked::everywhere, Asked::civilians_hurt, Asked::donor_cost}) {
      const Worth now = runs.worth(0, asked, week).value();
      CHECK(now.own == worth_of(table, 0, asked).own);
      CHECK(now.others == worth_of(table, 0, asked).others);
      CHECK(in_words(now) == in_words(worth_of(table, 0, asked)));
    }
    // Asked for with other dates it is the same.
    const WorthTable dates = worth_table(session, branch, {{100, week, 131}, 2, {}}, quiet);
    CHECK_FALSE(dates.rows[0].at[0]);
    CHECK(dates.rows[0].at[1].value()[0].own == worth_of(table, 0, Asked::there).own);
    agents::Workspace weeks;
    for (const auto& history : {session.branches()[branch].history, session.twin()})
      while (history->recorded() < week) history->advance(weeks);
    SavedSession saved;
    saved.branches.resize(session.branches().size());
    const std::string page = review_html(session, saved, branch, week, table);
    for (const WorthTable::Row& row : table.rows)
      for (const Asked asked : {Asked::there, Asked::everywhere, Asked::civilians_hurt}) {
        const Worth& worth = row.at.front().value()[static_cast<std::size_t>(asked)];
        INFO(in_words(worth));
        CHECK(page.find("<b>" + amount_text(worth.of, worth.own) + "</b> " + worth.of.words) != std::string::npos);
        CHECK(page.find(range_text(worth)) != std::string::npos);
      }
  }
}

TEST_CASE("a worth is told with place, date and range, and is never 0 by rounding", "[worth]") {
  Worth worth{quantity_of(Measure::capacity), "Gao and Kidal", 208, 0.0142, {}};
  CHECK(in_words(worth) == "Gao and Kidal, week 208, +1.4 points of capacity, one luck");
  for (int k = 0; k <= 20; ++k) worth.others.push_back(0.002 + 0.0012 * k);
  CHECK(in_words(worth) == "Gao and Kidal, week 208, +1.4 points of capacity, 9 in 10 lucks: 0.3 to 2.5");
  worth.others = {-0.003, 0.001, 0.012};
  CHECK(range_text(worth) == "3 lucks: −0.3 to 1.2");
  worth.others = {-0.0001, 0.0002};
  CHECK(range_text(worth) == "2 lucks: less than 0.1 either way");
  worth.others = {0};
  CHECK(range_text(worth) == "1 luck: 0");
  for (const double small : {0.0004, -0.0004, 1e-9}) CHECK(amount_text(worth.of, small) == "less than 0.1");
  CHECK(amount_text(worth.of, 0.0006) == "+0.1");
  CHECK(amount_text(worth.of, -0.0306) == "−3.1");
  CHECK(amount_text(worth.of, 0) == "0");
  CHECK(amount_text(quantity_of(Measure::threat_strength), -0.2) == "less than 1");
  CHECK(quantity_of(Measure::incidents).words == "violent incidents a week");
  CHECK(quantity_of(Measure::control).words == "of control by the state (from −1 to 1)");
  CHECK(quantity_of(Measure::border_control).words == "percentage points of share of trafficking interdicted");
}

TEST_CASE("places are where orders were meant to act, by name", "[worth]") {
  Session session(smallest(), 7);
  const agents::Setting& setting = session.setting();
  const auto place = [&](const char* order) {
    const agents::Order read = session.read_order(order, "").order;
    return place_name(setting, meant_regions(session.scenario().start, {read}, 0));
  };
  CHECK(place(relief) == "Northern Hills");
  CHECK(place(pay_reform) == "Examplia");
  CHECK(place(R"({"week": 1, "agree_division_of_labour": {"donors": ["us", "eu"]}})") == "all regions");
  CHECK(place(R"({"week": 1, "open_programme": {"id": "p", "donor": "us", "weeks": 26,
      "targets": {"institutions": ["court-n"]}, "instruments": {"train": 1}}})") == "Northern Hills");
  // What changes a programme acts where that one does.
  std::vector<agents::Order> orders = {session.read_order(second_surge, "").order,
                                       session
                                           .read_order(R"({"week": 130, "extend_programme": {"programme": "again",
                                           "weeks": 26}})",
                                                       "")
                                           .order};
  CHECK(meant_regions(session.scenario().start, orders, 1) == std::vector<sim::RegionIndex>{2});
  CHECK(place_name(setting, {0, 2}) == setting.map.regions[0].name + " and " + setting.map.regions[2].name);
}
