// Counter-based randomness: a draw depends on (seed, purpose, agent, week, draw) and on nothing else, so that two
// worlds with the same seed share their luck wherever they do not differ, whatever the order of execution. Generator:
// Philox4x32-10 (Salmon et al. 2011, Random123). Distributions: Boost.Random, on numbers whose bits are ours.
#pragma once

#include <Random123/philox.h>

#include <cstdint>
#include <limits>
#include <span>

namespace mainstay::sim {

// What a stream is for; the floor that draws defines the values. Two purposes never share a draw.
using Purpose = std::uint8_t;

// One agent's draws of one week for one purpose: a uniform random bit generator for Boost.Random.
// At most 2^26 draws of 32 bits a stream.
class Stream {
 public:
  using result_type = std::uint32_t;

  Stream(std::uint64_t seed, Purpose purpose, std::uint64_t agent, std::uint32_t week)
      : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
        counter_{{static_cast<std::uint32_t>(purpose) << 24, week, static_cast<std::uint32_t>(agent),
                  static_cast<std::uint32_t>(agent >> 32)}} {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  result_type operator()() {
    if (next_ == 4) {
      block_ = r123::Philox4x32()(counter_, key_);
      ++counter_.v[0];
      next_ = 0;
    }
    return block_.v[next_++];
  }

  // Uniform in [0, 1) with 32 bits; the draw that most rules need.
  double uniform() { return static_cast<double>((*this)()) * 0x1p-32; }

 private:
  r123::Philox4x32::key_type key_;
  r123::Philox4x32::ctr_type counter_;
  r123::Philox4x32::ctr_type block_{};
  int next_ = 4;
};

// A statement draws once (tests/architecture_test.cpp): in which order the arguments of a call are worked out, each
// compiler decides for itself.
std::int32_t draw_binomial(Stream& draws, std::int32_t trials, double chance);
std::int32_t draw_poisson(Stream& draws, double mean);
double draw_normal(Stream& draws, double mean, double deviation);
double draw_lognormal(Stream& draws, double mean_of_log, double deviation_of_log);
double draw_gamma(Stream& draws, double shape, double scale);

// One 32-bit draw for each of many consecutive agents: agent a gets word a % 4 of block a / 4. `first_agent` must be a
// multiple of 4. A quarter of the cost of a stream an agent.
void fill_draws(std::uint64_t seed, Purpose purpose, std::uint64_t first_agent, std::uint32_t week,
                std::span<std::uint32_t> draws);

}  // namespace mainstay::sim
