// A study to start from.
#pragma once

#include <string>

#include "scenarios/scenario.h"

namespace mainstay::studies {

// The text of a commented study of a scenario, which `scenario` names as the study file will.
std::string study_to_start_from(const scenarios::ScenarioSource& source, const std::string& scenario);

// The text of a Morris screening of every parameter of the model over its plausible range, assumptions and all.
std::string study_of_all_parameters(const scenarios::ScenarioSource& source, const std::string& scenario);

}  // namespace mainstay::studies
