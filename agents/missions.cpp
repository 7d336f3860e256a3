#include "agents/missions.h"

#include <algorithm>

#include "agents/books.h"
#include "agents/events.h"
#include "agents/institutions.h"
#include "agents/numeric.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

// Moves persons of a unit abroad, or back with a negative number.
void send(World& world, Postings& postings, Index i, std::int32_t persons) {
  Institutions& units = world.institutions;
  units.abroad[i] += persons;
  postings.add_staff(units, i, account(Book::capacity_mission), -persons);
}

// Armed state units of the country that can go, those with the highest capacity first.
std::vector<Index> units_to_send(const World& world, CountryIndex country) {
  const Institutions& units = world.institutions;
  std::vector<Index> found;
  for (Index i = 0; i < units.size(); ++i) {
    const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
    const bool forces = kind.sector == Sector::defence || kind.sector == Sector::police;
    if (units.active[i] && units.country[i] == country && kind.armed && kind.state && forces) found.push_back(i);
  }
  std::stable_sort(found.begin(), found.end(), [&](Index a, Index b) { return units.capacity[a] > units.capacity[b]; });
  return found;
}

void contribute(World& world, Postings& postings, PeacekeepingMission& mission, const Contributor& contributor) {
  const double most = world.setting->parameters.contribution_share_of_unit;
  Persons left = contributor.persons, sent = 0;
  for (const Index i : units_to_send(world, contributor.country)) {
    const Institutions& units = world.institutions;
    const auto free = static_cast<std::int32_t>(most * units.staff[i]) - units.abroad[i];
    const auto persons = static_cast<std::int32_t>(std::min<Persons>(left, free));
    if (persons <= 0) continue;
    send(world, postings, i, persons);
    mission.contributions.push_back({i, persons});
    left -= persons;
    sent += persons;
  }
  if (sent > 0)
    world.events.add({world.week, static_cast<std::uint16_t>(EventKind::peacekeepers_sent), 0,
                      world.setting->map.countries[contributor.country].capital, contributor.country,
                      static_cast<double>(sent)});
}

// The United Nations pay a rate a head and month to the government that sends; a unit abroad keeps its skills in use,
// learns, and gets used to working with others.
void serve(World& world, Postings& postings, const Contribution& contribution) {
  const Parameters& p = world.setting->parameters;
  Institutions& units = world.institutions;
  const Index i = contribution.institution;
  Government& government = world.governments[units.country[i]];
  const Cents paid = cents(contribution.persons * p.peacekeeper_usd_per_person_month / sim::weeks_per_month);
  government.treasury += paid;
  government.revenue_received += paid;
  world.ledger.book(world.setting->map.countries[units.country[i]].capital, account(Book::money_peacekeeping),
                    static_cast<double>(paid));
  const double share = ratio(contribution.persons, units.staff[i]);
  const double gain = decay_rate(p.mission_experience_weeks) * share *
                      std::max(0.0, skill_ceiling(units.management[i]) - units.skill[i]);
  units.skill[i] = clamp01(units.skill[i] + gain);
  world.ledger.book(units.region[i], account(Book::skill_mission), units.authorised[i] * gain);
  postings.add(i, Factor::skill, account(Book::capacity_mission), gain);
  units.interoperability[i] = clamp01(units.interoperability[i] +
                                      decay_rate(p.mission_experience_weeks) * share * (1 - units.interoperability[i]));
}

void go_home(World& world, Postings& postings, const PeacekeepingMission& mission) {
  for (const Contribution& contribution : mission.contributions) {
    const Index i = contribution.institution;
    send(world, postings, i, -contribution.persons);
    world.events.add({world.week, static_cast<std::uint16_t>(EventKind::peacekeepers_home), 0,
                      world.institutions.region[i], world.institutions.country[i],
                      static_cast<double>(contribution.persons)});
  }
}

// Peacekeepers beside units keep their skills in use. What those do who watch is in the picture: abuse is seen.
void accompany(World& world, const PeacekeepingMission& mission) {
  const double effect = world.setting->parameters.adviser_effect * static_cast<double>(mission.persons);
  Institutions& units = world.institutions;
  double armed = 1;
  const auto concerns = [&](Index i) {
    return units.active[i] && units.country[i] == mission.country &&
           world.setting->catalogue.institutions[units.kind[i]].armed;
  };
  for (Index i = 0; i < units.size(); ++i)
    if (concerns(i)) armed += units.authorised[i];
  const double helped = 1 - sim::exp(-effect * mission.mandate.mentor / armed);
  for (Index i = 0; i < units.size(); ++i) {
    if (!concerns(i)) continue;
    units.practice[i] = clamp01(units.practice[i] + 0.1 * helped * (1 - units.practice[i]));
  }
}

// Those who promised people send them in the mission's first week.
void assemble(World& world, Postings& postings, PeacekeepingMission& mission) {
  Persons sent = 0;
  for (const Contributor& contributor : mission.promised) contribute(world, postings, mission, contributor);
  for (const Contribution& contribution : mission.contributions) sent += contribution.persons;
  mission.persons = std::max(mission.persons, sent);
  mission.promised.clear();
}

}  // namespace

void serve_in_missions(World& world, Postings& postings) {
  for (PeacekeepingMission& mission : world.missions) {
    if (!mission.serves(world.week)) continue;
    if (!mission.promised.empty()) assemble(world, postings, mission);
    accompany(world, mission);
    for (const Contribution& contribution : mission.contributions) serve(world, postings, contribution);
    if (mission.until <= world.week + 1) go_home(world, postings, mission);
  }
  std::erase_if(world.missions, [&](const PeacekeepingMission& mission) { return mission.until <= world.week + 1; });
}

void recall(World& world, Postings& postings, Index institution) {
  for (PeacekeepingMission& mission : world.missions)
    std::erase_if(mission.contributions, [&](const Contribution& contribution) {
      if (contribution.institution != institution) return false;
      send(world, postings, institution, -contribution.persons);
      mission.persons -= contribution.persons;
      return true;
    });
}

}  // namespace mainstay::agents
