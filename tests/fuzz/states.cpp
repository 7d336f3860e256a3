// Saved worlds and weeks. An input is a list of changes to the content of a real one, which is then packed and sealed
// as the program does it: checksums are right, whatever the content says.
#include <algorithm>
#include <cstring>

#include "agents/step.h"
#include "agents/world_check.h"
#include "sessions/compressed.h"
#include "sessions/packed_states.h"
#include "tests/agents/random_worlds.h"
#include "tests/fuzz/choices.h"
#include "tests/fuzz/small_scenario.h"

namespace mainstay::tests {

namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t plenty = 1u << 30;

void write_at(sim::Bytes& content, std::size_t at, const void* value, std::size_t size) {
  if (at < content.size()) std::memcpy(content.data() + at, value, std::min(size, content.size() - at));
}

// Changes content at places that the choices name: a number of any width, or bytes put in or left out.
void edit(sim::Bytes& content, Choices& choices) {
  for (int changes = 0; choices.any_left() && changes < 64; ++changes) {
    const auto kind = choices.number<std::uint8_t>();
    const std::size_t at = choices.number<std::uint32_t>() % std::max<std::size_t>(1, content.size());
    switch (kind % 8) {
      case 0:
      case 1: {
        const std::int64_t value = choices.whole();
        write_at(content, at, &value, std::size_t{1} << (kind / 8 % 4));
        break;
      }
      case 2:
      case 3: {
        const double value = choices.fraction();
        write_at(content, at & ~std::size_t{7}, &value, sizeof value);
        break;
      }
      case 4: {
        const double value = choices.fraction();
        write_at(content, at, &value, sizeof value);
        break;
      }
      case 5: {
        const auto value = static_cast<std::uint32_t>(choices.whole());
        write_at(content, at & ~std::size_t{3}, &value, sizeof value);
        break;
      }
      case 6: {
        const std::string bytes = choices.text(choices.below(64));
        content.insert(content.begin() + static_cast<std::ptrdiff_t>(at), bytes.begin(), bytes.end());
        break;
      }
      default:
        content.erase(
            content.begin() + static_cast<std::ptrdiff_t>(at),
            content.begin() + static_cast<std::ptrdiff_t>(std::min(content.size(), at + 1 + choices.below(64))));
    }
  }
}

sim::Bytes content_of(const sim::Bytes& packed) {
  sim::Bytes bytes = sessions::uncompressed(packed, plenty);
  bytes.erase(bytes.begin(), bytes.begin() + header_bytes);
  return bytes;
}

// Worlds of several sizes and times in which much is going on.
const std::vector<agents::World>& saved_worlds() {
  static const std::vector<agents::World> worlds = [] {
    std::vector<agents::World> made{small_scenario()->start};
    for (std::uint64_t number = 0; number < 4; ++number) {
      agents::World world = random_world(*small_scenario(), number);
      agents::Workspace workspace;
      const auto orders = random_orders(world, number, 120, 60);
      for (int week = 0; week < 45; ++week) agents::step(world, orders, workspace);
      made.push_back(std::move(world));
    }
    return made;
  }();
  return worlds;
}

}  // namespace

void read_world(Input edits) {
  static const std::vector<sim::Bytes> contents = [] {
    std::vector<sim::Bytes> all;
    for (const agents::World& world : saved_worlds()) all.push_back(content_of(sessions::packed(world)));
    return all;
  }();
  Choices choices(edits);
  const std::size_t which = choices.below(contents.size());
  const agents::World& like = saved_worlds()[which];
  sim::Bytes content = contents[which];
  edit(content, choices);
  try {
    const sim::Bytes packed = sessions::compressed(sim::detail::seal(agents::world_version, content));
    agents::World world = *sessions::unpacked(packed, like.week, like);
    agents::Workspace workspace;
    for (int week = 0; week < 3 && agents::first_fault(world).empty(); ++week) agents::step(world, {}, workspace);
  } catch (const sim::SnapshotError&) {
  }
}

void read_weeks(Input edits) {
  static const std::vector<sessions::Record> records = [] {
    agents::World world = random_world(*small_scenario(), 3);
    agents::Workspace workspace;
    const auto orders = random_orders(world, 3, 60, 13);
    std::vector<sessions::Record> all;
    for (int week = 0; week < 6; ++week) {
      agents::step(world, orders, workspace);
      all.push_back(std::make_shared<const sessions::WeekRecord>(sessions::record_week(world)));
    }
    return all;
  }();
  static const sim::Bytes original = content_of(sessions::packed(records));
  const agents::Setting& setting = *small_scenario()->setting;
  Choices choices(edits);
  sim::Bytes content = original;
  edit(content, choices);
  try {
    for (const auto& record :
         sessions::unpacked(sessions::compressed(sim::detail::seal(sessions::weeks_version, content)), 0, 6, setting))
      for (const sim::Event& event : record->events)
        if (event.region >= setting.regions()) broken_promise("an event that is nowhere");
  } catch (const sim::SnapshotError&) {
  }
}

}  // namespace mainstay::tests
