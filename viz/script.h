// Carries out steps from a JSON file as a user would: by input events that take the same way as real ones. The steps
// are in docs/window.md.
#pragma once

#include <SFML/Window/Event.hpp>
#include <deque>
#include <functional>
#include <string>

#include "viz/state.h"

namespace mainstay::viz {

class Script {
 public:
  // Throws scenarios::InvalidInput with every problem of the file.
  Script(const std::string& file, std::string out_folder, std::function<void(const sf::Event&)> send);
  // Called once a frame; false when all steps are done or one has failed.
  bool step(State& state);
  bool waits() const { return since_ >= 0; }  // for what a step asks for
  bool asks_what_is_written() const { return asks_what_is_written_; }
  int exit_code() const { return failed_ ? 1 : 0; }

 private:
  enum class Progress { done, again, failed };
  // One event or question a frame.
  struct Action {
    std::string name;
    std::function<Progress(State&)> act;
    double patience = 0;  // seconds that it may ask to be called again
  };

  std::deque<Action> actions_;
  double since_ = -1;
  bool failed_ = false, asks_what_is_written_ = false;
  friend class ScriptReader;
};

}  // namespace mainstay::viz
