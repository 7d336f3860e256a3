// Opens scenarios, sessions and results folders, and lets go of what was open before; both on threads of their own, as
// either takes longer than a frame may.
#pragma once

#include <cstdint>
#include <future>
#include <string>

namespace mainstay::viz {

struct State;

class Opening {
 public:
  // `seed`: of a scenario's luck; `program`: version and commit, which session files are written by.
  Opening(std::uint64_t seed, std::string program) : seed_(seed), program_(std::move(program)) {}

  void open(State& state, const std::string& file);
  // Shows what has been opened, begins with what is wanted next, and goes back to the chooser when that is wanted; once
  // a frame. True when another game is open than before, or none any more.
  bool follow(State& state);

 private:
  bool take_opened(State& state);
  bool follow_chooser(State& state);
  void close(State& state);

  std::uint64_t seed_;
  std::string program_;
  std::shared_future<void> closing_;  // of the game that was open before
};

}  // namespace mainstay::viz
