// Advisory teams: who is sent by a programme, what advisers do beside a unit, and what may happen to them.
#pragma once

#include "agents/picture.h"
#include "agents/world.h"

namespace mainstay::agents {

// Sends the advisers whom the programme pays for to those it helps now, in place of those it has there.
void send_team(World& world, Index programme);

// Their work, safety and departure; each week.
void update_teams(World& world, const Picture& picture);

}  // namespace mainstay::agents
