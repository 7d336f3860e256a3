// What agents and orders are called on screen.
#pragma once

#include <string>

#include "agents/world.h"

namespace mainstay::viz {

struct Game;

std::string programme_title(const Game& game, const agents::Programme& programme);
std::string donor_title(const Game& game, std::uint32_t donor);
std::string group_title(const Game& game, const agents::Group& group);
std::string organisation_title(const Game& game, const std::string& id);
// Its own name, or what kind it is.
std::string institution_title(const Game& game, const agents::Institutions& institutions, agents::Index index);

}  // namespace mainstay::viz
