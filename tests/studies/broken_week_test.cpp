// A run whose numbers leave their ranges fails as a run, and says in which week and phase, and what.
#include <fstream>

#include "agents/checked_step.h"
#include "scenarios/scenario.h"
#include "sessions/history.h"
#include "studies/results.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/studies/program.h"
#include "tests/studies/temporary_folder.h"

using namespace mainstay;
using scenarios::Json;

namespace {

// Each order is allowed; all of them together are more cents than can be counted.
Json with_boundless_relief() {
  Json root = scenarios::ScenarioSource::read(tests::shipped_file("smallest")).document().root();
  root["persons_per_resident"] = 20000;
  root["warmup_weeks"] = 2;
  Json orders = Json::array();
  for (int k = 0; k < 100; ++k)
    orders.push_back({{"week", 5}, {"relief", {{"donor", "eu"}, {"region", "XA-C"}, {"usd", 1e12}}}});
  root["courses_of_action"] = {{"boundless", {{"summary", "Relief without end"}, {"orders", orders}}},
                               {"nothing", {{"summary", "Nothing"}, {"orders", Json::array()}}}};
  return root;
}

scenarios::Scenario boundless() {
  return scenarios::ScenarioSource::read(tests::shipped_file("smallest")).build("boundless", with_boundless_relief());
}

}  // namespace

TEST_CASE("a run whose numbers leave their ranges fails with week, phase and field, and the others are kept",
          "[limits]") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "boundless.json", out = folder.path() / "out";
  std::ofstream(file) << with_boundless_relief().dump();
  const auto ended = run_program({"run", file.string(), "--seeds", "1", "--out", out.string()});
  CHECK(ended.status == 1);
  CHECK_THAT(ended.err, ContainsSubstring("1 run failed") && ContainsSubstring("week 5, orders: donors[1].spent is "));
  for (const auto& run : studies::ResultsStore(out, studies::ResultsStore::Access::read).runs()) {
    INFO(run.coa << ": " << run.error);
    CHECK((run.status == "failed") == (run.coa == "boundless"));
  }
}

TEST_CASE("a session does not go beyond a week that leaves its ranges, and can be read up to there", "[limits]") {
  const scenarios::Scenario scenario = boundless();
  sessions::History history(scenario.begin(1), scenario.courses.front().orders);
  agents::Workspace workspace;
  while (history.recorded() < 5) history.advance(workspace);
  for (int trial = 0; trial < 2; ++trial)
    CHECK_THROWS_WITH(history.advance(workspace), ContainsSubstring("week 5, orders: donors[1].spent is "));
  CHECK(history.recorded() == 5);
  CHECK(history.at(5, workspace).week == 5);
}

TEST_CASE("the phase in which a number first left its range is found from any earlier week", "[limits]") {
  const scenarios::Scenario scenario = boundless();
  const agents::World begin = scenario.begin(1);
  agents::World world = begin;
  agents::Workspace workspace;
  try {
    while (world.week < 20) agents::checked_step(world, scenario.courses.front().orders, workspace);
    FAIL("the run went on");
  } catch (const agents::BrokenWeek& broken) {
    CHECK(broken.week == 5);
    CHECK_THAT(agents::with_its_phase(broken, begin, scenario.courses.front().orders).what(),
               StartsWith("week 5, orders: " + broken.fault));
  }
}
