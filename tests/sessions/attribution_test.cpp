#include "sessions/attribution.h"

#include <cmath>

#include "sessions/review.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using namespace mainstay::sessions;

namespace {

std::shared_ptr<const scenarios::Scenario> smallest() {
  return std::make_shared<const scenarios::Scenario>(
      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json"));
}

constexpr const char* relief =
    R"({"week": 20, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}, "reason": "<hunger>"})";
constexpr const char* nothing = R"({"week": 30, "extend_programme": {"programme": "no-such", "weeks": 26}})";

const auto quiet = [](std::size_t, std::size_t) {};

}  // namespace

TEST_CASE("an order is worth what the world loses without it, and one that does nothing is worth nothing") {
  Session session(smallest(), 7);
  session.give(0, session.read_order(relief, "2026-01-01T00:00:00Z"));
  const std::size_t branch = session.branches().size() - 1;
  session.give(branch, session.read_order(nothing, "2026-01-01T00:00:01Z"));
  const Attribution all = attribute(session, branch, 60, 1, quiet);
  // The scenario's own order comes in week 104, after the weeks that are compared.
  REQUIRE(all.by_order.size() == 2);
  CHECK(all.by_order[0].effects[0].at("donor_cost_usd") != 0);
  for (const auto& [outcome, effect] : all.by_order[1].effects[0]) {
    INFO(outcome);
    CHECK((effect == 0 || std::isnan(effect)));
  }
  // With that one order only, leaving it out leaves the twin.
  for (const auto& [outcome, value] : all.with_all[0])
    if (outcome == "donor_cost_usd" || outcome == "civilian_harm")
      CHECK(all.by_order[0].effects[0].at(outcome) == value);
}

TEST_CASE("other lucks follow the session's own, and none depends on how many there are") {
  Session session(smallest(), 7);
  session.give(0, session.read_order(relief, ""));
  const std::size_t branch = session.branches().size() - 1;
  const Attribution one = attribute(session, branch, 40, 1, quiet), three = attribute(session, branch, 40, 3, quiet);
  REQUIRE(three.by_order[0].effects.size() == 3);
  CHECK(one.with_all[0].at("civilian_harm") == three.with_all[0].at("civilian_harm"));
  CHECK(three.with_all[1].at("civilian_harm") != three.with_all[2].at("civilian_harm"));
}

TEST_CASE("turning points are the fastest half years, apart from each other and in order") {
  std::vector<double> difference(300, 0);
  for (std::size_t week = 60; week < 300; ++week) difference[week] = 0.05;    // a rise in week 60
  for (std::size_t week = 200; week < 300; ++week) difference[week] = -0.06;  // a larger fall in week 200
  const auto turns = turning_points(difference, 4);
  REQUIRE(turns.size() == 2);
  CHECK(turns[0].from < 60);
  CHECK(turns[0].until >= 60);
  CHECK(turns[0].change > 0);
  CHECK(turns[1].until >= 200);
  CHECK(turns[1].change < -0.1);
  CHECK(turning_points(std::vector<double>(300, 0.2), 4).empty());
  CHECK(turning_points({}, 4).empty());
}

TEST_CASE("the review names orders, reasons and what is missing, and nothing in it can break the page") {
  Session session(smallest(), 7);
  session.give(0, session.read_order(relief, "2026-01-01T00:00:00Z"));
  const std::size_t branch = session.branches().size() - 1;
  session.give(branch, session.read_order(nothing, "2026-01-01T00:00:01Z"));
  session.add_bookmark({0, branch, 25, "", "rains & floods"});
  agents::Workspace workspace;
  for (const auto& history : {session.branches()[branch].history, session.twin()})
    while (history->recorded() < 60) history->advance(workspace);
  SavedSession saved;
  saved.branches.resize(session.branches().size());
  const std::string page = review_html(session, saved, branch, 60, attribute(session, branch, 60, 1, quiet));
  for (const char* part : {"Relief", "&lt;hunger&gt;", "no reason stated", "rains &amp; floods", "believed", "Twin"}) {
    INFO(part);
    CHECK(page.find(part) != std::string::npos);
  }
  CHECK(page.find("<hunger>") == std::string::npos);
  CHECK(page.find("http") == page.find("http://www.w3.org"));  // nothing from the network
}
