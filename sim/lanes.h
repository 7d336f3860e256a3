// Loops over many residents run on the lanes (SIMD) that the processor turns out to have: the same source compiled for
// each, which gives the same bits, since every lane does the plain IEEE operations of the scalar loop.
#pragma once

#include <span>

namespace mainstay::sim {

enum class Lanes {
  plain,  // what every processor of the architecture has
  avx2,
};

// All that this processor can run, `plain` first.
std::span<const Lanes> possible_lanes();

// What loops run on: the widest, unless a test chose others. Not to be changed while a world steps.
Lanes lanes();
void choose_lanes(Lanes lanes);

}  // namespace mainstay::sim

// Compiled for more than the architecture's least; only to be called where lanes() says so.
#if defined(__x86_64__)
#define MAINSTAY_AVX2 [[gnu::target("avx2"), gnu::noinline]]
#else
#define MAINSTAY_AVX2 [[gnu::noinline]]
#endif
// The loop's body, which becomes part of each function that is compiled for certain lanes.
#define MAINSTAY_FOR_LANES [[gnu::always_inline]] inline
