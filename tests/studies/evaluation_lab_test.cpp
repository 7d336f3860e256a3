#include "studies/evaluation_lab.h"

#include <cmath>

#include "tests/catch.h"

using namespace mainstay::studies;

TEST_CASE("an evaluation without confounding reports the truth, whatever the method") {
  std::vector<RegionBeforeAfter> regions;
  for (int i = 0; i < 10; ++i) {
    const double level = 0.1 * (i / 2);
    const bool treated = i % 2 == 0;
    const double after = level + (treated ? 0.3 : 0);
    regions.push_back({treated, level, after, after, level, {level}});
  }
  const EvaluationReports found = evaluate(regions);
  CHECK(found.truth == Approx(0.3));
  CHECK(found.before_after == Approx(0.3));
  CHECK(found.difference_in_differences == Approx(0.3));
  CHECK(found.matched == Approx(0.3));
}

TEST_CASE("a surge opened at a crisis peak: before-after takes the way back to normal for its effect") {
  // Incidents were at a passing peak of 10 in treated regions and fall back by 6 anyway; elsewhere by 4. The surge
  // averts 1.
  std::vector<RegionBeforeAfter> regions{{true, 10, 3, 3, 4, {10, 5}},
                                         {true, 10, 3, 3, 4, {10, 5}},
                                         {false, 8, 4, 4, 4, {8, 5}},
                                         {false, 6, 2, 2, 2, {6, 5}}};
  const EvaluationReports found = evaluate(regions);
  CHECK(found.truth == Approx(-1));
  CHECK(found.before_after == Approx(-7));
  CHECK(found.difference_in_differences == Approx(-3));
  CHECK(found.matched == Approx(-1));  // the region that was at 8 is the most similar
}

TEST_CASE("an evaluation says nothing where nothing was left untreated") {
  const std::vector<RegionBeforeAfter> regions{{true, 1, 2, 2, 1, {1}}};
  const EvaluationReports found = evaluate(regions);
  CHECK(found.before_after == Approx(1));
  CHECK(std::isnan(found.difference_in_differences));
  CHECK(std::isnan(found.matched));
  CHECK(std::isnan(evaluate({}).truth));
}
