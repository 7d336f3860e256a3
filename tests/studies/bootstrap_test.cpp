#include "studies/bootstrap.h"

#include <cmath>

#include "tests/catch.h"

using namespace mainstay::studies;

namespace {

// The spatial test data, form A, of Efron and Tibshirani 1993, An Introduction to the Bootstrap, table 14.1.
const std::vector<double> spatial{48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                  0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};

double plug_in_variance(std::span<const double> values) {
  const double centre = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  return squares / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("BCa gives the interval published for a variance, which percentiles miss") {
  CHECK(plug_in_variance(spatial) == Approx(171.5).margin(0.05));
  CHECK(acceleration(spatial, plug_in_variance) == Approx(0.061).margin(0.0005));
  const BootstrapPlan plan{0.9, 20000, 1};
  // Published, section 14.3, from 2000 resamples: BCa 115.8 to 259.6, percentile 100.8 to 233.9.
  const Interval bca = bca_interval(spatial, plug_in_variance, plan);
  CHECK(bca.low == Approx(115.8).margin(4));
  CHECK(bca.high == Approx(259.6).margin(5));
  const Interval percentile = percentile_interval(spatial, plug_in_variance, plan);
  CHECK(percentile.low == Approx(100.8).margin(4));
  CHECK(percentile.high == Approx(233.9).margin(5));
}

TEST_CASE("bootstrap intervals of a mean follow its closed form") {
  std::vector<double> values;
  for (int i = 0; i < 400; ++i) values.push_back(std::sin(0.7 * i));
  const double error = std::sqrt(plug_in_variance(values) / 400), centre = mean(values);
  const auto mean_of = [](std::span<const double> sample) { return mean(sample); };
  for (const Interval interval : {percentile_interval(values, mean_of), bca_interval(values, mean_of)}) {
    CHECK(interval.low == Approx(centre - 1.95996 * error).margin(0.08 * error));
    CHECK(interval.high == Approx(centre + 1.95996 * error).margin(0.08 * error));
  }
}

TEST_CASE("the percentile interval of a median is the one that the report's fast way gives") {
  const std::vector<double> values{4, -1, 7.5, 2, 9, 3.25, std::nan(""), 0};
  const Interval slow = percentile_interval(values, [](std::span<const double> sample) { return median(sample); });
  const Interval fast = median_interval(values);
  CHECK(slow.low <= fast.high);
  CHECK(slow.low == Approx(fast.low));
  CHECK(slow.high == Approx(fast.high));
}

TEST_CASE("bootstrap intervals are repeatable, and defined where nothing varies or nothing is there") {
  const auto mean_of = [](std::span<const double> sample) { return mean(sample); };
  CHECK(bca_interval(spatial, mean_of).low == bca_interval(spatial, mean_of).low);
  CHECK(bca_interval(spatial, mean_of, {0.95, 2000, 2}).low != bca_interval(spatial, mean_of).low);
  const std::vector<double> alike(9, 2.5);
  CHECK(bca_interval(alike, mean_of).low == 2.5);
  CHECK(bca_interval(alike, mean_of).high == 2.5);
  CHECK(std::isnan(bca_interval(std::vector<double>{}, mean_of).low));
  CHECK(std::isnan(percentile_interval(std::vector<double>{std::nan("")}, mean_of).high));
  CHECK(bca_interval(std::vector<double>{3}, mean_of).high == 3);
}
