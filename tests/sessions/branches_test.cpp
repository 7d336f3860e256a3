#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "scenarios/error.h"
#include "sessions/ensemble.h"
#include "sessions/session_file.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using namespace mainstay::sessions;
namespace fs = std::filesystem;

namespace {

struct TemporaryFile {
  std::string folder = (fs::temp_directory_path() / "branches-XXXXXX").string();
  fs::path file;
  TemporaryFile() {
    REQUIRE(mkdtemp(folder.data()));
    file = fs::path(folder) / "test.mainstay";
  }
  ~TemporaryFile() { fs::remove_all(folder); }
};

std::shared_ptr<const scenarios::Scenario> smallest() {
  static const auto scenario = std::make_shared<const scenarios::Scenario>(
      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json"));
  return scenario;
}

void play(History& history, sim::Week until) {
  agents::Workspace workspace;
  while (history.recorded() < until) history.advance(workspace);
}

constexpr const char* relief = R"({"week": 8, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}})";
constexpr const char* later = R"({"week": 12, "relief": {"donor": "eu", "region": "XA-N", "usd": 1000000}})";

// The first course of action that has an order, as a branch.
std::size_t branch_with_orders(const Session& session) {
  for (std::size_t b = 0; b < session.branches().size(); ++b)
    if (!session.branches()[b].history->orders().empty()) return b;
  FAIL("no course of action has an order");
  return 0;
}

}  // namespace

TEST_CASE("a branch that is renamed has its name in the file", "[sessions]") {
  TemporaryFile temporary;
  {
    Session session(smallest(), 7);
    session.write_to(SessionFile::create(temporary.file, session, "test"));
    session.make(session.renaming(0, "  What we agreed on  "));
    CHECK(session.branches()[0].title == "What we agreed on");
    CHECK_THROWS_AS(session.renaming(0, "   "), scenarios::InvalidInput);
  }
  CHECK(read_session(temporary.file).branches[0].title == "What we agreed on");
  CHECK(restore(read_session(temporary.file))->branches()[0].title == "What we agreed on");
}

TEST_CASE("an order that was given is withdrawn as a branch that keeps all others", "[sessions]") {
  TemporaryFile temporary;
  std::uint64_t hash = 0;
  {
    Session session(smallest(), 7);
    session.write_to(SessionFile::create(temporary.file, session, "test"));
    const std::size_t given = session.give(0, session.read_order(relief, ""));
    play(*session.branches()[given].history, 10);
    REQUIRE(session.give(given, session.read_order(later, "")) == given);
    play(*session.branches()[given].history, 16);
    const agents::Order order = session.branches()[given].given.front().order;
    const auto without = static_cast<std::size_t>(session.make(session.withdrawing(given, order)));
    CHECK(without == given + 1);
    const Branch& branch = session.branches()[without];
    CHECK(branch.parent == given);
    CHECK(branch.forked == 8);
    CHECK(branch.title.find("Without ") == 0);
    REQUIRE(branch.given.size() == 1);
    CHECK(branch.given[0].order.week == 12);
    CHECK(session.branches()[given].given.size() == 2);  // the other one stays
    CHECK(branch.history->recorded() == 8);
    play(*branch.history, 16);
    CHECK(branch.history->hash(15) != session.branches()[given].history->hash(15));
    hash = branch.history->hash(15);
    CHECK_THROWS_AS(session.withdrawing(without, order), scenarios::InvalidInput);
  }
  const auto again = restore(read_session(temporary.file));
  play(*again->branches().back().history, 16);
  CHECK(again->branches().back().history->hash(15) == hash);
}

TEST_CASE("without an order of its course of action a branch is the world in which it was never given", "[sessions]") {
  TemporaryFile temporary;
  Session session(smallest(), 7);
  session.write_to(SessionFile::create(temporary.file, session, "test"));
  const std::size_t of_course = branch_with_orders(session);
  const std::vector<agents::Order> orders = session.branches()[of_course].history->orders();
  const agents::Order first = orders.front();
  const sim::Week until = first.week + 12;
  play(*session.branches()[of_course].history, until);
  const auto without = static_cast<std::size_t>(session.make(session.withdrawing(of_course, first)));
  play(*session.branches()[without].history, until);
  std::vector<agents::Order> expected(orders.begin() + 1, orders.end());
  CHECK(session.branches()[without].history->orders() == expected);
  History never(smallest()->begin(7), expected);
  play(never, until);
  CHECK(session.branches()[without].history->hash(until - 1) == never.hash(until - 1));
  const auto again = restore(read_session(temporary.file));
  CHECK(again->branches()[without].history->orders() == expected);
  CHECK(again->branches()[of_course].history->orders() == orders);
}

TEST_CASE("a difference is clear where nine tenths of the pairs agree on its way", "[sessions]") {
  const auto begin = [](std::size_t run) { return smallest()->begin(run); };
  const auto course = std::find_if(smallest()->courses.begin(), smallest()->courses.end(),
                                   [](const auto& c) { return !c.orders.empty(); });
  REQUIRE(course != smallest()->courses.end());
  const sim::Week until = course->orders.front().week + 78;
  Ensemble with(begin, course->orders, 10, until), without(begin, {}, 10, until);
  const std::size_t regions = smallest()->setting->regions();
  CHECK(with.ways(agents::Measure::capacity, regions, until, without).by_scope.empty());  // nothing is known yet
  agents::Workspace workspace;
  while (with.work(workspace)) {
  }
  while (without.work(workspace)) {
  }
  const auto same = with.ways(agents::Measure::capacity, regions, until, with);
  CHECK(same.pairs == 10);
  CHECK(same.by_scope == std::vector<int>(regions, 0));
  const auto ways = with.ways(agents::Measure::capacity, regions, until, without);
  REQUIRE(ways.by_scope.size() == regions);
  for (std::size_t r = 0; r < regions; ++r) {
    const Bands bands = with.differences(agents::Measure::capacity, Place::scope(r), without);
    const auto last = bands.weeks.size() - 1;
    CHECK(ways.by_scope[r] == (bands.low90[last] > 0 ? 1 : (bands.high90[last] < 0 ? -1 : 0)));
  }
  CHECK(std::count(ways.by_scope.begin(), ways.by_scope.end(), 0) < static_cast<std::ptrdiff_t>(regions));
}
