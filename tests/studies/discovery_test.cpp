#include <cmath>
#include <limits>

#include "sim/random.h"
#include "studies/prim.h"
#include "studies/regret.h"
#include "tests/catch.h"

using namespace mainstay::studies;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

Matrix uniform_points(std::size_t count, std::size_t factors) {
  Matrix points(count, std::vector<double>(factors));
  for (std::size_t i = 0; i < count; ++i) {
    mainstay::sim::Stream random(3, 200, i, 0);
    for (double& x : points[i]) x = random.uniform();
  }
  return points;
}

template <class Rule>
std::vector<bool> marked(const Matrix& points, Rule&& rule) {
  std::vector<bool> of_interest;
  for (const auto& point : points) of_interest.push_back(rule(point));
  return of_interest;
}

}  // namespace

TEST_CASE("PRIM finds a known box, and no limit on factors that do nothing") {
  const Matrix points = uniform_points(2000, 4);
  const auto in_box = [](const std::vector<double>& x) { return x[0] < 0.4 && x[2] > 0.3 && x[2] < 0.8; };
  const auto found = discover_boxes(points, marked(points, in_box));
  REQUIRE(found.size() == 1);
  const Box& box = found[0].chosen;
  CHECK(box.limits[0].low == -infinite);
  CHECK(box.limits[0].high == Approx(0.4).margin(0.02));
  CHECK(box.limits[2].low == Approx(0.3).margin(0.02));
  CHECK(box.limits[2].high == Approx(0.8).margin(0.02));
  CHECK(box.restricted == 2);
  CHECK(box.coverage > 0.93);
  CHECK(box.density > 0.97);
  CHECK(found[0].quasi_p[0] < 1e-6);
  CHECK(found[0].quasi_p[1] == 1);
  CHECK(found[0].quasi_p[2] < 1e-6);
}

TEST_CASE("PRIM's trajectory begins with all points, and its measures are those of its boxes") {
  const Matrix points = uniform_points(500, 3);
  const auto of_interest = marked(points, [](const std::vector<double>& x) { return x[0] + 0.5 * x[1] * x[1] > 0.9; });
  const auto found = discover_boxes(points, of_interest);
  REQUIRE(!found.empty());
  const auto& trajectory = found[0].trajectory;
  CHECK(trajectory[0].mass == 1);
  CHECK(trajectory[0].coverage == 1);
  REQUIRE(trajectory.size() >= found[0].peeled);
  for (std::size_t i = 1; i < trajectory.size(); ++i) {
    if (i < found[0].peeled) CHECK(trajectory[i].mass < trajectory[i - 1].mass);
    if (i >= found[0].peeled) CHECK(trajectory[i].density >= trajectory[i - 1].density);
    double inside = 0, cases = 0, all_cases = 0;
    for (std::size_t p = 0; p < points.size(); ++p) {
      all_cases += of_interest[p];
      if (!is_inside(trajectory[i], points[p])) continue;
      ++inside;
      cases += of_interest[p];
    }
    CHECK(trajectory[i].mass == Approx(inside / 500));
    CHECK(trajectory[i].density == Approx(cases / inside));
    CHECK(trajectory[i].coverage == Approx(cases / all_cases));
    CHECK(trajectory[i].mass >= 0.05);
  }
}

TEST_CASE("PRIM finds two boxes one after the other") {
  const Matrix points = uniform_points(3000, 2);
  const auto found = discover_boxes(points, marked(points, [](const std::vector<double>& x) {
                                      return (x[0] < 0.3 && x[1] < 0.3) || (x[0] > 0.8 && x[1] > 0.6);
                                    }));
  REQUIRE(found.size() == 2);
  CHECK(found[0].chosen.limits[0].high == Approx(0.3).margin(0.03));
  CHECK(found[0].chosen.limits[1].high == Approx(0.3).margin(0.03));
  CHECK(found[1].chosen.limits[0].low == Approx(0.8).margin(0.03));
  CHECK(found[1].chosen.limits[1].low == Approx(0.6).margin(0.03));
  CHECK(found[0].chosen.coverage + found[1].chosen.coverage > 0.9);
}

TEST_CASE("PRIM copes with factors of few values, and calls luck no box") {
  Matrix points = uniform_points(600, 3);
  for (auto& point : points) point[1] = std::floor(3 * point[1]);
  const auto found = discover_boxes(points, marked(points, [](const std::vector<double>& x) { return x[1] == 2; }));
  REQUIRE(found.size() == 1);
  CHECK(found[0].chosen.limits[1].low == 1.5);
  CHECK(found[0].chosen.density == 1);
  CHECK(found[0].chosen.coverage == 1);
  CHECK(found[0].chosen.restricted == 1);
  CHECK(discover_boxes(points, std::vector<bool>(600, false)).empty());
  CHECK(discover_boxes(points, std::vector<bool>(600, true)).empty());
}

TEST_CASE("the quasi-p-value is the binomial tail") {
  // Ten points along one factor, the upper three of interest: a box of these three holds 3 of 3 at a rate of 3 / 10.
  Matrix points;
  std::vector<bool> of_interest;
  for (int i = 0; i < 10; ++i) {
    points.push_back({static_cast<double>(i)});
    of_interest.push_back(i >= 7);
  }
  const auto found = discover_boxes(points, of_interest);
  REQUIRE(!found.empty());
  CHECK(found[0].chosen.limits[0].low == 6.5);
  CHECK(found[0].quasi_p[0] == Approx(0.027));
}

TEST_CASE("regret and satisficing of three courses over four points") {
  const double none = std::nan("");
  const std::vector<std::vector<double>> values{{5, 1, 0, 2}, {3, 2, 4, none}, {5, 0, 1, 9}};
  const auto found = robustness(values, true, 2);
  REQUIRE(found.size() == 3);
  CHECK(found[0].points == 3);
  CHECK(found[0].largest_regret == 4);
  CHECK(found[0].mean_regret == Approx(5.0 / 3));
  CHECK(found[0].regret_90 == Approx(3.4));
  CHECK(found[0].share_best == Approx(1.0 / 3));
  CHECK(found[0].share_satisfying == Approx(1.0 / 3));
  CHECK(found[1].largest_regret == 2);
  CHECK(found[1].share_best == Approx(2.0 / 3));
  CHECK(found[1].share_satisfying == 1);
  const auto less = robustness(values, false);
  CHECK(less[1].largest_regret == 4);
  CHECK(std::isnan(less[1].share_satisfying));
}
