#include "viz/session_work.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <tbb/task_arena.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <thread>

#include "scenarios/whole_file.h"
#include "sessions/review.h"
#include "sessions/session_file.h"
#include "sessions/verify.h"
#include "viz/state.h"

namespace mainstay::viz {

namespace {

struct GivenUp {};

using Report = std::function<void(std::size_t, std::size_t)>;

// All that the work needs; nothing of it changes while the session goes on.
struct Request {
  SessionTask task;
  std::string file;  // of the session; empty if it has none yet
  std::shared_ptr<const scenarios::Scenario> scenario;
  std::uint64_t seed;
  std::size_t branch;
  sim::Week week;  // in view
  std::string program;
};

// Of a file that has just been made, the weeks follow within a second.
sessions::SavedSession read_settled(const std::string& file) {
  sessions::SavedSession saved = sessions::read_session(file);
  for (int tries = 0; tries < 20 && !saved.has_weeks(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    saved = sessions::read_session(file);
  }
  return saved;
}

SessionResult weigh_orders(const Request& request, const Report& progress) {
  const auto session = request.file.empty() ? std::make_unique<sessions::Session>(request.scenario, request.seed)
                                            : sessions::restore(sessions::read_session(request.file));
  SessionResult result{request.task, true, {}, {}, session->branches().at(request.branch).title};
  const sim::Week end = session->setting().weeks;
  sessions::WorthQuestion question{{end}, sessions::usual_lucks, {}};
  if (request.week > 0 && request.week < end) question.dates = {request.week, end};
  result.worth = sessions::worth_table(*session, request.branch, question, progress);
  if (result.worth.rows.empty()) result.lines = {"This branch has no orders."};
  return result;
}

SessionResult write_review(const Request& request, const Report& progress) {
  const auto saved = read_settled(request.file);
  SessionResult result{request.task, true, {}, {}, saved.branches.at(request.branch).title};
  if (sessions::played_weeks(saved, request.branch) == 0)
    return {request.task, false, {"Nothing has been played in this branch yet."}, {}, result.branch};
  const auto session = sessions::reopen(saved, request.file, request.program);
  const auto path = sessions::review_path(request.file);
  scenarios::write_whole_file(path, sessions::make_review(*session, saved, request.branch, progress));
  result.lines = {"Written, to open in any browser:", path.string()};
  return result;
}

SessionResult verify_file(const Request& request, const Report& progress) {
  const auto saved = read_settled(request.file);
  const auto text = sessions::verified_text(sessions::verify(saved, request.file, progress), saved, request.program);
  return {request.task, text.verified, text.lines, {}, ""};
}

SessionResult carry_out(const Request& request, const Report& progress) {
  // The window comes first: one thread, that gives way.
  setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10);
  SessionResult result{request.task, false, {}, {}, ""};
  try {
    tbb::task_arena one(1);
    one.execute([&] {
      result = request.task == SessionTask::worth    ? weigh_orders(request, progress)
               : request.task == SessionTask::review ? write_review(request, progress)
                                                     : verify_file(request, progress);
    });
  } catch (const std::exception& error) {
    result.lines = {error.what()};
  } catch (const GivenUp&) {
    result.lines = {"Given up."};
  }
  return result;
}

}  // namespace

SessionWork::~SessionWork() {
  give_up();
}

void SessionWork::give_up() {
  shared_->stopped = true;
}

double SessionWork::progress() const {
  return static_cast<double>(shared_->done) / static_cast<double>(std::max<std::size_t>(1, shared_->all));
}

void SessionWork::start(const State& state, SessionTask task) {
  if (busy()) return;
  const Game& game = *state.game;
  task_ = task;
  results_.erase(task);
  last_ = nullptr;
  shared_ = std::make_shared<Shared>();
  const Request request{task,          game.session.file() ? game.session.file()->path().string() : "",
                        game.scenario, game.session.seed(),
                        game.branch,   game.moment ? game.moment->week : 0,
                        state.program};
  running_ = std::async(std::launch::async, [request, shared = shared_] {
    return carry_out(request, [&](std::size_t done, std::size_t all) {
      if (shared->stopped) throw GivenUp{};
      shared->done = done;
      shared->all = all;
    });
  });
}

const SessionResult* SessionWork::follow() {
  if (running_.valid() && running_.wait_for(std::chrono::seconds(0)) == std::future_status::ready)
    last_ = &(results_[task_] = running_.get());
  return last_;
}

const SessionResult* SessionWork::result(SessionTask task) const {
  const auto found = results_.find(task);
  return found == results_.end() ? nullptr : &found->second;
}

}  // namespace mainstay::viz
