#include "sim/random.h"

#include <algorithm>

namespace mainstay::sim {

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
