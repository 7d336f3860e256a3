// Parallel loops and sums whose results do not depend on the number of threads.
#pragma once

// Where TBB is missing (tools/check_arm.sh), one thread does it all.
#ifndef MAINSTAY_WITHOUT_TBB
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#endif

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

#include <cstddef>
#include <span>

namespace mainstay::sim {

// TBB is not built with the thread sanitizer, which therefore does not see how it hands work from thread to thread:
// what was written before give() is seen after take(). Nothing in every other build.
#ifdef __SANITIZE_THREAD__
struct Handover {
  void give() { __tsan_release(this); }
  void take() { __tsan_acquire(this); }
};
#define MAINSTAY_UNWATCHED __attribute__((no_sanitize_thread))  // for what runs before it can take()
#else
struct Handover {
  void give() {}
  void take() {}
};
#define MAINSTAY_UNWATCHED
#endif

// Calls body(index) for 0 <= index < count, in any order; at least `grain` calls stay together on one thread.
template <class Body>
void parallel_for_each(std::size_t count, std::size_t grain, const Body& body) {
  const auto work = [&](std::size_t first, std::size_t end) {
    for (std::size_t index = first; index != end; ++index) body(index);
  };
#ifdef MAINSTAY_WITHOUT_TBB
  static_cast<void>(grain);
  work(0, count);
#else
  if (count <= grain) return work(0, count);
  Handover begun, done;
  begun.give();
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, grain),
                    [&](const tbb::blocked_range<std::size_t>& range) MAINSTAY_UNWATCHED {
                      begun.take();
                      work(range.begin(), range.end());
                      done.give();
                    });
  done.take();
#endif
}

// Sum in a fixed binary tree: the same bits for any number of threads.
inline double tree_sum(std::span<const double> values) {
  if (values.size() <= 8) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum;
  }
  const std::size_t half = values.size() / 2;
  return tree_sum(values.first(half)) + tree_sum(values.subspan(half));
}

}  // namespace mainstay::sim
