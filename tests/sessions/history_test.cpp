#include "sessions/history.h"

#include "scenarios/scenario.h"
#include "sessions/ensemble.h"
#include "sessions/player.h"
#include "sessions/session.h"
#include "sim/snapshot.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using namespace mainstay::sessions;

namespace {

std::shared_ptr<const scenarios::Scenario> smallest() {
  static const auto scenario = std::make_shared<const scenarios::Scenario>(
      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json"));
  return scenario;
}

constexpr const char* relief_order =
    R"({"week": 20, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}, "reason": "drought"})";

void advance_to(History& history, sim::Week week, agents::Workspace& workspace) {
  while (history.recorded() < week) history.advance(workspace);
}

}  // namespace

TEST_CASE("a rewound week equals the straight run, between keyframes too") {
  Session session(smallest(), 7);
  History& history = *session.branches()[0].history;
  agents::Workspace workspace;
  agents::World straight = history.at(0, workspace);
  std::vector<std::uint64_t> hashes;
  for (int week = 0; week < 60; ++week) {
    agents::step(straight, history.orders(), workspace);
    hashes.push_back(sim::state_hash(straight));
  }
  advance_to(history, 60, workspace);
  for (const sim::Week week : {1u, 12u, 13u, 14u, 27u, 59u, 60u}) {
    CHECK(sim::state_hash(history.at(week, workspace)) == hashes[week - 1]);
    CHECK(history.hash(week - 1) == hashes[week - 1]);
  }
}

TEST_CASE("a branch shares all weeks before its order and differs after it") {
  Session session(smallest(), 7);
  agents::Workspace workspace;
  advance_to(*session.branches()[0].history, 40, workspace);
  const std::size_t branch = session.give(0, session.read_order(relief_order, "2026-01-01T00:00:00Z"));
  REQUIRE(branch == session.branches().size() - 1);
  History& own = *session.branches()[branch].history;
  CHECK(own.recorded() == 20);
  CHECK(own.record(19) == session.branches()[0].history->record(19));
  advance_to(own, 40, workspace);
  CHECK(own.hash(19) == session.branches()[0].history->hash(19));
  CHECK(own.hash(20) != session.branches()[0].history->hash(20));
  // The same orders from the start lead to the same weeks.
  History straight(session.twin()->at(0, workspace), own.orders());
  advance_to(straight, 40, workspace);
  CHECK(straight.hash(39) == own.hash(39));
}

TEST_CASE("a further order on a user's own branch stays on it unless it lies in the past") {
  Session session(smallest(), 7);
  agents::Workspace workspace;
  const std::size_t branch = session.give(0, session.read_order(relief_order, ""));
  const auto later = session.read_order(R"({"week": 30, "relief": {"donor": "eu", "region": "XA-S", "usd": 1}})", "");
  CHECK(session.give(branch, later) == branch);
  CHECK(session.branches()[branch].given.size() == 2);
  advance_to(*session.branches()[branch].history, 50, workspace);
  CHECK(session.give(branch, later) != branch);
}

TEST_CASE(
    "an order in a week that was played keeps the orders of that week and the announced ones, and names the rest") {
  Session session(smallest(), 7);
  agents::Workspace workspace;
  const auto order = [&](int week) {
    return session.read_order(
        R"({"week": )" + std::to_string(week) + R"(, "relief": {"donor": "eu", "region": "XA-S", "usd": 1}})", "");
  };
  const std::size_t branch = session.give(0, order(20));
  advance_to(*session.branches()[branch].history, 40, workspace);
  for (const int week : {40, 60}) REQUIRE(session.give(branch, order(week)) == branch);
  advance_to(*session.branches()[branch].history, 50, workspace);
  const auto left_out = session.left_out(branch, 20);
  REQUIRE(left_out.size() == 1);
  CHECK(left_out[0].order.week == 40);
  const std::size_t other = session.give(branch, order(20));
  REQUIRE(other != branch);
  std::vector<sim::Week> weeks;
  for (const auto& given : session.branches()[other].given) weeks.push_back(given.order.week);
  CHECK(weeks == std::vector<sim::Week>{20, 60, 20});
  CHECK(session.left_out(other, 70).empty());
}

TEST_CASE("the player shows the week that is asked for, as a straight run has it") {
  Session session(smallest(), 7);
  Player player;
  player.show(session.branches()[0].history, session.twin(), 30);
  const auto wait_for = [&](sim::Week first, sim::Week last) {
    for (int k = 0; k < 6000; ++k) {
      if (const auto moment = player.moment(); moment && moment->week >= first && moment->week <= last) return moment;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    FAIL("week " << first << " does not come");
    return player.moment();
  };
  const auto forward = wait_for(30, 30);
  CHECK(sim::state_hash(*forward->world) == session.branches()[0].history->hash(29));
  player.seek(5);
  const auto rewound = wait_for(5, 5);
  CHECK(sim::state_hash(*rewound->world) == session.branches()[0].history->hash(4));
  player.set_speed(5);
  player.play(true);
  const auto played = wait_for(12, 520);
  CHECK(sim::state_hash(*played->twin) == session.twin()->hash(played->week - 1));
  CHECK(sim::state_hash(*played->world) == session.branches()[0].history->hash(played->week - 1));
}

namespace {

std::shared_ptr<Ensemble> ensemble_of(const std::vector<agents::Order>& orders, std::size_t runs, sim::Week until,
                                      std::shared_ptr<Ensemble> base = nullptr) {
  const auto scenario = smallest();
  return std::make_shared<Ensemble>([scenario](std::size_t run) { return scenario->begin(run); }, orders, runs, until,
                                    std::move(base));
}

Place theatre() {
  return Place::scope(smallest()->setting->theatre_scope());
}

}  // namespace

TEST_CASE("pairs of two ensembles share their luck: with the same orders they do not differ") {
  agents::Workspace workspace;
  const auto twin = ensemble_of({}, 3, 150);
  const auto again = ensemble_of({}, 3, 150, twin), surge = ensemble_of(smallest()->courses[0].orders, 3, 150, twin);
  while (again->work(workspace)) {
  }
  // What the base knows already serves the next one too.
  const std::size_t units = twin->units_done();
  CHECK(twin->finished());
  while (surge->work(workspace)) {
  }
  CHECK(twin->units_done() == units);
  CHECK(surge->finished());
  CHECK(surge->runs_done() == 3);
  const Bands none = again->differences(agents::Measure::capacity, theatre());
  REQUIRE(none.weeks.size() == 12);
  CHECK(none.weeks.back() == 150);
  CHECK(none.least_pairs() == 3);
  for (std::size_t s = 0; s < none.weeks.size(); ++s) CHECK((none.low90[s] == 0 && none.high90[s] == 0));
  const Bands gain = surge->differences(agents::Measure::capacity, theatre());
  CHECK(gain.median.front() == 0);
  CHECK(gain.median.back() > 0);
  // Any two that begin alike can be compared.
  CHECK(surge->differences(agents::Measure::capacity, theatre(), *again).median == gain.median);
}

TEST_CASE("an ensemble and its base get ahead together") {
  agents::Workspace workspace;
  const auto twin = ensemble_of({}, 3, 150), surge = ensemble_of(smallest()->courses[0].orders, 3, 150, twin);
  for (int unit = 0; unit < 8; ++unit) REQUIRE(surge->work(workspace));
  CHECK(twin->units_done() == 4);
  CHECK(surge->units_done() == 4);
  CHECK(surge->differences(agents::Measure::capacity, theatre()).pairs == std::vector<std::size_t>{3});
  CHECK(surge->runs_done() == 0);
}

TEST_CASE("bands that are under way say for each sample how many runs it rests on, and end where these are few") {
  agents::Workspace workspace;
  const auto ensemble = ensemble_of({}, 12, 39);
  const auto pairs_after = [&](int units) {
    for (int unit = 0; unit < units; ++unit) REQUIRE(ensemble->work(workspace));
    return ensemble->levels(agents::Measure::capacity, theatre()).pairs;
  };
  CHECK(pairs_after(7).empty());
  CHECK(pairs_after(1) == std::vector<std::size_t>{8});
  CHECK(pairs_after(11) == std::vector<std::size_t>{8, 8});
  CHECK(pairs_after(10) == std::vector<std::size_t>{12, 9, 8});
  CHECK(ensemble->levels(agents::Measure::capacity, theatre()).least_pairs() == 8);
}

TEST_CASE("the player works on the ensembles that there are, whichever are missing") {
  const auto ensemble = ensemble_of({}, 1, 13);
  Player player;
  player.set_background({nullptr, ensemble, nullptr});
  for (int k = 0; k < 6000 && !ensemble->finished(); ++k) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(ensemble->finished());
}

TEST_CASE("a cancelled ensemble takes no more work") {
  agents::Workspace workspace;
  const auto ensemble = ensemble_of({}, 3, 150);
  CHECK(ensemble->work(workspace));
  ensemble->cancel();
  CHECK_FALSE(ensemble->work(workspace));
  CHECK(ensemble->finished());
}
