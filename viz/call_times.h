// How long the window's own thread is held up by one piece of work: nothing it does between two pictures may be felt.
#pragma once

#include <chrono>
#include <string>

namespace mainstay::viz {

struct CallTimes {
  std::string longest;  // what it was
  double longest_ms = 0;
  void add(const char* what, double ms) {
    if (ms <= longest_ms) return;
    longest = what;
    longest_ms = ms;
  }
};

// Measures from here to the end of its scope.
class TimedCall {
 public:
  TimedCall(CallTimes& times, const char* what) : times_(times), what_(what) {}
  ~TimedCall() {
    times_.add(what_, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - since_).count());
  }
  TimedCall(const TimedCall&) = delete;
  TimedCall& operator=(const TimedCall&) = delete;

 private:
  CallTimes& times_;
  const char* what_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
};

}  // namespace mainstay::viz
