#include "viz/area.h"

#include "scenarios/scenario.h"
#include "sessions/session.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "viz/books_view.h"

using namespace mainstay;
using agents::Measure;

namespace {

const scenarios::Scenario& smallest() {
  static const scenarios::Scenario scenario =
      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json");
  return scenario;
}

}  // namespace

TEST_CASE("regions taken together measure what the model measures for the whole of them", "[viz]") {
  agents::Workspace workspace;
  agents::World world = smallest().begin(1);
  while (world.week < 60) agents::step(world, smallest().courses[0].orders, workspace);
  const agents::Setting& setting = *smallest().setting;
  for (std::size_t scope = setting.regions(); scope < setting.scopes(); ++scope)
    for (const Measure m : {Measure::capacity, Measure::incidents, Measure::displaced}) {
      const auto together = viz::place_of(viz::regions_of(setting, scope), m, world);
      CHECK(viz::measured(world, together, m) == Approx(world.measures.at(agents::measure(m), scope)));
    }
  // Where the model measures the area itself, that is what counts: people have moved since the map was made.
  const viz::Area theatre = viz::scope_area(setting, setting.theatre_scope());
  CHECK(viz::measured(world, viz::place_of(theatre, Measure::control, world), Measure::control) ==
        world.measures.at(agents::measure(Measure::control), setting.theatre_scope()));
}

TEST_CASE("the regions of surges are those they name and those of the countries they name", "[viz]") {
  const agents::Setting& setting = *smallest().setting;
  agents::Order by_region, by_country, regular;
  by_region.surge = by_country.surge = true;
  by_region.targets.regions = {1};
  by_country.targets.countries = {0};
  regular.targets.regions = {2};
  CHECK(viz::surge_regions(setting, {}).empty());
  CHECK(viz::surge_regions(setting, {regular}).empty());
  CHECK(viz::surge_regions(setting, {by_region, regular}) == std::vector<sim::RegionIndex>{1});
  CHECK(viz::surge_regions(setting, {by_country}) == viz::regions_of(setting, setting.country_scope(0)));
}
