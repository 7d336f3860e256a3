// How far long work is: one line with a bar that is rewritten on a terminal, a plain line every few seconds elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>

namespace mainstay::app {

// "45 s", "3 min 20 s", "2 h 05 min"
std::string time_text(double seconds);

// "Simulating  [#####---------------]  6 of 24 runs, 12.3 runs a minute, 1 min 28 s left". `share` is how much of all
// work is done, [0, 1]. The bar is left out of plain lines.
std::string progress_text(const std::string& what, std::size_t done, std::size_t all, double share, double seconds,
                          bool bar);

class Progress {
 public:
  Progress(std::string what, bool quiet);
  ~Progress();  // clears the line on a terminal
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // From any thread.
  void update(std::size_t done, std::size_t all, double share);

 private:
  std::string what_;
  bool quiet_, terminal_;
  std::chrono::steady_clock::time_point started_, shown_;
  std::mutex mutex_;
  bool drawn_ = false;
};

}  // namespace mainstay::app
