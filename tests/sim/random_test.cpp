#include "sim/random.h"

#include <boost/random/uniform_int_distribution.hpp>

#include "tests/catch.h"

using mainstay::sim::Stream;

TEST_CASE("a draw depends on its key and not on what was drawn before") {
  Stream a(7, 1, 42, 3), b(7, 1, 42, 3), other_week(7, 1, 42, 4);
  const auto first = a();
  CHECK(first == b());
  CHECK(first != other_week());
}

TEST_CASE("draws for many agents do not depend on where a batch begins") {
  std::vector<std::uint32_t> all(64), part(32);
  mainstay::sim::fill_draws(9, 2, 0, 5, all);
  mainstay::sim::fill_draws(9, 2, 32, 5, part);
  CHECK(std::equal(part.begin(), part.end(), all.begin() + 32));
}
