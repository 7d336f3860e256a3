// Everything that can be said against a scenario before it runs: its schema, its names, and what only two places of the
// file together can get wrong.
#pragma once

#include <vector>

#include "scenarios/document.h"
#include "scenarios/names.h"

namespace mainstay::scenarios {

// `outside`: model_names() and map_names() together. Every problem, in the order of the file.
std::vector<Problem> check_scenario(const Document& document, const Names& outside);

// The same, with the names of the map that the scenario itself chooses.
std::vector<Problem> check_scenario(const Document& document);

}  // namespace mainstay::scenarios
