// A build without MPI: one process.
#include <tbb/task_arena.h>

#include "studies/ranks.h"

namespace mainstay::studies {

struct Ranks::Link {};

Ranks::Ranks() = default;
Ranks::~Ranks() = default;

std::size_t Ranks::rank() const {
  return 0;
}
std::size_t Ranks::count() const {
  return 1;
}
std::size_t Ranks::threads() const {
  return static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
}

Execute Ranks::execute(const Plan& plan, Keep keep, const std::atomic<bool>& stop) {
  return on_threads(plan, keep, stop);
}
void Ranks::work(const std::atomic<bool>&) {}

}  // namespace mainstay::studies
