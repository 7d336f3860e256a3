#include "agents/picture.h"

#include "agents/numeric.h"
#include "agents/programmes.h"
#include "agents/trafficking.h"
#include "sim/parallel.h"

namespace mainstay::agents {

namespace {

constexpr double no_date = 1e6;

// The share of working time that feeds a function; functions without a task of their own always work.
double working_share(Function function, const TaskMix& tasks) {
  const auto share = [&](Task task) { return tasks[static_cast<std::size_t>(task)]; };
  switch (function) {
    case Function::protection:
      return share(Task::protect) + share(Task::patrol);
    case Function::operations:
      return share(Task::targeted_operations);
    case Function::border:
      return share(Task::guard_border);
    case Function::information:
      return share(Task::investigate) + 0.5 * share(Task::patrol);
    case Function::training:
      return share(Task::train);
    default:
      return 1;
  }
}

void assess_people(const World& world, Picture& picture, RegionIndex region) {
  const Cohorts& cohorts = world.cohorts;
  double persons = 0, cooperating = 0, supporting = 0, ready = 0, grievance = 0, hardship = 0, trust = 0, away = 0;
  for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c) {
    const double people = static_cast<double>(cohorts.persons[c]);
    const auto of = [&](Stance stance) {
      return static_cast<double>(cohorts.by_stance[static_cast<std::size_t>(stance)][c]);
    };
    persons += people;
    cooperating += of(Stance::cooperates) + of(Stance::self_defence);
    supporting += of(Stance::supports) + of(Stance::fights);
    ready += of(Stance::fights);
    away += of(Stance::displaced);
    grievance += people * cohorts.grievance[c];
    hardship += people * cohorts.hardship[c];
    trust += people * cohorts.trust[c];
  }
  const double present = persons - away;
  picture.population[region] = present + static_cast<double>(world.regions.hosted[region]);
  picture.cooperation[region] = ratio(cooperating, present);
  picture.support[region] = ratio(supporting, present);
  picture.ready_to_fight[region] = ready * world.setting->parameters.recruitable_share;
  picture.grievance[region] = ratio(grievance, persons);
  picture.hardship[region] = ratio(hardship, persons);
  picture.trust[region] = ratio(trust, persons, 0.5);
}

void assess_forces(const World& world, Picture& picture, RegionIndex region) {
  const Institutions& units = world.institutions;
  const Catalogue& catalogue = world.setting->catalogue;
  double integrity = 0, skill = 0, weight = 0;
  double justice = 0, courts = 0, border = 0, guards = 0;
  for (const Index i : picture.institutions.of(region)) {
    if (!units.active[i]) continue;
    const InstitutionKind& kind = catalogue.institutions[units.kind[i]];
    if (kind.reach == Reach::country) continue;  // shared out in share_national_forces
    const double strength = units.capacity[i] * units.authorised[i];
    for (std::size_t f = 0; f < function_count; ++f)
      picture.output[f][region] += strength * kind.output[f] * working_share(static_cast<Function>(f), units.tasks[i]);
    const double judges = strength * kind.output[static_cast<std::size_t>(Function::justice)];
    const double watches = strength * (kind.output[static_cast<std::size_t>(Function::border)] +
                                       kind.output[static_cast<std::size_t>(Function::customs)]);
    justice += judges * units.integrity[i];
    courts += judges;
    border += watches * units.integrity[i];
    guards += watches;
    if (kind.armed) {
      integrity += strength * units.integrity[i];
      skill += strength * units.skill[i];
      weight += strength;
    }
  }
  picture.force_integrity[region] = ratio(integrity, weight, 0.5);
  picture.force_skill[region] = ratio(skill, weight, 0.3);
  picture.justice_integrity[region] = ratio(justice, courts, picture.force_integrity[region]);
  picture.border_integrity[region] = ratio(border, guards, picture.force_integrity[region]);
}

// Units that reach across borders lend half of their work to the regions around them.
void share_mobile_forces(const World& world, Picture& picture) {
  const Institutions& units = world.institutions;
  const Setting& setting = *world.setting;
  for (Index i = 0; i < units.size(); ++i) {
    const InstitutionKind& kind = setting.catalogue.institutions[units.kind[i]];
    if (!units.active[i] || kind.reach != Reach::neighbours) continue;
    const auto around = setting.map.neighbours_of(units.region[i]);
    if (around.empty()) continue;
    const double strength = 0.5 * units.capacity[i] * units.authorised[i];
    for (std::size_t f = 0; f < function_count; ++f) {
      const double lent = strength * kind.output[f] * working_share(static_cast<Function>(f), units.tasks[i]);
      if (lent <= 0) continue;
      picture.output[f][units.region[i]] -= lent;
      // Across a border forces are of use as far as they can work together.
      const double abroad = 0.4 + 0.6 * units.interoperability[i];
      for (const sim::Neighbour& next : around)
        picture.output[f][next.region] +=
            lent / static_cast<double>(around.size()) * (setting.map.borders[next.border].international ? abroad : 1);
    }
  }
}

// National units work where the trouble is: shared out by recent violence and by people.
void share_national_forces(const World& world, Picture& picture) {
  const Institutions& units = world.institutions;
  const Setting& setting = *world.setting;
  for (auto& by_country : picture.country_output) by_country.assign(setting.countries(), 0.0);
  picture.armed_capacity.assign(setting.countries(), 0.0);
  for (Index i = 0; i < units.size(); ++i) {
    if (!units.active[i] || units.country[i] == none) continue;
    const InstitutionKind& kind = setting.catalogue.institutions[units.kind[i]];
    const double strength = units.capacity[i] * units.authorised[i];
    if (kind.armed && kind.state) picture.armed_capacity[units.country[i]] += strength;
    if (kind.reach != Reach::country) continue;
    for (std::size_t f = 0; f < function_count; ++f)
      picture.country_output[f][units.country[i]] +=
          strength * kind.output[f] * working_share(static_cast<Function>(f), units.tasks[i]);
  }
  std::vector<double> need(setting.countries(), 0.0);
  const auto pull = [&](RegionIndex r) { return picture.population[r] * (0.1 + world.regions.violence[r]); };
  for (RegionIndex r = 0; r < setting.regions(); ++r)
    if (const CountryIndex country = setting.map.regions[r].country; country != none) need[country] += pull(r);
  for (RegionIndex r = 0; r < setting.regions(); ++r) {
    const CountryIndex country = setting.map.regions[r].country;
    if (country == none || need[country] <= 0) continue;
    for (std::size_t f = 0; f < function_count; ++f)
      picture.output[f][r] += picture.country_output[f][country] * pull(r) / need[country];
  }
}

void assess_oversight(const World& world, Picture& picture) {
  const Setting& setting = *world.setting;
  picture.oversight.assign(setting.countries(), 0.0);
  for (RegionIndex r = 0; r < setting.regions(); ++r)
    if (const CountryIndex country = setting.map.regions[r].country; country != none)
      picture.oversight[country] += picture.out(Function::oversight, r);
}

void assess_presence(const World& world, Picture& picture, RegionIndex region) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  const sim::Region& place = setting.map.regions[region];
  const double terrain = 1 + p.ruggedness_cost * place.ruggedness + place.remoteness_km / p.remoteness_half_km;
  const double protection = picture.out(Function::protection, region) +
                            0.5 * picture.out(Function::operations, region) +
                            0.5 * picture.out(Function::justice, region) + picture.foreign_protection[region];
  picture.state_presence[region] = protection / terrain;
  double threat = 0, fighters = 0;
  for (const Index c : picture.cells.of(region)) {
    const Group& group = world.groups[world.cells.group[c]];
    fighters += world.cells.strength[c];
    threat +=
        world.cells.strength[c] * setting.catalogue.threats[group.kind].territorial * (0.5 + world.cells.skill[c]);
  }
  picture.fighters[region] = fighters;
  picture.threat_presence[region] = threat * p.fighter_presence;
}

// How near a cohort's people are to the fighters around them.
void assess_kinship(const World& world, Picture& picture, RegionIndex region) {
  constexpr double few = 50;  // so few fighters that kinship does not yet tell
  for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c) {
    double near = 0;
    for (const Index cell : picture.cells.of(region)) {
      const auto& kinship = world.groups[world.cells.group[cell]].kinship;
      if (world.cohorts.community[c] < kinship.size())
        near += world.cells.strength[cell] * kinship[world.cohorts.community[c]];
    }
    picture.kinship[c] = near / (picture.fighters[region] + few);
  }
}

void assess_announced_ends(const World& world, Picture& picture) {
  for (const Programme& programme : world.programmes) {
    if (programme.stage != Stage::delivering || programme.sustainment.planned || !programme.announced) continue;
    const double left = static_cast<double>(programme.ends) - world.week;
    const auto ends_in = [&](RegionIndex region) {
      picture.support_ends_in[region] = std::min(picture.support_ends_in[region], left);
    };
    if (!programme.targets.regions.empty()) {
      std::for_each(programme.targets.regions.begin(), programme.targets.regions.end(), ends_in);
      continue;
    }
    for (Index i = 0; i < world.institutions.size(); ++i)
      if (world.institutions.active[i] && matches(programme.targets, world, i)) ends_in(world.institutions.region[i]);
  }
  for (const PeacekeepingMission& mission : world.missions)
    for (RegionIndex r = 0; r < world.setting->regions() && mission.serves(world.week); ++r)
      if (world.setting->map.regions[r].country == mission.country)
        picture.support_ends_in[r] =
            std::min(picture.support_ends_in[r], static_cast<double>(mission.until) - world.week);
}

void assess_cooperation_between_states(const World& world, Picture& picture) {
  const sim::RegionalMap& map = world.setting->map;
  for (const RegionalOrganisation& organisation : world.organisations) {
    std::vector<bool> member(map.countries.size());
    for (const CountryIndex country : organisation.members) member[country] = true;
    for (const sim::Border& border : map.borders) {
      const CountryIndex a = map.regions[border.a].country, b = map.regions[border.b].country;
      if (!border.international || a == none || b == none || !member[a] || !member[b]) continue;
      for (const RegionIndex side : {border.a, border.b})
        picture.information_sharing[side] =
            std::max(picture.information_sharing[side], organisation.information_sharing);
    }
  }
}

void assess_missions(const World& world, Picture& picture) {
  const sim::RegionalMap& map = world.setting->map;
  for (const PeacekeepingMission& mission : world.missions) {
    if (!mission.serves(world.week)) continue;
    double trouble = 0;
    const auto pull = [&](RegionIndex r) { return 0.1 + world.regions.violence[r]; };
    for (RegionIndex r = 0; r < map.regions.size(); ++r)
      if (map.regions[r].country == mission.country) trouble += pull(r);
    // Contributed people work as well as the units that they come from.
    double strength = static_cast<double>(mission.persons);
    for (const Contribution& sent : mission.contributions)
      strength -= sent.persons * (1 - std::min(1.0, 0.4 + world.institutions.capacity[sent.institution]));
    for (RegionIndex r = 0; r < map.regions.size(); ++r)
      if (map.regions[r].country == mission.country) {
        const double here = strength * pull(r) / trouble;
        picture.foreign_protection[r] += here * 0.4 * (0.3 + 0.7 * mission.mandate.protect);
        picture.foreign_monitoring[r] += here * mission.mandate.monitor;
      }
  }
}

}  // namespace

void ByRegion::group(std::size_t regions, std::span<const RegionIndex> regions_of_items) {
  begin.assign(regions + 1, 0);
  items.resize(regions_of_items.size());
  for (const RegionIndex region : regions_of_items) ++begin[region + 1];
  for (std::size_t r = 0; r < regions; ++r) begin[r + 1] += begin[r];
  std::vector<Index> next(begin.begin(), begin.end() - 1);
  for (Index item = 0; item < regions_of_items.size(); ++item) items[next[regions_of_items[item]]++] = item;
}

void take_picture(const World& world, Picture& picture) {
  const std::size_t regions = world.setting->regions();
  picture.institutions.group(regions, world.institutions.region);
  picture.cells.group(regions, world.cells.region);
  for (auto& by_region : picture.output) by_region.assign(regions, 0.0);
  for (auto* list :
       {&picture.population, &picture.cooperation, &picture.support, &picture.ready_to_fight, &picture.grievance,
        &picture.hardship, &picture.trust, &picture.state_presence, &picture.threat_presence, &picture.fighters,
        &picture.force_integrity, &picture.force_skill, &picture.justice_integrity, &picture.border_integrity,
        &picture.restraint, &picture.trafficking_usd, &picture.foreign_protection, &picture.foreign_monitoring,
        &picture.information_sharing})
    list->assign(regions, 0.0);
  picture.support_ends_in.assign(regions, no_date);
  picture.kinship.assign(world.cohorts.size(), 0.0);

  sim::parallel_for_each(regions, 32, [&](std::size_t r) {
    assess_people(world, picture, static_cast<RegionIndex>(r));
    assess_forces(world, picture, static_cast<RegionIndex>(r));
  });
  share_mobile_forces(world, picture);
  share_national_forces(world, picture);
  assess_oversight(world, picture);
  assess_missions(world, picture);
  assess_announced_ends(world, picture);
  assess_cooperation_between_states(world, picture);
  for (RegionIndex r = 0; r < regions; ++r) {
    assess_presence(world, picture, r);
    assess_kinship(world, picture, r);
    if (const CountryIndex country = world.setting->map.regions[r].country; country != none)
      picture.restraint[r] = world.governments[country].restraint;
  }
  for (Index f = 0; f < world.flows.size(); ++f)
    for_each_stage(*world.setting, world.flows[f], f,
                   [&](RegionIndex region, double value_usd) { picture.trafficking_usd[region] += value_usd; });
}

}  // namespace mainstay::agents
