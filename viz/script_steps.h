// Steps of scripts that go beyond a user's: random input, pictures compared, the time that frames take.
#pragma once

#include <SFML/Window/Event.hpp>
#include <functional>
#include <string>
#include <vector>

#include "scenarios/document.h"
#include "viz/state.h"

namespace mainstay::viz {

enum class StepProgress { done, again, failed };

// Called once a frame until it is done, for at most `patience` seconds.
struct StepAction {
  std::function<StepProgress(State&)> act;
  double patience = 0;
};

struct StepPlaces {
  std::string script_folder;  // where a script's reference pictures are
  std::string out;            // where its own go
  std::function<void(const sf::Event&)> send;
};

// The actions of a step; none if there is no step of this name. Throws nlohmann::json::exception.
std::vector<StepAction> further_step(const std::string& name, const scenarios::Json& value, const StepPlaces& places);

}  // namespace mainstay::viz
