// Trafficking: flows take the path of least expected loss from source to market; who guards a border can seize them,
// who holds a place can tax them, and officials along the way are bribed (loop E).
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// Share of the value that crosses a border which is seized there, [0, 1].
double interdiction(const World& world, const Picture& picture, Index border);

// Moves this week's flows; routes are reconsidered every few weeks.
void move_trafficking(World& world, const Picture& picture);

}  // namespace mainstay::agents
