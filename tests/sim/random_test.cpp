#include "sim/random.h"

#include <array>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <initializer_list>
#include <set>
#include <tuple>
#include <vector>

#include "tests/catch.h"

using mainstay::sim::fill_draws;
using mainstay::sim::Stream;

namespace {

using Words = std::array<std::uint32_t, 4>;

Words next_four(Stream& stream) {
  Words words{};
  for (auto& word : words) word = stream();
  return words;
}

// One line of the file kat_vectors that Random123 publishes (Salmon et al. 2011), "philox4x32 10": counter, key,
// result.
struct KnownAnswer {
  Words counter;
  std::array<std::uint32_t, 2> key;
  Words result;
};

constexpr std::array<KnownAnswer, 3> known_answers = {{
    {{0x00000000, 0x00000000, 0x00000000, 0x00000000},
     {0x00000000, 0x00000000},
     {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
}};

}  // namespace

TEST_CASE("the generator gives the known answers published for Philox4x32-10") {
  for (const KnownAnswer& known : known_answers) {
    const auto& c = known.counter;
    const auto block = r123::Philox4x32()({{c[0], c[1], c[2], c[3]}}, {{known.key[0], known.key[1]}});
    for (std::size_t i = 0; i < 4; ++i) CHECK(block.v[i] == known.result[i]);
  }
}

TEST_CASE("a stream's counter holds purpose, draw, week and agent, and its key the seed, as the known answers show") {
  for (const KnownAnswer& known : known_answers) {
    const auto& c = known.counter;
    Stream stream(std::uint64_t{known.key[1]} << 32 | known.key[0], static_cast<mainstay::sim::Purpose>(c[0] >> 24),
                  std::uint64_t{c[3]} << 32 | c[2], c[1]);
    const std::uint32_t blocks_before = c[0] & 0xffffff;
    for (std::uint32_t block = 0; block < blocks_before; ++block) next_four(stream);
    CHECK(next_four(stream) == known.result);
  }
}

TEST_CASE("a draw depends on its key and not on what was drawn before") {
  Stream a(7, 1, 42, 3), b(7, 1, 42, 3);
  const auto first = a();
  for (int other = 0; other < 100; ++other) Stream(7, 1, 41, 3)();
  CHECK(first == b());
  CHECK(a() == b());
}

TEST_CASE("different seeds, purposes, agents, weeks and draws give different words") {
  std::set<Words> seen;
  std::size_t drawn = 0;
  constexpr std::uint64_t far = std::uint64_t{1} << 32;
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, far})
    for (const auto purpose : std::initializer_list<mainstay::sim::Purpose>{0, 1, 255})
      for (const std::uint64_t agent : {std::uint64_t{0}, std::uint64_t{1}, far})
        for (const std::uint32_t week : {0u, 1u, 520u}) {
          Stream stream(seed, purpose, agent, week);
          for (int block = 0; block < 5; ++block, ++drawn) seen.insert(next_four(stream));
        }
  CHECK(seen.size() == drawn);
}

TEST_CASE("Boost.Random's distributions shape a stream") {
  static_assert(Stream::min() == 0 && Stream::max() == 0xffffffff);
  constexpr int count = 20000;
  Stream draws(11, 3, 5, 7);
  double normal = 0, squares = 0, poisson = 0, binomial = 0, uniform = 0;
  int sixes = 0;
  for (int i = 0; i < count; ++i) {
    const double z = boost::random::normal_distribution<double>()(draws);
    normal += z;
    squares += z * z;
    poisson += boost::random::poisson_distribution<int, double>(3.5)(draws);
    binomial += boost::random::binomial_distribution<int>(20, 0.3)(draws);
    sixes += boost::random::uniform_int_distribution<int>(1, 6)(draws) == 6;
    const double u = draws.uniform();
    REQUIRE((u >= 0 && u < 1));
    uniform += u;
  }
  // Five standard errors of each mean.
  const double error = 5 / std::sqrt(count);
  CHECK(std::abs(normal / count) < error);
  CHECK(std::abs(squares / count - 1) < error * std::sqrt(2.0));
  CHECK(std::abs(poisson / count - 3.5) < error * std::sqrt(3.5));
  CHECK(std::abs(binomial / count - 6) < error * std::sqrt(20 * 0.3 * 0.7));
  CHECK(std::abs(sixes / double{count} - 1.0 / 6) < error * std::sqrt(5.0 / 36));
  CHECK(std::abs(uniform / count - 0.5) < error * std::sqrt(1.0 / 12));
}

TEST_CASE("draws for many agents are the words of the streams of their blocks") {
  for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{400}, std::uint64_t{1} << 35}) {
    for (const std::size_t count : {1u, 4u, 7u, 33u, 1024u, 1029u}) {
      std::vector<std::uint32_t> draws(count);
      fill_draws(9, 2, first, 5, draws);
      for (std::size_t i = 0; i < count; i += 4) {
        Stream block(9, 2, (first + i) / 4, 5);
        for (std::size_t k = i; k < std::min(i + 4, count); ++k) REQUIRE(draws[k] == block());
      }
    }
  }
}

TEST_CASE("draws for many agents do not depend on where a batch begins") {
  std::vector<std::uint32_t> all(64), part(32);
  fill_draws(9, 2, 0, 5, all);
  fill_draws(9, 2, 32, 5, part);
  CHECK(std::equal(part.begin(), part.end(), all.begin() + 32));
}

TEST_CASE("distributions with our functions are Boost's: the same draws, and results that differ by rounding alone") {
  using namespace mainstay::sim;
  int rounded = 0;
  for (std::uint64_t agent = 0; agent < 20'000; ++agent) {
    Stream parameters(3, 1, agent, 0);
    const double a = 0.1 + 3 * parameters.uniform();
    const double b = 0.01 + 0.98 * parameters.uniform();
    const auto both = [&](const auto& ours, auto boosts) {
      Stream here(4, 2, agent, 7), there = here;
      const double x = static_cast<double>(ours(here)), y = static_cast<double>(boosts(there));
      rounded += x != y;
      CHECK(x == Approx(y).epsilon(1e-13));
      CHECK(here() == there());
    };
    both([&](Stream& draws) { return draw_binomial(draws, static_cast<std::int32_t>(100 * a), b); },
         boost::random::binomial_distribution<std::int32_t>(static_cast<std::int32_t>(100 * a), b));
    both([&](Stream& draws) { return draw_poisson(draws, 10 * a); },
         boost::random::poisson_distribution<std::int32_t, double>(10 * a));
    both([&](Stream& draws) { return draw_normal(draws, a, b); }, boost::random::normal_distribution<double>(a, b));
    both([&](Stream& draws) { return draw_lognormal(draws, a, b); },
         boost::random::lognormal_distribution<double>(a, b));
    both([&](Stream& draws) { return draw_gamma(draws, 1 + a, b); },
         boost::random::gamma_distribution<double>(1 + a, b));
  }
  CHECK(rounded < 10'000);
}
