#include "sessions/player.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

namespace mainstay::sessions {

namespace {

// Drawing comes first: background threads give way to it.
void lower_priority(int nice) {
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), nice);
}

std::shared_ptr<const agents::World> world_at(const History& history, const agents::World* shown, sim::Week week,
                                              agents::Workspace& workspace) {
  if (shown && shown->week + 1 == week) {
    auto next = std::make_shared<agents::World>(*shown);
    agents::step(*next, history.orders(), workspace);
    return next;
  }
  return std::make_shared<const agents::World>(history.at(week, workspace));
}

}  // namespace

Player::Player() {
  threads_.emplace_back([this](std::stop_token stop) { run_weeks(stop); });
  const unsigned workers = std::max(1u, std::thread::hardware_concurrency());
  for (unsigned k = 0; k < workers; ++k) {
    const bool also_while_playing = k < std::max(1u, workers / 2);
    threads_.emplace_back(
        [this, also_while_playing](std::stop_token stop) { run_background(stop, also_while_playing); });
  }
}

Player::~Player() {
  for (auto& thread : threads_) thread.request_stop();
  wake_.notify_all();
}

void Player::show(std::shared_ptr<History> history, std::shared_ptr<History> twin, sim::Week week,
                  std::vector<std::shared_ptr<History>> beside) {
  {
    const std::lock_guard lock(mutex_);
    last_ = history->setting()->weeks;
    history_ = std::move(history);
    twin_ = std::move(twin);
    beside_ = std::move(beside);
    target_ = std::min(week, last_);
    ++request_;
  }
  wake_.notify_all();
}

void Player::seek(sim::Week week) {
  {
    const std::lock_guard lock(mutex_);
    target_ = std::min(week, last_);
    ++request_;
  }
  wake_.notify_all();
}

void Player::play(bool playing) {
  {
    const std::lock_guard lock(mutex_);
    playing_ = playing;
  }
  wake_.notify_all();
}

void Player::set_speed(int speed) {
  const std::lock_guard lock(mutex_);
  speed_ = std::clamp(speed, 1, speeds);
}

bool Player::playing() const {
  const std::lock_guard lock(mutex_);
  return playing_;
}
int Player::speed() const {
  const std::lock_guard lock(mutex_);
  return speed_;
}
sim::Week Player::target() const {
  const std::lock_guard lock(mutex_);
  return target_;
}
std::shared_ptr<const Moment> Player::moment() const {
  const std::lock_guard lock(mutex_);
  return moment_;
}

std::string Player::take_problem() {
  const std::lock_guard lock(mutex_);
  return std::exchange(problem_, "");
}

// Stays where it is until another week is asked for.
void Player::fail(const std::string& problem) {
  const std::lock_guard lock(mutex_);
  problem_ = problem;
  playing_ = false;
  wake_.notify_all();
  answered_ = request_;
  if (moment_) target_ = moment_->week;
}

void Player::set_background(std::vector<std::shared_ptr<BackgroundRuns>> background) {
  {
    const std::lock_guard lock(mutex_);
    std::erase(background, nullptr);
    for (const auto& old : background_)
      if (std::find(background.begin(), background.end(), old) == background.end()) old->cancel();
    background_ = std::move(background);
  }
  wake_.notify_all();
}

// Extends what is not known yet by one week and returns the moment of the week that is asked for, or null if the way
// there is longer: then it is called again.
std::shared_ptr<const Moment> Player::make_moment(const std::shared_ptr<const Moment>& shown, sim::Week week,
                                                  agents::Workspace& workspace) {
  std::vector<std::shared_ptr<History>> all, beside;
  std::shared_ptr<History> history, twin;
  {
    const std::lock_guard lock(mutex_);
    history = history_;
    twin = twin_;
    beside = beside_;
  }
  all = beside;
  all.push_back(history);
  all.push_back(twin);
  bool known = true;
  for (const auto& each : all) {
    if (each->recorded() < week) each->advance(workspace);
    known &= each->recorded() >= week;
  }
  if (!known) return nullptr;
  const bool same = shown && shown->history == history;
  auto moment = std::make_shared<Moment>();
  moment->week = week;
  moment->history = history;
  moment->world = world_at(*history, same ? shown->world.get() : nullptr, week, workspace);
  moment->twin = world_at(*twin, shown ? shown->twin.get() : nullptr, week, workspace);
  for (const auto& each : beside) {
    const agents::World* before = nullptr;
    if (shown)
      for (const auto& [other, world] : shown->beside)
        if (other == each) before = world.get();
    moment->beside.push_back({each, world_at(*each, before, week, workspace)});
  }
  return moment;
}

// Waits until a week is asked for or, while playing, due.
bool Player::wait_for_task(std::stop_token stop, Clock::time_point& due, Task& task) {
  std::unique_lock lock(mutex_);
  const auto asked = [&] { return request_ != answered_; };
  const auto goes_on = [&] { return playing_ && history_ && target_ < last_; };
  while (!asked()) {
    wake_.wait(lock, stop, [&] { return asked() || goes_on(); });
    wake_.wait_until(lock, stop, due, [&] { return asked() || !goes_on(); });
    if (stop.stop_requested()) return false;
    if (asked() || !goes_on()) continue;
    const auto pause =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / weeks_per_second[speed_ - 1]));
    due = std::max(due, Clock::now() - pause) + pause;
    ++target_;
    break;
  }
  task = {target_, request_, moment_};
  return !stop.stop_requested();
}

void Player::run_weeks(std::stop_token stop) {
  agents::Workspace workspace;
  Clock::time_point due = Clock::now();
  Task task;
  while (wait_for_task(stop, due, task)) {
    std::shared_ptr<const Moment> moment;
    while (!moment && !stop.stop_requested()) {
      try {
        moment = make_moment(task.shown, task.week, workspace);
      } catch (const std::exception& error) {
        fail(error.what());
        break;
      }
      const std::lock_guard lock(mutex_);
      if (request_ != task.request) break;
    }
    const std::lock_guard lock(mutex_);
    if (!moment || request_ != task.request) continue;
    moment_ = std::move(moment);
    answered_ = task.request;
    if (target_ < last_) continue;
    playing_ = false;
    wake_.notify_all();
  }
}

void Player::run_background(std::stop_token stop, bool also_while_playing) {
  lower_priority(19);
  agents::Workspace workspace;
  while (!stop.stop_requested()) {
    std::vector<std::shared_ptr<BackgroundRuns>> background;
    {
      std::unique_lock lock(mutex_);
      if (!also_while_playing && !wake_.wait(lock, stop, [&] { return !playing_; })) return;
      background = background_;
    }
    bool worked = false;
    for (const auto& runs : background) {
      try {
        worked = runs->work(workspace);
      } catch (const std::exception& error) {
        runs->cancel();
        const std::lock_guard lock(mutex_);
        problem_ = error.what();
      }
      if (worked) break;
    }
    if (worked) continue;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, std::chrono::milliseconds(100), [&] { return background_ != background; });
  }
}

}  // namespace mainstay::sessions
