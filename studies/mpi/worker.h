// One of the other processes of a study: simulates the blocks that the first one hands out.
#pragma once

#include <boost/mpi/communicator.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "studies/mpi/messages.h"
#include "studies/runner.h"

namespace mainstay::studies {

class Worker {
 public:
  Worker(boost::mpi::communicator& world, const StudyMessage& study);
  // Until the first process says that the study is over; with `stop`, gives back what it has not finished.
  void run(const std::atomic<bool>& stop);

 private:
  bool listen();  // whether anything came
  void tell();
  void halt();
  std::optional<Block> next();
  void simulate_here();

  boost::mpi::communicator& world_;
  Plan plan_;
  Keep keep_;
  std::atomic<bool> halt_{false};
  bool over_ = false;

  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  std::deque<Block> blocks_;
  News news_;
};

}  // namespace mainstay::studies
