// Peacekeeping missions: what they do where they serve, and what contributing does to those who send people (loop E).
#pragma once

#include <span>

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

// Opens a mission. Each contributor's best armed units send people until its number is met or a share of them is away;
// `mission.persons` is raised to what they send if it is less.
void open_mission(World& world, Postings& postings, PeacekeepingMission mission,
                  std::span<const Contributor> contributors);

// A week of all missions: mentors teach, those abroad gain experience, their governments are reimbursed; missions whose
// mandate ends go home.
void serve_in_missions(World& world, const Picture& picture, Postings& postings);

// Brings home those whom a unit has sent, before it is merged or disbanded.
void recall(World& world, Postings& postings, Index institution);

}  // namespace mainstay::agents
