// What a session is asked for that takes a while: what each order was worth, the review to hand out, whether the file
// is what it says. Each works on a copy, on a thread of its own, and can be given up.
#pragma once

#include <atomic>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sessions/worth.h"

namespace mainstay::viz {

struct State;

enum class SessionTask { worth, review, verify };

struct SessionResult {
  SessionTask task = SessionTask::worth;
  bool good = true;
  std::vector<std::string> lines;  // to read
  sessions::WorthTable worth;      // of SessionTask::worth
  std::string branch;              // its title
};

class SessionWork {
 public:
  SessionWork() = default;
  ~SessionWork();
  SessionWork(const SessionWork&) = delete;
  SessionWork& operator=(const SessionWork&) = delete;

  bool busy() const { return running_.valid(); }
  SessionTask task() const { return task_; }
  // Of the work under way, [0, 1].
  double progress() const;
  void start(const State& state, SessionTask task);
  // Takes over what is ready; null as long as nothing has been asked for. Once a frame.
  const SessionResult* follow();
  // Of one task: each keeps its result until it is asked for again.
  const SessionResult* result(SessionTask task) const;
  void give_up();

 private:
  struct Shared {
    std::atomic<std::size_t> done{0}, all{1};
    std::atomic<bool> stopped{false};
  };
  SessionTask task_ = SessionTask::worth;
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  std::future<SessionResult> running_;
  std::map<SessionTask, SessionResult> results_;
  const SessionResult* last_ = nullptr;
};

}  // namespace mainstay::viz
