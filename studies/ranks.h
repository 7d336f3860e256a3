// Several processes on one study, as mpirun starts them (an optional build: -DMAINSTAY_MPI=ON). All of them simulate;
// the first one also hands out the runs and writes what comes back. Without MPI there is one process.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

#include "studies/runner.h"

namespace mainstay::studies {

class Ranks {
 public:
  Ranks();   // meets the others; alone if the program was not started by mpirun
  ~Ranks();  // in the first: tells the others that no study follows
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  std::size_t rank() const;     // 0 in the first
  std::size_t count() const;    // processes
  std::size_t threads() const;  // of all processes together, as far as they have reported

  // In the first: simulates on the threads of all processes. Holds on to the others until it is destroyed.
  Execute execute(const Plan& plan, Keep keep, const std::atomic<bool>& stop);
  // In the others: simulates what the first hands out, until no study follows.
  void work(const std::atomic<bool>& stop);

 private:
  struct Link;
  std::unique_ptr<Link> link_;
};

}  // namespace mainstay::studies
