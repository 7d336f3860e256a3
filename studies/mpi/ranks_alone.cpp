// A build without MPI: one process.
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
  return threads_of_process();
}

Execute Ranks::execute(const Plan& plan, Keep keep, const std::atomic<bool>& stop) {
  return on_threads(plan, keep, stop);
}
void Ranks::work(const std::atomic<bool>&) {}

}  // namespace mainstay::studies
