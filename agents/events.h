// The kinds of events that a week can bring; what subject, detail and value of sim::Event mean for each.
#pragma once

#include <array>
#include <cstdint>

#include "sim/events.h"

namespace mainstay::agents {

enum class EventKind : std::uint16_t {
  attack,              // subject group, detail 1 if on civilians; value deaths
  sabotage,            // subject group; value share of service that is lost
  operation,           // subject group, detail 1 if it found a cell; value fighters lost
  harm_by_state,       // value civilians hurt
  harm_by_threat,      // subject group; value civilians hurt
  cell_relocated,      // subject group; value fighters
  cell_split,          // subject group; value fighters that left
  cell_merged,         // subject group; value fighters that joined
  hazard_began,        // subject 0 drought 1 flood 2 cyclone 3 epidemic; value severity
  hazard_ended,        // the same
  protest,             // value intensity
  riot,                // value civilians hurt
  programme_approved,  // subject programme
  programme_began,     // subject programme
  programme_handing_over,
  programme_ended,
  programme_terminated,
  election,       // subject country; detail 1 if the leader changed
  leader_change,  // subject country
  coup_attempt,   // subject country; detail 1 if it succeeded
  scandal,        // subject country
  desertion,      // subject institution; value persons (only large ones)
  advisers_lost,  // subject donor; value persons
  interdiction,   // subject route; value US dollars seized in the week
  displacement,   // value persons newly displaced (only large moves)
  intervention,   // subject country: outside forces step in
  order_given,    // subject order verb, detail kind of inject
  order_refused,  // subject order verb: nothing matched or the partner did not accept
  custom,         // a facilitator's inject
  objective_met,  // subject programme; value what its measure had reached
  objective_missed,
  surrender,          // subject institution; value persons who gave up
  peacekeepers_sent,  // subject country; value persons
  peacekeepers_home,
};
inline constexpr std::array event_names = {"attack",
                                           "sabotage",
                                           "operation",
                                           "harm_by_state",
                                           "harm_by_threat",
                                           "cell_relocated",
                                           "cell_split",
                                           "cell_merged",
                                           "hazard_began",
                                           "hazard_ended",
                                           "protest",
                                           "riot",
                                           "programme_approved",
                                           "programme_began",
                                           "programme_handing_over",
                                           "programme_ended",
                                           "programme_terminated",
                                           "election",
                                           "leader_change",
                                           "coup_attempt",
                                           "scandal",
                                           "desertion",
                                           "advisers_lost",
                                           "interdiction",
                                           "displacement",
                                           "intervention",
                                           "order_given",
                                           "order_refused",
                                           "custom",
                                           "objective_met",
                                           "objective_missed",
                                           "surrender",
                                           "peacekeepers_sent",
                                           "peacekeepers_home"};

}  // namespace mainstay::agents
