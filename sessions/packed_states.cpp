#include "sessions/packed_states.h"

#include <fmt/format.h>

#include <bit>
#include <cmath>

#include "agents/order_fault.h"
#include "agents/world_check.h"
#include "sessions/compressed.h"

namespace mainstay::sessions {

using agents::World;

namespace {

// A WeekRecord in fields that can be saved. Most values hardly change from one week to the next, so that the difference
// of their bits is mostly zeros, which compress well.
struct StoredWeek {
  std::vector<std::uint32_t> measures, assessed;
  std::vector<std::uint32_t> event_numbers;  // week, kind, detail, region, subject of each
  std::vector<double> event_values;
  std::uint64_t hash = 0;
  std::vector<std::uint64_t> parts, phases;
  MAINSTAY_FIELDS(measures, assessed, event_numbers, event_values, hash, parts, phases)
};

constexpr std::size_t numbers_of_event = 5;

std::vector<std::uint32_t> bits_changed(const std::vector<float>& now, const std::vector<float>* before) {
  std::vector<std::uint32_t> bits(now.size());
  for (std::size_t k = 0; k < now.size(); ++k)
    bits[k] = std::bit_cast<std::uint32_t>(now[k]) ^ (before ? std::bit_cast<std::uint32_t>((*before)[k]) : 0);
  return bits;
}

[[noreturn]] void refuse(sim::Week week, const std::string& why) {
  throw sim::SnapshotError(fmt::format("week {} in the file cannot be used: {}", week, why));
}

std::vector<float> bits_restored(const std::vector<std::uint32_t>& bits, const std::vector<float>* before,
                                 std::size_t size, sim::Week week) {
  if (bits.size() != size) refuse(week, fmt::format("{} values where {} belong", bits.size(), size));
  std::vector<float> now(bits.size());
  for (std::size_t k = 0; k < bits.size(); ++k) {
    now[k] = std::bit_cast<float>(bits[k] ^ (before ? std::bit_cast<std::uint32_t>((*before)[k]) : 0));
    if (!std::isfinite(now[k])) refuse(week, "a measure is no number");
  }
  return now;
}

std::uint16_t narrowed(std::uint32_t number, sim::Week week) {
  if (number > 0xffff) refuse(week, "an event is of no kind");
  return static_cast<std::uint16_t>(number);
}

Record restored(StoredWeek&& stored, const WeekRecord* before, sim::Week week, const agents::Setting& setting) {
  auto record = std::make_shared<WeekRecord>();
  const std::size_t scopes = setting.scopes();
  record->measures =
      bits_restored(stored.measures, before ? &before->measures : nullptr, agents::measure_count * scopes, week);
  record->assessed =
      bits_restored(stored.assessed, before ? &before->assessed : nullptr, assessed_measures.size() * scopes, week);
  if (stored.event_numbers.size() != numbers_of_event * stored.event_values.size())
    refuse(week, "events of odd length");
  for (std::size_t k = 0; k < stored.event_values.size(); ++k) {
    const std::uint32_t* n = &stored.event_numbers[numbers_of_event * k];
    const sim::Event event{n[0], narrowed(n[1], week), narrowed(n[2], week), n[3], n[4], stored.event_values[k]};
    if (const auto fault = agents::first_fault(event, week, setting); !fault.empty())
      refuse(week, fmt::format("events[{}].{}", k, fault));
    record->events.push_back(event);
  }
  if (stored.parts.size() != world_parts().size()) refuse(week, "hashes of other parts");
  if (!stored.phases.empty() && stored.phases.size() != agents::Profile::count) refuse(week, "hashes of other phases");
  record->hash = stored.hash;
  record->parts = std::move(stored.parts);
  record->phases = std::move(stored.phases);
  return record;
}

// The most bytes that an honest file has of so much: a damaged one may claim anything.
std::size_t most_bytes(sim::Week weeks, const agents::Setting& setting) {
  constexpr std::size_t of_events = 4u << 20;  // a week of a hundred thousand of them
  return 4096 +
         weeks * (sizeof(float) * setting.scopes() * (agents::measure_count + assessed_measures.size()) + of_events);
}
std::size_t most_bytes(const World& like) {
  std::size_t size = 0;
  auto sink = [&](const void*, std::size_t bytes) { size += bytes; };
  sim::for_each_byte_run(like, sink);
  // Units, cells and programmes are added in the course of a run, and accounts with them.
  return 4 * size + (32u << 20);
}

}  // namespace

sim::Bytes packed(const std::vector<Record>& records) {
  std::vector<StoredWeek> weeks;
  const WeekRecord* before = nullptr;
  for (const Record& record : records) {
    StoredWeek week{bits_changed(record->measures, before ? &before->measures : nullptr),
                    bits_changed(record->assessed, before ? &before->assessed : nullptr),
                    {},
                    {},
                    record->hash,
                    record->parts,
                    record->phases};
    for (const sim::Event& event : record->events) {
      week.event_numbers.insert(week.event_numbers.end(),
                                {event.week, event.kind, event.detail, event.region, event.subject});
      week.event_values.push_back(event.value);
    }
    weeks.push_back(std::move(week));
    before = record.get();
  }
  return compressed(sim::save(weeks, weeks_version));
}

std::vector<Record> unpacked(const sim::Bytes& bytes, sim::Week from, sim::Week until, const agents::Setting& setting) {
  if (from >= until || until > setting.weeks) refuse(from, "the scenario has no such weeks");
  std::vector<StoredWeek> weeks;
  sim::load(weeks, weeks_version, uncompressed(bytes, most_bytes(until - from, setting)));
  if (weeks.size() != until - from) refuse(from, fmt::format("{} weeks where {} belong", weeks.size(), until - from));
  std::vector<Record> records;
  for (StoredWeek& week : weeks)
    records.push_back(restored(std::move(week), records.empty() ? nullptr : records.back().get(),
                               from + static_cast<sim::Week>(records.size()), setting));
  return records;
}

sim::Bytes packed(const World& world) {
  return compressed(sim::save(world, agents::world_version));
}

std::shared_ptr<const World> unpacked(const sim::Bytes& bytes, sim::Week week, const World& like) {
  auto world = std::make_shared<World>(like);
  sim::load(*world, agents::world_version, uncompressed(bytes, most_bytes(like)));
  world->events.begin_week();
  if (world->week != week) refuse(week, fmt::format("the world is of week {}", world->week));
  if (world->seed != like.seed) refuse(week, "the world has another seed");
  if (const auto fault = agents::first_fault(*world); !fault.empty()) refuse(week, fault);
  // Who lives where never changes: cohorts are those that the scenario began with.
  if (world->cohorts.begin != like.cohorts.begin || world->cohorts.end != like.cohorts.end ||
      world->cohorts.community != like.cohorts.community || world->regions.cohort_begin != like.regions.cohort_begin)
    refuse(week, "people of another scenario");
  return world;
}

}  // namespace mainstay::sessions
