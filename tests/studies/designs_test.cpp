#include "studies/designs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "studies/truncated_normal.h"
#include "tests/catch.h"

using namespace mainstay::studies;

namespace {

std::vector<double> column(const Points& points, std::size_t factor) {
  std::vector<double> values;
  for (const auto& row : points) values.push_back(row[factor]);
  return values;
}

// Whether each of `parts` equal parts of [0, 1) holds as many values as every other.
bool stratified(const std::vector<double>& values, std::size_t parts) {
  std::vector<std::size_t> count(parts);
  for (const double value : values) ++count[static_cast<std::size_t>(value * static_cast<double>(parts))];
  return std::all_of(count.begin(), count.end(), [&](std::size_t n) { return n == values.size() / parts; });
}

// L2 star discrepancy by Warnock's formula.
double discrepancy(const Points& points) {
  const auto n = static_cast<double>(points.size());
  const std::size_t dimensions = points[0].size();
  double first = 0, second = 0;
  for (const auto& a : points) {
    double product = 1;
    for (const double x : a) product *= 1 - x * x;
    first += product;
    for (const auto& b : points) {
      double both = 1;
      for (std::size_t d = 0; d < dimensions; ++d) both *= 1 - std::max(a[d], b[d]);
      second += both;
    }
  }
  const auto k = static_cast<double>(dimensions);
  return std::sqrt(std::pow(3.0, -k) - std::pow(2.0, 1 - k) / n * first + second / (n * n));
}

Points crude(std::size_t points, std::size_t factors) {
  Points rows(points, std::vector<double>(factors));
  std::uint64_t state = 1;
  for (auto& row : rows)
    for (double& value : row) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      value = static_cast<double>(state >> 33) * 0x1p-31;
    }
  return rows;
}

Factor range(const std::string& name) {
  Factor factor;
  factor.name = name;
  factor.pointers = {name};
  return factor;
}

Study study_of(Design design, std::vector<Factor> factors) {
  Study study;
  study.design = design;
  study.factors = std::move(factors);
  return study;
}

}  // namespace

TEST_CASE("a latin hypercube has one point in each part of every factor's range") {
  const Points points = latin_hypercube(50, 7, 3);
  REQUIRE(points.size() == 50);
  for (std::size_t f = 0; f < 7; ++f) CHECK(stratified(column(points, f), 50));
  CHECK(points == latin_hypercube(50, 7, 3));
  CHECK(points != latin_hypercube(50, 7, 4));
  CHECK(column(points, 0) != column(points, 1));
}

TEST_CASE("scrambled Sobol points stay balanced: every factor's 2^m parts hold one each, pairs of factors too") {
  const Points points = sobol(64, 6, 5);
  for (std::size_t f = 0; f < 6; ++f) CHECK(stratified(column(points, f), 64));
  // The first two dimensions are a (0, 2)-sequence: each of 8 x 8 boxes holds one point.
  std::set<std::pair<int, int>> boxes;
  for (const auto& row : points) boxes.emplace(static_cast<int>(row[0] * 8), static_cast<int>(row[1] * 8));
  CHECK(boxes.size() == 64);
  CHECK(points == sobol(64, 6, 5));
  CHECK(points != sobol(64, 6, 6));
}

TEST_CASE("further samples of a Sobol design keep the first ones") {
  const Points few = sobol(10, 3, 1), many = sobol(40, 3, 1);
  CHECK(std::equal(few.begin(), few.end(), many.begin()));
}

TEST_CASE("low-discrepancy designs fill their space more evenly than chance") {
  const double chance = discrepancy(crude(256, 4));
  CHECK(discrepancy(sobol(256, 4, 1)) < chance / 3);
  CHECK(discrepancy(latin_hypercube(256, 4, 1)) < chance);
}

TEST_CASE("scrambling leaves no point on the edge and its mean unbiased") {
  double sum = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) sum += sobol(1, 1, seed)[0][0];
  CHECK(sum / 400 == Approx(0.5).margin(0.06));
  for (const auto& row : sobol(1024, 3, 9))
    for (const double value : row) CHECK((value > 0 && value < 1));
}

TEST_CASE("Morris trajectories change one factor a step, by half the levels, and each factor once") {
  constexpr std::size_t factors = 5, trajectories = 12;
  const Points points = morris(trajectories, factors, 4, 7);
  REQUIRE(points.size() == trajectories * (factors + 1));
  for (std::size_t t = 0; t < trajectories; ++t) {
    std::set<std::size_t> changed;
    for (std::size_t s = 1; s <= factors; ++s) {
      const auto& before = points[t * (factors + 1) + s - 1];
      const auto& after = points[t * (factors + 1) + s];
      for (std::size_t f = 0; f < factors; ++f) {
        CHECK((after[f] >= 0 && after[f] <= 1));
        if (after[f] == before[f]) continue;
        changed.insert(f);
        CHECK(std::fabs(after[f] - before[f]) == Approx(2.0 / 3));
      }
      CHECK(changed.size() == s);
    }
  }
}

TEST_CASE("Saltelli's blocks mix the rows of A and B in one coordinate at a time") {
  constexpr std::size_t factors = 3;
  const Points points = saltelli(8, factors, true, 2);
  REQUIRE(points.size() == 8 * (2 * factors + 2));
  for (std::size_t row = 0; row < 8; ++row) {
    const auto* block = &points[row * (2 * factors + 2)];
    const auto &a = block[0], &b = block[2 * factors + 1];
    for (std::size_t f = 0; f < factors; ++f)
      for (std::size_t other = 0; other < factors; ++other) {
        CHECK(block[1 + f][other] == (other == f ? b : a)[other]);
        CHECK(block[1 + factors + f][other] == (other == f ? a : b)[other]);
      }
  }
  CHECK(saltelli(8, factors, false, 2).size() == 8 * (factors + 2));
}

TEST_CASE("a grid holds every combination once, with the ends of ranges, and covers early") {
  Study study = study_of(Design::grid, {range("/a"), range("/b")});
  study.factors[0].values = {"x", "y"};
  study.levels = 3;
  CHECK(point_count(study) == 6);
  std::set<std::string> seen;
  for (const auto& row : design_values(study)) seen.insert(row[0].dump() + row[1].dump());
  CHECK(seen == std::set<std::string>{"\"x\"0.0", "\"x\"0.5", "\"x\"1.0", "\"y\"0.0", "\"y\"0.5", "\"y\"1.0"});
  const auto order = covering_order(Design::grid, 6);
  CHECK(std::set<std::size_t>(order.begin(), order.end()).size() == 6);
  CHECK((order[0] < 3) != (order[1] < 3));
}

TEST_CASE("a list takes the values of all factors in step, without factors it is the scenario itself") {
  Study study = study_of(Design::list, {range("/a"), range("/b")});
  study.factors[0].values = {1, 2, 3};
  study.factors[1].values = {"x", "y", "z"};
  const auto values = design_values(study);
  REQUIRE(values.size() == 3);
  CHECK(values[2][0] == 3);
  CHECK(values[2][1] == "z");
  CHECK(design_values(study_of(Design::list, {})).size() == 1);
}

TEST_CASE("enormous designs are counted without being made") {
  Study study = study_of(Design::grid, std::vector<Factor>(40, range("/a")));
  study.levels = 1000;
  CHECK(point_count(study) == std::numeric_limits<std::uint64_t>::max());
  study.design = Design::sobol;
  study.samples = 1'000'000'000;
  CHECK(point_count(study) == 1'000'000'000);
}

TEST_CASE("distributions keep to their range and have their quantiles") {
  Factor factor = range("/a");
  factor.low = 10;
  factor.high = 1000;
  CHECK(factor.value_at(0.5).get<double>() == Approx(505));
  factor.distribution = Distribution::log_uniform;
  CHECK(factor.value_at(0.5).get<double>() == Approx(100));
  factor.distribution = Distribution::triangular;
  factor.mode = 10;
  CHECK(factor.value_at(0.75).get<double>() == Approx(505));
  factor.distribution = Distribution::normal;
  factor.mean = 505;
  factor.standard_deviation = 100;
  CHECK(factor.value_at(0.5).get<double>() == Approx(505));
  CHECK(factor.value_at(0).get<double>() >= 10);
  CHECK(factor.value_at(1).get<double>() <= 1000);
  CHECK(factor.value_at(0.975).get<double>() == Approx(505 + 196).margin(1));
  factor.distribution = Distribution::integer;
  factor.low = 1;
  factor.high = 6;
  std::vector<int> count(7);
  for (int i = 0; i < 600; ++i) ++count[factor.value_at((i + 0.5) / 600).get<std::size_t>()];
  CHECK(count == std::vector<int>{0, 100, 100, 100, 100, 100, 100});
}

TEST_CASE("a normal distribution cut off far from its mean has the quantiles of its tail") {
  const auto at = mainstay::studies::truncated_normal_quantile;
  // Medians from an arithmetic of 60 digits.
  CHECK(at(0.5, 0, 1, 8, 12) == Approx(8.08491100739154).epsilon(1e-9));
  CHECK(at(0.5, 48, 2, 70, 100) == Approx(70.124662432751).epsilon(1e-9));
  CHECK(at(0.99, 48, 2, 70, 100) == Approx(70.8156654498372).epsilon(1e-9));
  CHECK(at(0.5, 0, 1, 50, 60) == Approx(50.0138554868621).epsilon(1e-9));
  CHECK(at(0.5, 5, 0.1, 0.1, 0.9) == Approx(0.898310748627268).epsilon(1e-9));
  for (const auto& [mean, sd, low, high] : std::vector<std::array<double, 4>>{{0, 1, 8, 12},
                                                                              {0, 1, 50, 60},
                                                                              {48, 2, 70, 100},
                                                                              {0, 1, 0, 3},
                                                                              {0, 1, 19.99, 20.01},
                                                                              {0, 1, -3, 40},
                                                                              {0, 1e-9, 1, 2},
                                                                              {0, 5e-324, 1, 2},
                                                                              {1e300, 1, 0, 1},
                                                                              {5, 1e9, 0, 10},
                                                                              {0, 1, 7, 7.0000001}}) {
    INFO(mean << " " << sd << " " << low << " " << high);
    double before = low;
    for (int step = 0; step <= 1000; ++step) {
      const double u = step / 1000.0, value = at(u, mean, sd, low, high);
      REQUIRE((value >= before && value <= high));  // not a number fails, too
      // A mirror gives the mirror's value.
      REQUIRE(at(1 - u, -mean, sd, -high, -low) == Approx(-value).epsilon(1e-9).margin(1e-300));
      before = value;
    }
  }
}

TEST_CASE("a factor sets or multiplies, at every one of its places") {
  auto scenario = mainstay::scenarios::Json::parse(R"({"a": {"train": 9000000, "share": 0.5, "name": "n"}, "b": 2})");
  Factor factor = range("/b");
  factor.apply(7, scenario);
  CHECK(scenario["b"] == 7);
  factor.pointers = {"/a", "/b"};
  factor.multiply = true;
  factor.apply(0.5, scenario);
  CHECK(scenario.dump() == R"({"a":{"train":4500000,"share":0.25,"name":"n"},"b":4})");
}
