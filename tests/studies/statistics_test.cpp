#include "studies/statistics.h"

#include <cmath>

#include "sim/random.h"
#include "tests/catch.h"

using namespace mainstay::studies;

TEST_CASE("quantiles are those of R's type 7") {
  const std::vector<double> values{7, 1, 3, 9, 2};
  CHECK(quantile(values, 0) == 1);
  CHECK(quantile(values, 1) == 9);
  CHECK(median(values) == 3);
  CHECK(quantile(values, 0.05) == Approx(1.2));
  CHECK(quantile(values, 0.9) == Approx(8.2));
  CHECK(median(std::vector<double>{1, 2, 3, 10}) == 2.5);
  CHECK(median(std::vector<double>{4}) == 4);
  CHECK(std::isnan(median(std::vector<double>{})));
  CHECK(median(std::vector<double>{std::nan(""), 4, 6}) == 5);
}

TEST_CASE("means and paired differences leave out what is not a number") {
  CHECK(mean(std::vector<double>{1, 2, std::nan(""), 6}) == 3);
  const std::vector<double> a{5, 7}, b{2, 9};
  CHECK(paired_differences(a, b) == std::vector<double>{3, -2});
}

TEST_CASE("the bootstrap interval of the median follows the exact distribution of the resampled median") {
  // Of three values, a resample's median is the smallest or largest with probability 7/27 each.
  const std::vector<double> three{1, 2, 3};
  const Interval wide = median_interval(three, 0.95);
  CHECK(wide.low == 1);
  CHECK(wide.high == 3);
  const Interval narrow = median_interval(three, 0.40);
  CHECK(narrow.low == 2);
  CHECK(narrow.high == 2);
}

TEST_CASE("the bootstrap interval is repeatable and holds the true median about as often as it says") {
  int held = 0;
  constexpr int trials = 300;
  for (std::uint64_t trial = 0; trial < trials; ++trial) {
    mainstay::sim::Stream stream(trial, 200, 0, 0);
    std::vector<double> values(31);
    for (double& value : values) value = stream.uniform();
    const Interval interval = median_interval(values, 0.9, 400);
    held += interval.contains(0.5);
    if (trial == 0) CHECK(median_interval(values, 0.9, 400).low == interval.low);
  }
  CHECK(held > trials * 0.84);
  CHECK(held < trials * 0.96);
}

TEST_CASE("values without spread have an interval without width") {
  const std::vector<double> zeros(20, 0.0);
  const Interval interval = median_interval(zeros);
  CHECK(interval.low == 0);
  CHECK(interval.high == 0);
}

TEST_CASE("rank correlation shares ranks between ties and leaves out what is not a number") {
  CHECK(ranks(std::vector<double>{10, 30, 20, 30}) == std::vector<double>{1, 3.5, 2, 3.5});
  const std::vector<double> x{1, 2, 3, 4, 5}, y{5, 6, 7, 8, 7};
  CHECK(spearman(x, y) == Approx(0.8207827));  // scipy.stats.spearmanr's documented example
  CHECK(spearman(x, std::vector<double>{5, 4, std::nan(""), 2, 1}) == Approx(-1));
  CHECK(std::isnan(spearman(x, std::vector<double>(5, 2.0))));
}

TEST_CASE("the median of values in clusters is as certain as its clusters are many, not its values") {
  // Five points whose forty seeds hardly differ.
  std::vector<double> values;
  std::vector<std::size_t> clusters, alone;
  for (std::size_t cluster = 0; cluster < 5; ++cluster)
    for (int seed = 0; seed < 40; ++seed) {
      values.push_back(static_cast<double>(cluster) - 1.5 + 0.001 * seed);
      clusters.push_back(cluster);
      alone.push_back(alone.size());
    }
  const Interval independent = median_interval(values), clustered = clustered_median_interval(values, clusters);
  CHECK(independent.low > 0);
  CHECK(clustered.low < 0);
  CHECK(clustered.high > 1.5);
  const Interval of_one = clustered_median_interval(values, alone);
  CHECK(of_one.low == independent.low);
  CHECK(of_one.high == independent.high);
  // Clusters of equal values without luck: the median of as many values as there are clusters.
  const std::vector<double> three{1, 1, 2, 2, 5, 5}, each{1, 2, 5};
  const std::vector<std::size_t> twos{0, 0, 1, 1, 2, 2};
  CHECK(clustered_median_interval(three, twos).high == median_interval(each).high);
  CHECK(std::isnan(clustered_median_interval({}, {}).low));
}
