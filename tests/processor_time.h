// How long something takes, whatever else the machine is doing.
#pragma once

#include <time.h>

namespace mainstay::tests {

// Of this thread, since it began.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace mainstay::tests
