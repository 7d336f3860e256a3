#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "studies/report_text.h"

namespace mainstay::app {

namespace {

constexpr int bar_width = 20;
constexpr double seconds_to_judge = 1;  // before, rate and time left would be guesses

// A dumb terminal (such as an editor's) cannot rewrite a line.
bool can_rewrite_lines() {
  const char* const kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && (kind == nullptr || std::string_view(kind) != "dumb");
}

std::string rate_text(double runs_a_second) {
  if (runs_a_second >= 1) return fmt::format("{:.1f} runs a second", runs_a_second);
  if (runs_a_second * 60 >= 1) return fmt::format("{:.1f} runs a minute", runs_a_second * 60);
  return fmt::format("{:.1f} runs an hour", runs_a_second * 3600);
}

}  // namespace

std::string time_text(double seconds) {
  const auto whole = static_cast<long long>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string progress_text(const std::string& what, std::size_t done, std::size_t all, double share, double seconds,
                          bool bar) {
  std::string text = what;
  if (bar) {
    const auto full = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * bar_width);
    text += "  [" + std::string(full, '#') + std::string(bar_width - full, '-') + "] ";
  }
  text += fmt::format(" {} of {}", done, studies::plural(all, "run"));
  if (seconds < seconds_to_judge || !(share > 0)) return text;
  return text + fmt::format(", {}, {} left", rate_text(share * static_cast<double>(all) / seconds),
                            time_text(seconds * (1 - share) / share));
}

Progress::Progress(std::string what, bool quiet)
    : what_(std::move(what)),
      quiet_(quiet),
      terminal_(can_rewrite_lines()),
      started_(std::chrono::steady_clock::now()),
      shown_(started_) {}

Progress::~Progress() {
  if (drawn_ && terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::update(std::size_t done, std::size_t all, double share) {
  if (quiet_) return;
  const std::scoped_lock lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000))) return;
  shown_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const std::string text = progress_text(what_, done, all, share, seconds, terminal_);
  std::fputs(fmt::format("{}{}{}", terminal_ ? "\r" : "", text, terminal_ ? "\033[K" : "\n").c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace mainstay::app
