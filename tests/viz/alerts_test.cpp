#include "viz/alerts.h"

#include "agents/events.h"
#include "scenarios/scenario.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using namespace mainstay::viz;

TEST_CASE("those who came to a region are the recruited there and the moved, each counted once", "[viz]") {
  const auto scenario = scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/sahel.json");
  sessions::History history(scenario.begin(3), {});
  agents::Workspace workspace;
  while (history.recorded() < 40) history.advance(workspace);
  const sim::RegionalMap& map = scenario.setting->map;
  double moved = 0, told = 0, recruited = 0;
  for (sim::Week week = 10; week < 40; ++week)
    for (const sim::Event& event : history.record(week)->events)
      if (event.kind == static_cast<std::uint16_t>(agents::EventKind::cell_relocated) && event.detail != event.region)
        moved += event.value;
  for (sim::RegionIndex r = 0; r < scenario.setting->regions(); ++r) {
    const Arrivals found = arrivals(history, r, 10, 40);
    for (const auto& [from, fighters] : found.moved) told += fighters;
    recruited += found.recruited;
    if (found.all() >= 1) CHECK_FALSE(arrivals_text(found, map).empty());
  }
  CHECK(moved > 0);
  CHECK(told == Approx(moved));
  CHECK(recruited > 0);
}

TEST_CASE("causes of attacks are named with their shares, the larger first", "[viz]") {
  sim::RegionalMap map;
  map.regions.resize(2);
  map.regions[0].name = "Mopti";
  map.regions[1].name = "Soum";
  CHECK(arrivals_text({62, {{0, 38}}}, map) == "recruited there: 62 %, moved from Mopti: 38 %");
  CHECK(arrivals_text({10, {{0, 60}, {1, 30}}}, map) ==
        "moved from Mopti: 60 %, moved from Soum: 30 %, recruited there: 10 %");
  CHECK(arrivals_text({95, {{0, 5}}}, map) == "recruited there: 95 %");
  CHECK(arrivals_text({0, {}}, map).empty());
}
