#include "tests/covering_array.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/catch.h"

namespace mainstay::tests {

namespace {

using Row = std::vector<std::uint8_t>;

// Which combinations of two factors' levels have been met.
class Pairs {
 public:
  Pairs(std::size_t factors, std::size_t levels)
      : factors_(factors), levels_(levels), met_(factors * factors * levels * levels) {}

  bool met(std::size_t a, std::size_t level_a, std::size_t b, std::size_t level_b) const {
    return met_[place(a, level_a, b, level_b)];
  }
  void meet(const Row& row) {
    for (std::size_t a = 0; a < factors_; ++a)
      for (std::size_t b = a + 1; b < factors_; ++b) {
        auto met = met_[place(a, row[a], b, row[b])];
        left_ -= !met;
        met = true;
      }
  }
  std::size_t left() const { return left_; }

 private:
  std::size_t place(std::size_t a, std::size_t level_a, std::size_t b, std::size_t level_b) const {
    if (a > b) return place(b, level_b, a, level_a);
    return ((a * factors_ + b) * levels_ + level_a) * levels_ + level_b;
  }

  std::size_t factors_, levels_;
  std::vector<bool> met_;
  std::size_t left_ = factors_ * (factors_ - 1) / 2 * levels_ * levels_;
};

// Factor by factor, in the order given, the level that meets most of what is left with those chosen before.
Row greedy_row(const Pairs& pairs, const std::vector<std::size_t>& order, std::size_t levels, std::size_t first) {
  Row row(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    std::size_t best = 0, most = 0;
    for (std::size_t step = 0; step < levels; ++step) {
      const std::size_t level = (first + step) % levels;
      std::size_t news = 1;
      for (std::size_t before = 0; before < k; ++before)
        news += !pairs.met(order[k], level, order[before], row[order[before]]);
      if (news <= most) continue;
      most = news;
      best = level;
    }
    row[order[k]] = static_cast<std::uint8_t>(best);
  }
  return row;
}

}  // namespace

std::vector<Row> covering_array(std::size_t factors, std::size_t levels) {
  Pairs pairs(factors, levels);
  std::vector<Row> rows;
  std::vector<std::size_t> order(factors);
  std::iota(order.begin(), order.end(), 0);
  std::mt19937 draws(4711);  // its numbers are the same everywhere; what std::shuffle makes of them is not
  while (pairs.left() > 0) {
    for (std::size_t k = factors; k > 1; --k) std::swap(order[k - 1], order[draws() % k]);
    const std::size_t left = pairs.left();
    rows.push_back(greedy_row(pairs, order, levels, draws() % levels));
    pairs.meet(rows.back());
    if (pairs.left() == left) rows.pop_back();  // an unlucky order; the next one differs
  }
  return rows;
}

std::size_t missing_pairs(const std::vector<Row>& rows, std::size_t factors, std::size_t levels) {
  Pairs pairs(factors, levels);
  for (const Row& row : rows) pairs.meet(row);
  return pairs.left();
}

}  // namespace mainstay::tests

using namespace mainstay::tests;

TEST_CASE("a covering array has every pair of levels of every two factors", "[covering]") {
  for (const std::size_t factors : {2, 3, 10, 60}) {
    const auto rows = covering_array(factors, 3);
    INFO(factors << " factors, " << rows.size() << " rows");
    CHECK(missing_pairs(rows, factors, 3) == 0);
    CHECK(rows.size() < 40);
    CHECK(rows == covering_array(factors, 3));
    CHECK(missing_pairs({rows.begin(), rows.end() - 1}, factors, 3) > 0);
  }
}
