// Weeks and worlds as they lie in a session file: compressed. A file may hold anything, so what is taken out is checked
// before anybody uses it; all that throw here throw sim::SnapshotError, which names what is wrong.
#pragma once

#include <memory>
#include <vector>

#include "sessions/history.h"
#include "sim/snapshot.h"

namespace mainstay::sessions {

using Record = std::shared_ptr<const WeekRecord>;

// Records of weeks that follow each other.
sim::Bytes packed(const std::vector<Record>& records);
// Those of weeks [from, until).
std::vector<Record> unpacked(const sim::Bytes& bytes, sim::Week from, sim::Week until, const agents::Setting& setting);

sim::Bytes packed(const agents::World& world);
// The world before `week`; `like` is one of the same session.
std::shared_ptr<const agents::World> unpacked(const sim::Bytes& bytes, sim::Week week, const agents::World& like);

// As a snapshot's version; raise it whenever what is kept of a week changes.
inline constexpr std::uint32_t weeks_version = 2;

}  // namespace mainstay::sessions
