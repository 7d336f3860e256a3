#include "sessions/review.h"

#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using namespace mainstay::sessions;

namespace {

constexpr const char* relief =
    R"({"week": 20, "relief": {"donor": "eu", "region": "XA-N", "usd": 5000000}, "reason": "<hunger>"})";
constexpr const char* nothing = R"({"week": 30, "extend_programme": {"programme": "no-such", "weeks": 26}})";

}  // namespace

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
  Session session(std::make_shared<const scenarios::Scenario>(
                      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json")),
                  7);
  session.give(0, session.read_order(relief, "2026-01-01T00:00:00Z"));
  const std::size_t branch = session.branches().size() - 1;
  session.give(branch, session.read_order(nothing, "2026-01-01T00:00:01Z"));
  session.add_bookmark({0, branch, 25, "", "rains & floods"});
  agents::Workspace workspace;
  for (const auto& history : {session.branches()[branch].history, session.twin()})
    while (history->recorded() < 60) history->advance(workspace);
  SavedSession saved;
  saved.branches.resize(session.branches().size());
  const WorthTable worths = worth_table(session, branch, {{60}, 8, {}}, [](std::size_t, std::size_t) {});
  const std::string page = review_html(session, saved, branch, 60, worths);
  for (const char* part : {"Relief", "&lt;hunger&gt;", "no reason stated", "rains &amp; floods", "believed", "Twin",
                           "Worth where it was meant to act, week 60", "points of hardship", "9 in 10 lucks"}) {
    INFO(part);
    CHECK(page.find(part) != std::string::npos);
  }
  CHECK(page.find("<hunger>") == std::string::npos);
  CHECK(page.find("fell by 0") == std::string::npos);
  CHECK(page.find("by 0 points") == std::string::npos);
  CHECK(page.find("http") == page.find("http://www.w3.org"));  // nothing from the network
}

// A fifth of a point is told as one, not as nothing.
TEST_CASE("small turns of the review are told with digits that show them") {
  std::vector<double> difference(100, 0);
  for (std::size_t week = 50; week < 100; ++week) difference[week] = -0.0021;
  REQUIRE(turning_points(difference, 4).size() == 1);
  for (double& gap : difference) gap *= 0.5;
  CHECK(turning_points(difference, 4).empty());
}
