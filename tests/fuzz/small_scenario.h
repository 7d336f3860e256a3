// The smallest scenario with few people and a short warm-up: what most readers are fed beside, so that an input takes
// milliseconds. Everything that scenarios have is in it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "scenarios/scenario.h"

namespace mainstay::tests {

std::string file_text(const std::filesystem::path& file);  // of the project, or wherever it is named whole
const std::string& small_map();
const std::string& small_scenario_text();
const scenarios::ScenarioSource& small_source();
const std::shared_ptr<const scenarios::Scenario>& small_scenario();

}  // namespace mainstay::tests
