// A study to start from.
#pragma once

#include <string>

#include "scenarios/scenario.h"

namespace mainstay::studies {

// The text of a commented study of a scenario, which `scenario` names as the study file will.
std::string study_to_start_from(const scenarios::ScenarioSource& source, const std::string& scenario);

}  // namespace mainstay::studies
