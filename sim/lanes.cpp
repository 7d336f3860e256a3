#include "sim/lanes.h"

#include <array>
#include <atomic>

namespace mainstay::sim {

namespace {

bool has_avx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2");
#else
  return false;
#endif
}

std::atomic<Lanes>& chosen() {
  static std::atomic<Lanes> lanes = possible_lanes().back();
  return lanes;
}

}  // namespace

std::span<const Lanes> possible_lanes() {
  static constexpr std::array all = {Lanes::plain, Lanes::avx2};
  static const std::size_t count = has_avx2() ? 2 : 1;
  return std::span(all).first(count);
}

Lanes lanes() {
  return chosen().load(std::memory_order_relaxed);
}

void choose_lanes(Lanes lanes) {
  chosen().store(lanes, std::memory_order_relaxed);
}

}  // namespace mainstay::sim
