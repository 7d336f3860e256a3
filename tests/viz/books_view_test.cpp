#include "viz/books_view.h"

#include "scenarios/scenario.h"
#include "sessions/session.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;

TEST_CASE("the causes of a difference from the twin sum to it", "[viz]") {
  const auto scenario = std::make_shared<const scenarios::Scenario>(
      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json"));
  sessions::Session session(scenario, 1);
  agents::Workspace workspace;
  const auto& branch = session.branches()[0];
  for (int week = 0; week < 156; ++week) {
    branch.history->advance(workspace);
    session.twin()->advance(workspace);
  }
  const agents::World shown = branch.history->at(156, workspace), twin = session.twin()->at(156, workspace);
  const auto regions = viz::regions_of(*scenario->setting, scenario->setting->theatre_scope());
  const viz::Explanation why = viz::explain_difference(shown, twin, regions, 6);
  CHECK(why.causes.size() <= 7);
  CHECK(!why.causes.empty());
  double sum = 0;
  for (const viz::Cause& cause : why.causes) sum += cause.amount;
  CHECK(sum == Approx(why.after - why.before).margin(5e-4));
  for (const viz::Cause& cause : why.causes) CHECK(std::abs(cause.amount) >= 5e-4);  // none is written as 0.0

  const viz::Explanation none = viz::explain_difference(twin, twin, regions, 6);
  CHECK(none.causes.empty());
  CHECK(none.after == none.before);
}
