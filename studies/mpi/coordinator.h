// The first of several processes: hands blocks to the others and to its own threads, and takes in what comes back.
#pragma once

#include <atomic>
#include <boost/mpi/communicator.hpp>
#include <exception>
#include <mutex>
#include <optional>
#include <vector>

#include "studies/mpi/messages.h"
#include "studies/runner.h"

namespace mainstay::studies {

// Only the thread that made it calls it: MPI wants all messages from one thread.
class Coordinator {
 public:
  // Both references are kept. Sends the study to all others.
  Coordinator(boost::mpi::communicator& world, const Plan& plan, Keep keep, const std::atomic<bool>& stop);
  ~Coordinator();  // tells the others to leave the study, and waits until they have
  Coordinator(const Coordinator&) = delete;
  Coordinator& operator=(const Coordinator&) = delete;

  void simulate_all(const std::vector<Block>& blocks, const Watch& watch);
  std::size_t threads() const;

 private:
  struct Other {
    std::size_t threads = 0, free = 0;  // blocks it will take now; a little more than its threads
    bool left = false;
  };

  std::optional<Block> take();
  bool hand_out();
  bool take_in(const Watch& watch);  // whether anything came
  void simulate_here(const Watch& watch);

  boost::mpi::communicator& world_;
  const Plan& plan_;
  Keep keep_;
  const std::atomic<bool>& stop_;
  std::vector<Other> others_;  // by rank - 1
  std::size_t outstanding_ = 0;

  std::mutex mutex_;  // of blocks_ and next_
  const std::vector<Block>* blocks_ = nullptr;
  std::size_t next_ = 0;
  std::atomic<bool> halt_{false}, idle_here_{false};
  std::exception_ptr failed_here_;
};

}  // namespace mainstay::studies
