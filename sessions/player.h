// Plays a session on threads of its own: the branch in view and its twin in step, forwards at a chosen speed, or at
// once to any week; and whatever runs in the background are asked for, when there is time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "sessions/background_runs.h"
#include "sessions/history.h"

namespace mainstay::sessions {

// A week as it is shown: worlds that nobody changes any more.
struct Moment {
  sim::Week week = 0;
  std::shared_ptr<const History> history;
  std::shared_ptr<const agents::World> world, twin;
  std::vector<std::pair<std::shared_ptr<const History>, std::shared_ptr<const agents::World>>> beside;
};

inline constexpr int speeds = 5;

class Player {
 public:
  Player();
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  // Shows `week` of a branch; weeks that are not known yet are simulated on the way. `beside` are further histories
  // whose worlds are shown with it.
  void show(std::shared_ptr<History> history, std::shared_ptr<History> twin, sim::Week week,
            std::vector<std::shared_ptr<History>> beside = {});
  void seek(sim::Week week);
  void play(bool playing);
  void set_speed(int speed);  // 1 .. speeds
  bool playing() const;
  int speed() const;
  sim::Week target() const;  // where it is on its way to

  // Why a week or run could not be simulated, once; empty if all is well.
  std::string take_problem();

  // The newest moment; null until the first is ready.
  std::shared_ptr<const Moment> moment() const;

  // Works on each as soon as no earlier one in the list has work left; the first has precedence. Null ones are
  // passed over.
  void set_background(std::vector<std::shared_ptr<BackgroundRuns>> background);

 private:
  using Clock = std::chrono::steady_clock;
  struct Task {
    sim::Week week = 0;
    std::uint64_t request = 0;
    std::shared_ptr<const Moment> shown;
  };
  bool wait_for_task(std::stop_token stop, Clock::time_point& due, Task& task);  // false: stop
  void run_weeks(std::stop_token stop);
  // Half of the threads rest while the session plays: that, and drawing it, need the processor too.
  void run_background(std::stop_token stop, bool also_while_playing);
  void fail(const std::string& problem);
  std::shared_ptr<const Moment> make_moment(const std::shared_ptr<const Moment>& shown, sim::Week week,
                                            agents::Workspace& workspace);

  mutable std::mutex mutex_;
  std::condition_variable_any wake_;
  std::shared_ptr<History> history_, twin_;
  std::vector<std::shared_ptr<History>> beside_;
  sim::Week target_ = 0, last_ = 0;
  bool playing_ = false;
  int speed_ = 3;
  std::uint64_t request_ = 0, answered_ = 0;  // request_ rises when another week or branch is asked for
  std::shared_ptr<const Moment> moment_;
  std::string problem_;
  std::vector<std::shared_ptr<BackgroundRuns>> background_;
  std::vector<std::jthread> threads_;
};

// Weeks a second at each speed.
inline constexpr double weeks_per_second[speeds] = {1, 3, 8, 20, 52};

}  // namespace mainstay::sessions
