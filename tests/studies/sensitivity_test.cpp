#include <cmath>
#include <numbers>
#include <numeric>

#include "sim/random.h"
#include "studies/elementary_effects.h"
#include "studies/sobol_indices.h"
#include "tests/catch.h"

using namespace mainstay::studies;

namespace {

using Function = double (*)(const std::vector<double>&);  // of coordinates in [0, 1]

double linear(const std::vector<double>& x) {
  return 3 * x[0] - 2 * x[1] + (x.size() > 2 ? 0.5 * x[2] : 0);
}

// Ishigami and Homma 1990, with a = 7 and b = 0.1 on [-pi, pi].
double ishigami(const std::vector<double>& x) {
  const auto angle = [&](int i) { return std::numbers::pi * (2 * x[i] - 1); };
  return std::sin(angle(0)) + 7 * std::pow(std::sin(angle(1)), 2) + 0.1 * std::pow(angle(2), 4) * std::sin(angle(0));
}

constexpr double g_weights[] = {0, 1, 4.5, 9};
// Sobol's G function.
double sobol_g(const std::vector<double>& x) {
  double product = 1;
  for (std::size_t i = 0; i < x.size(); ++i) product *= (std::fabs(4 * x[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
  return product;
}

struct Design {
  Matrix points;
  std::vector<double> values;
};

// Trajectories on a grid of four levels with steps of two thirds, factors in random order (Morris 1991).
Design trajectories(Function function, std::size_t factors, std::size_t count) {
  Design design;
  for (std::size_t t = 0; t < count; ++t) {
    mainstay::sim::Stream random(7, 200, t, 0);
    std::vector<double> x(factors);
    for (double& coordinate : x) coordinate = static_cast<double>(random() % 4) / 3;
    std::vector<std::size_t> order(factors);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = factors; i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    design.points.push_back(x);
    for (const std::size_t f : order) {
      x[f] += x[f] < 0.5 ? 2.0 / 3 : -2.0 / 3;
      design.points.push_back(x);
    }
  }
  for (const auto& point : design.points) design.values.push_back(function(point));
  return design;
}

Design saltelli(Function function, std::size_t factors, std::size_t rows) {
  Design design;
  for (std::size_t row = 0; row < rows; ++row) {
    mainstay::sim::Stream random(11, 200, row, 0);
    std::vector<double> a(factors), b(factors);
    for (double& x : a) x = random.uniform();
    for (double& x : b) x = random.uniform();
    design.points.push_back(a);
    for (std::size_t f = 0; f < factors; ++f) {
      std::vector<double> mixed = a;
      mixed[f] = b[f];
      design.points.push_back(mixed);
    }
    design.points.push_back(b);
  }
  for (const auto& point : design.points) design.values.push_back(function(point));
  return design;
}

// In the manner of Morris 1991, section 5: first-order terms, one interaction, and a factor that does nothing.
double interacting(const std::vector<double>& x) {
  const auto w = [&](int i) { return 2 * (x[i] - 0.5); };
  return 20 * w(0) + 20 * w(1) - 15 * w(0) * w(1) + 20 * w(2);
}

}  // namespace

TEST_CASE("elementary effects of a linear function are its coefficients, without spread") {
  const Design design = trajectories(linear, 3, 12);
  const auto effects = elementary_effects(design.points, design.values);
  REQUIRE(effects.size() == 3);
  const double coefficients[] = {3, -2, 0.5};
  for (std::size_t f = 0; f < 3; ++f) {
    CHECK(effects[f].mu == Approx(coefficients[f]));
    CHECK(effects[f].mu_star == Approx(std::fabs(coefficients[f])));
    CHECK(effects[f].sigma == Approx(0).margin(1e-9));
    CHECK(effects[f].mu_star_interval.low == Approx(effects[f].mu_star));
    CHECK(effects[f].effects == 12);
  }
}

TEST_CASE("elementary effects tell what acts together from what acts alone") {
  // Closed form on the grid: the effect of x1 is 40 - 30 w2, and w2 is -1, -1/3, 1/3 or 1 with equal odds.
  const Design design = trajectories(interacting, 4, 2000);
  const auto effects = elementary_effects(design.points, design.values, {0.95, 200, 1});
  const double sigma = 30 * std::sqrt(5.0 / 9);
  for (const std::size_t f : {0u, 1u}) {
    CHECK(effects[f].mu == Approx(40).margin(1.5));
    CHECK(effects[f].sigma == Approx(sigma).margin(1));
    CHECK(effects[f].mu_star_interval.contains(40));
  }
  CHECK(effects[2].mu == Approx(40));
  CHECK(effects[2].sigma == Approx(0).margin(1e-9));
  CHECK(effects[3].mu_star == Approx(0).margin(1e-9));
}

TEST_CASE("elementary effects leave out steps whose run failed") {
  Design design = trajectories(linear, 3, 4);
  design.values[1] = std::nan("");
  const auto effects = elementary_effects(design.points, design.values);
  CHECK(effects[0].effects + effects[1].effects + effects[2].effects == 10);
  CHECK(effects[0].mu == Approx(3));
}

TEST_CASE("Sobol indices of the Ishigami function come out right, within their intervals") {
  const Design design = saltelli(ishigami, 3, 8192);
  const auto indices = sobol_indices(saltelli_values(design.values, design.points.front().size()), {0.99, 300, 1});
  REQUIRE(indices.size() == 3);
  // Closed form, Saltelli et al. 2008.
  const double first[] = {0.3139, 0.4424, 0}, total[] = {0.5576, 0.4424, 0.2437};
  for (std::size_t f = 0; f < 3; ++f) {
    INFO(f);
    CHECK(indices[f].first == Approx(first[f]).margin(0.03));
    CHECK(indices[f].total == Approx(total[f]).margin(0.03));
    CHECK(indices[f].first_interval.contains(first[f]));
    CHECK(indices[f].total_interval.contains(total[f]));
  }
}

TEST_CASE("Sobol indices of the G function come out right") {
  const Design design = saltelli(sobol_g, 4, 8192);
  const auto indices = sobol_indices(saltelli_values(design.values, design.points.front().size()), {0.99, 100, 1});
  double all = 1;
  for (const double a : g_weights) all *= 1 + 1 / (3 * (1 + a) * (1 + a));
  const double variance = all - 1;
  for (std::size_t f = 0; f < 4; ++f) {
    const double own = 1 / (3 * (1 + g_weights[f]) * (1 + g_weights[f]));
    INFO(f);
    CHECK(indices[f].first == Approx(own / variance).margin(0.03));
    CHECK(indices[f].total == Approx(own * all / (1 + own) / variance).margin(0.03));
  }
}

TEST_CASE("Sobol indices are not a number where nothing varies, and rows with failed runs are left out") {
  Design design = saltelli(linear, 3, 512);
  const std::vector<double> constant(design.values.size(), 4.0);
  for (const auto& index : sobol_indices(saltelli_values(constant, 3))) CHECK(std::isnan(index.total));
  design.values[7] = std::nan("");
  const auto indices = sobol_indices(saltelli_values(design.values, 3), {0.95, 50, 1});
  CHECK(indices[0].total == Approx(9 / 13.25).margin(0.1));  // shares of 9 : 4 : 0.25
  design.values.pop_back();
  CHECK(saltelli_values(design.values, 3).a.empty());
}

TEST_CASE("the points for second-order indices do not disturb the others") {
  const Design design = saltelli(linear, 2, 2);
  std::vector<double> values;
  for (std::size_t row = 0; row < 2; ++row) {
    values.insert(values.end(), design.values.begin() + 4 * row, design.values.begin() + 4 * row + 3);
    values.insert(values.end(), {1e6, -1e6});
    values.push_back(design.values[4 * row + 3]);
  }
  const SaltelliValues with = saltelli_values(values, 2, true), without = saltelli_values(design.values, 2);
  CHECK(with.a == without.a);
  CHECK(with.b == without.b);
  CHECK(with.a_with_b == without.a_with_b);
}

TEST_CASE("second-order indices of the Ishigami function come out right, within their intervals") {
  std::vector<double> values;
  for (std::size_t row = 0; row < 4096; ++row) {
    mainstay::sim::Stream random(13, 200, row, 0);
    std::vector<double> a(3), b(3);
    for (double& x : a) x = random.uniform();
    for (double& x : b) x = random.uniform();
    const auto mixed = [&](std::vector<double> into, const std::vector<double>& from, std::size_t f) {
      into[f] = from[f];
      values.push_back(ishigami(into));
    };
    values.push_back(ishigami(a));
    for (std::size_t f = 0; f < 3; ++f) mixed(a, b, f);
    for (std::size_t f = 0; f < 3; ++f) mixed(b, a, f);
    values.push_back(ishigami(b));
  }
  const auto pairs = sobol_pairs(saltelli_values(values, 3, true), {0.99, 200, 1});
  REQUIRE(pairs.size() == 3);
  // Closed form: only the first and the third act together.
  const double together[] = {0, 0.2437, 0};
  for (std::size_t p = 0; p < 3; ++p) {
    INFO(p);
    CHECK(pairs[p].index == Approx(together[p]).margin(0.05));
    CHECK(pairs[p].interval.contains(together[p]));
  }
  CHECK(sobol_pairs(saltelli_values(values, 6)).empty());
}
