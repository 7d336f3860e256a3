// What is done in the window is in a session file from the first order on.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <string>

#include "sessions/other_version.h"
#include "sessions/session_file.h"
#include "viz/state.h"

namespace mainstay::viz {

bool names_session(const std::string& file);
// A session as it was left. Throws as sessions::open_to_go_on.
std::unique_ptr<Game> reopen_session(const std::string& file, const std::string& program, sessions::Recorded otherwise);

// A change of the session that a thread is writing to its file; the file itself comes with the first one.
struct PendingChange {
  struct Written {
    sessions::Change change;
    std::unique_ptr<sessions::SessionFile> file;  // if there was none before
    std::unique_ptr<sessions::StateKeeper> keeper;
    std::string problem;  // why it is not written
  };
  std::string failure;  // what to say before the problem
  std::function<void(State&, std::int64_t)> then;
  std::future<Written> written;
};

// Nothing is shown that is not on disk: the change takes place once it is written, a frame or so later, and then its
// result is handed to `then`. `prepare` is called on the thread and may throw what is wrong with the change. One
// change at a time: false if another is under way.
bool keep_change(State& state, std::string failure, std::function<sessions::Change()> prepare,
                 std::function<void(State&, std::int64_t)> then);
// As of a change, for what needs the file alone.
bool require_session_file(State& state, std::function<void(State&)> then);
bool keeps_change(const State& state);
// Takes over what is written, hands what was simulated to the file's writer, and says what goes wrong; once a frame.
void follow_session(State& state);

}  // namespace mainstay::viz
