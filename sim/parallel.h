// Parallel loops and sums whose results do not depend on the number of threads.
#pragma once

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <cstddef>
#include <span>

namespace mainstay::sim {

// Calls body(index) for 0 <= index < count, in any order; at least `grain` calls stay together on one thread.
template <class Body>
void parallel_for_each(std::size_t count, std::size_t grain, const Body& body) {
  if (count <= grain) {
    for (std::size_t index = 0; index < count; ++index) body(index);
    return;
  }
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, grain),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                      for (std::size_t index = range.begin(); index != range.end(); ++index) body(index);
                    });
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
