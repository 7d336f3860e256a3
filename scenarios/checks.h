// Everything that can be said against a scenario before it runs: its schema, its names, and what only two places of the
// file together can get wrong.
#pragma once

#include <vector>

#include "scenarios/document.h"
#include "scenarios/names.h"

namespace mainstay::scenarios {

// `outside`: model_names(), the names of catalogues and map_names() together. Every problem, in the order of the file.
std::vector<Problem> check_scenario(const Document& document, const Names& outside);

// The same, with the names of the map and the catalogues that the scenario itself chooses, and what is wrong with
// these.
std::vector<Problem> check_scenario(const Document& document);

// What can be said against one order by itself, such as one that a session keeps: the types and limits of its values,
// and keys that mean nothing. Names are left to whoever knows them.
std::vector<Problem> check_order(const Document& order);

}  // namespace mainstay::scenarios
