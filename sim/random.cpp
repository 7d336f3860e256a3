#include "sim/random.h"

#include <algorithm>
#include <boost/random/binomial_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include "sim/real.h"

namespace mainstay::sim {

std::int32_t draw_binomial(Stream& draws, std::int32_t trials, double chance) {
  return boost::random::binomial_distribution<std::int32_t, Real>(trials, chance)(draws);
}

std::int32_t draw_poisson(Stream& draws, double mean) {
  return boost::random::poisson_distribution<std::int32_t, Real>(mean)(draws);
}

double draw_normal(Stream& draws, double mean, double deviation) {
  return plain(boost::random::normal_distribution<Real>(mean, deviation)(draws));
}

double draw_lognormal(Stream& draws, double mean_of_log, double deviation_of_log) {
  return plain(boost::random::lognormal_distribution<Real>(mean_of_log, deviation_of_log)(draws));
}

double draw_gamma(Stream& draws, double shape, double scale) {
  return plain(boost::random::gamma_distribution<Real>(shape, scale)(draws));
}

void fill_draws(std::uint64_t seed, Purpose purpose, std::uint64_t first_agent, std::uint32_t week,
                std::span<std::uint32_t> draws) {
  const r123::Philox4x32::key_type key{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
  std::uint64_t block = first_agent / 4;
  for (std::size_t at = 0; at < draws.size(); at += 4, ++block) {
    const r123::Philox4x32::ctr_type counter{{static_cast<std::uint32_t>(purpose) << 24, week,
                                              static_cast<std::uint32_t>(block),
                                              static_cast<std::uint32_t>(block >> 32)}};
    const auto words = r123::Philox4x32()(counter, key);
    const std::size_t count = std::min<std::size_t>(4, draws.size() - at);
    for (std::size_t i = 0; i < count; ++i) draws[at + i] = words.v[i];
  }
}

}  // namespace mainstay::sim
