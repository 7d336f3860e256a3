// Peacekeeping missions: what they do where they serve, and what contributing does to those who send people (loop E).
#pragma once

#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// A week of all missions. In its first, each contributor's best armed units send people until the promised number is
// met or a share of each unit is away. Mentors and monitors do their work, those abroad gain experience, their
// governments are reimbursed; missions whose mandate ends go home.
void serve_in_missions(World& world, Postings& postings);

// Brings home those whom a unit has sent, before it is merged or disbanded.
void recall(World& world, Postings& postings, Index institution);

}  // namespace mainstay::agents
