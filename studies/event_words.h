// What an event is about, by the names that scenario and catalogues give, instead of places in the program's lists.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "agents/events.h"
#include "agents/world.h"

namespace mainstay::studies {

// "front", "surge-north", "XA", "army_garrison in XA-N", "flood"; empty where a kind has no subject.
std::string event_subject(const agents::World& world, const sim::Event& event);
// "on civilians", "succeeded", a region's id; empty where there is nothing to tell.
std::string event_detail(const agents::World& world, const sim::Event& event);

struct EventMeaning {
  agents::EventKind kind;
  std::string_view meaning, subject, detail, value, unit;  // of its row in the table "events"
};
// Of every kind, in order.
extern const std::array<EventMeaning, agents::event_names.size()> event_meanings;

}  // namespace mainstay::studies
