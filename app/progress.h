// How far long work is: one line that is rewritten on a terminal, a plain line every few seconds elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

namespace mainstay::app {

class Progress {
 public:
  Progress(std::string what, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // From any thread.
  void update(std::size_t done, std::size_t all);

 private:
  std::string what_;
  bool quiet_, terminal_;
  std::chrono::steady_clock::time_point started_, shown_;
  std::mutex mutex_;
  bool drawn_ = false;
};

}  // namespace mainstay::app
