#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

namespace mainstay::app {

Progress::Progress(std::string what, bool quiet)
    : what_(std::move(what)),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) == 1),
      started_(std::chrono::steady_clock::now()),
      shown_(started_) {}

Progress::~Progress() {
  if (drawn_ && terminal_) fmt::print(stderr, "\r\033[K");
}

void Progress::update(std::size_t done, std::size_t all) {
  if (quiet_) return;
  const std::scoped_lock lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000))) return;
  shown_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const double rate = static_cast<double>(done) / seconds;
  const double left = rate > 0 ? static_cast<double>(all - done) / rate : 0;
  fmt::print(stderr, "{}{}: {} of {} runs, {:.1f} a second, {:.0f} s left{}", terminal_ ? "\r" : "", what_, done, all,
             rate, left, terminal_ ? "\033[K" : "\n");
  std::fflush(stderr);
}

}  // namespace mainstay::app
