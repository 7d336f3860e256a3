#include "agents/hazards.h"

#include "agents/events.h"
#include "agents/luck.h"
#include "agents/numeric.h"

namespace mainstay::agents {

namespace {

bool in_season(const HazardSource& source, Week week) {
  const Week now = sim::week_of_year(week);
  return source.season_from <= source.season_to ? now >= source.season_from && now <= source.season_to
                                                : now >= source.season_from || now <= source.season_to;
}

double season_length(const HazardSource& source) {
  const Week from = source.season_from, to = source.season_to;
  return from <= to ? to - from + 1 : sim::weeks_per_year - from + to + 1;
}

void strike(World& world, const HazardSource& source, Index source_index) {
  if (!in_season(source, world.week)) return;
  const double chance = source.per_year / season_length(source);
  for (const RegionIndex region : source.regions) {
    sim::Stream draws = luck(world, Luck::hazards, std::uint64_t{source_index} << 32 | region);
    if (draws.uniform() >= chance) continue;
    const double severity = clamp01(source.severity * sim::draw_gamma(draws, 4.0, 0.25));
    const double weeks = source.weeks * (0.5 + draws.uniform());
    begin_hazard(world, source.kind, region, severity, static_cast<std::uint32_t>(std::max(1.0, weeks)));
  }
}

}  // namespace

void begin_hazard(World& world, HazardKind kind, RegionIndex region, double severity, std::uint32_t weeks) {
  world.hazards.push_back({kind, region, severity, weeks});
  world.events.add({world.week, static_cast<std::uint16_t>(EventKind::hazard_began), 0, region,
                    static_cast<std::uint32_t>(kind), severity});
}

void start_and_end_hazards(World& world, const Picture& picture) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  for (Index s = 0; s < setting.hazards.size(); ++s) strike(world, setting.hazards[s], s);

  Regions& regions = world.regions;
  regions.hazard.assign(setting.regions(), 0.0);
  regions.lost_to_disaster_usd.assign(setting.regions(), 0.0);
  for (ActiveHazard& hazard : world.hazards) {
    const RegionIndex r = hazard.region;
    const double people = std::max(1.0, picture.population[r]);
    const double served = picture.out(Function::emergency, r) * 1000 / people;
    const double reach = 0.5 + 0.5 * clamp01(0.5 * (1 + regions.control[r]));  // help does not come where nobody rules
    const double limited = 1 - p.emergency_effect * reach * served / (served + p.emergency_per_1000);
    const double felt = hazard.severity * limited;
    regions.hazard[r] = 1 - (1 - regions.hazard[r]) * (1 - felt);
    regions.lost_to_disaster_usd[r] += felt * people * p.disaster_usd_per_person_week;
    if (--hazard.weeks_left == 0)
      world.events.add({world.week, static_cast<std::uint16_t>(EventKind::hazard_ended), 0, r,
                        static_cast<std::uint32_t>(hazard.kind), hazard.severity});
  }
  std::erase_if(world.hazards, [](const ActiveHazard& hazard) { return hazard.weeks_left == 0; });
}

}  // namespace mainstay::agents
