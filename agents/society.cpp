#include "agents/society.h"

#include "agents/books.h"
#include "agents/encounters.h"
#include "agents/events.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "sim/elementary.h"
#include "sim/parallel.h"

namespace mainstay::agents {

namespace {

void update_control(World& world, const Picture& picture, RegionIndex r) {
  const Parameters& p = world.setting->parameters;
  const double state = picture.state_presence[r], threat = picture.threat_presence[r];
  // Where neither side is present, local custom and habit rule, and control drifts to the middle.
  const double indifferent = p.indifference_per_1000 * picture.population[r] / 1000;
  const double sum = state + threat + indifferent;
  const double pace = p.control_pace;
  double& control = world.regions.control[r];
  const double by_state = ratio(pace * state, sum) * (1 - control),
               by_threat = -ratio(pace * threat, sum) * (1 + control);
  const double by_habit = -ratio(pace * indifferent, sum) * (control - p.control_without_anyone);
  control = std::clamp(control + by_state + by_threat + by_habit, -1.0, 1.0);
  world.ledger.book(r, account(Book::control_presence), by_state);
  world.ledger.book(r, account(Book::control_threat), by_threat);
  world.ledger.book(r, account(Book::control_habit), by_habit);
}

void update_information(World& world, const Picture& picture, RegionIndex r) {
  const Parameters& p = world.setting->parameters;
  const Institutions& units = world.institutions;
  double shared = 0, weight = 0;
  for (const Index i : picture.institutions.of(r)) {
    if (!units.active[i]) continue;
    shared += units.information[i] * units.authorised[i];
    weight += units.authorised[i];
  }
  const double collected = picture.out(Function::information, r);
  const double sources = 1 - (1 - p.tips_to_information * picture.cooperation[r]) *
                                 (1 - 0.4 * ratio(collected, collected + p.information_staff_scale)) *
                                 (1 - 0.3 * ratio(shared, weight)) * (1 - 0.25 * picture.information_sharing[r]);
  world.regions.information[r] = towards(world.regions.information[r], clamp01(sources), 0.15);
}

void update_justice_and_crime(World& world, const Picture& picture, RegionIndex r) {
  const Parameters& p = world.setting->parameters;
  Regions& regions = world.regions;
  const double people = std::max(1.0, picture.population[r]) / 1000;
  const double reach = 0.5 * (1 + regions.control[r]);
  const double courts = picture.out(Function::justice, r) / people * reach;
  const double custom = picture.out(Function::mediation, r) / people;
  const double police = picture.out(Function::protection, r) / people;
  const double displaced = ratio(static_cast<double>(regions.hosted[r]), picture.population[r]);
  const double cases = p.crimes_per_1000_per_week * (0.5 + picture.hardship[r] + displaced) *
                       (1 - 0.5 * ratio(police, police + p.police_per_1000));
  regions.crime[r] = towards(regions.crime[r], cases, 0.1);
  // Courts settle what they can reach; custom settles part of the rest, less evenly; a threat that rules settles the
  // rest its way.
  const double by_courts = ratio(courts, courts + p.justice_per_1000) * picture.justice_integrity[r];
  const double by_custom = (1 - by_courts) * 0.6 * ratio(custom, custom + p.justice_per_1000);
  const double by_threat = (1 - by_courts - by_custom) * 0.3 * std::max(0.0, -regions.control[r]);
  regions.justice[r] = towards(regions.justice[r], clamp01(by_courts + by_custom + by_threat), 0.05);
  const double services = picture.out(Function::service, r) / people * reach;
  regions.service[r] =
      towards(regions.service[r], clamp01(0.3 * reach + ratio(services, services + p.service_per_1000)), 0.05);
}

void update_trust(World& world, const Picture& picture, RegionIndex r) {
  const Parameters& p = world.setting->parameters;
  Cohorts& cohorts = world.cohorts;
  const Regions& regions = world.regions;
  double around = 0;
  const auto next = world.setting->map.neighbours_of(r);
  for (const sim::Neighbour& n : next) around += picture.trust[n.region] > 0 ? picture.trust[n.region] : 0.5;
  around = ratio(around, static_cast<double>(next.size()), 0.5);
  for (Index c = world.regions.cohort_begin[r]; c < world.regions.cohort_begin[r + 1]; ++c) {
    const double experience =
        clamp01(0.15 + 0.3 * regions.service[r] + 0.3 * regions.justice[r] + 0.2 * regions.control[r] -
                0.25 * cohorts.hardship[c] + 0.05 * cohorts.message[c]);
    const double hurt = 1 - sim::exp(-cohorts.harm_by_state[c] / p.witness_harm_per_1000);
    // Harm moves trust faster than service does; some of what people believe is what their neighbours tell.
    double& trust = cohorts.trust[c];
    trust = towards(trust, experience, p.trust_pace);
    trust = towards(trust, around, 0.2 * p.trust_pace);
    trust *= 1 - p.harm_breaks_trust * hurt;
    cohorts.harm_by_state[c] *= 1 - decay_rate(p.harm_memory_weeks);
    cohorts.harm_by_threat[c] *= 1 - decay_rate(p.harm_memory_weeks);
    cohorts.message[c] *= 1 - decay_rate(p.message_half_life_weeks);
  }
}

// High grievance and little fear bring people to the streets; force turns protest to riot, time and reform let it fade.
void update_protest(World& world, const Picture& picture, RegionIndex r) {
  const Parameters& p = world.setting->parameters;
  double anger = 0, people = 0;
  for (Index c = world.regions.cohort_begin[r]; c < world.regions.cohort_begin[r + 1]; ++c) {
    const double persons = static_cast<double>(world.cohorts.persons[c]);
    anger += persons * std::max(0.0, world.cohorts.grievance[c] - p.protest_grievance) *
             (1 - world.cohorts.fear_of_state[c]);
    people += persons;
  }
  double& protest = world.regions.protest[r];
  const double before = protest;
  protest = clamp01(towards(protest, 3 * ratio(anger, people), 0.2));
  if (before < 0.2 && protest >= 0.2)
    world.events.add({world.week, static_cast<std::uint16_t>(EventKind::protest), 0, r, 0, protest});
  if (protest < 0.2) return;
  sim::Stream draws = luck(world, Luck::shocks, r);
  const double harsh = (1 - picture.restraint[r]) * (1 - picture.force_integrity[r]);
  if (draws.uniform() >= 0.1 * protest * harsh) return;
  const double hurt = 5 + 40 * protest * draws.uniform();
  harm_people(world, r, Side::state, hurt, none);
  kill_civilians(world, r, whole(0.1 * hurt), draws());
  world.events.add({world.week, static_cast<std::uint16_t>(EventKind::riot), 0, r, 0, hurt});
  protest *= 0.5;
}

// Income relative to what it would be in peace: failing states lose growth, and so do their neighbours.
void update_economy(World& world, const Picture& picture, RegionIndex r) {
  const Parameters& p = world.setting->parameters;
  Regions& regions = world.regions;
  const auto failing = [&](RegionIndex region) { return clamp01(-regions.control[region]); };
  double around = 0;
  const auto next = world.setting->map.neighbours_of(r);
  for (const sim::Neighbour& n : next) around += failing(n.region);
  around = ratio(around, static_cast<double>(next.size()));
  const double lost =
      p.growth_lost_failing * clamp01(failing(r) + 0.2 * regions.violence[r]) + p.growth_lost_neighbour * around;
  const double regained = p.recovery_per_year * (1 - regions.economy[r]);
  double& economy = regions.economy[r];
  economy = std::clamp(economy + (regained - lost * economy) / sim::weeks_per_year, 0.2, 1.0);
  const double income = p.income_usd_per_person_per_year / sim::weeks_per_year;
  regions.instability_usd[r] = picture.population[r] * income * (1 - economy) +
                               static_cast<double>(regions.hosted[r]) * p.displaced_usd_per_week +
                               regions.lost_to_disaster_usd[r];
  regions.relief_usd[r] *= 1 - decay_rate(6);
  regions.service_usd[r] *= 1 - decay_rate(26);
}

// What happens where a state no longer holds most of its people: in the end others step in.
void consider_intervention(World& world) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    Government& government = world.governments[country];
    double people = 0, lost = 0;
    for (RegionIndex r = 0; r < setting.regions(); ++r) {
      if (setting.map.regions[r].country != country) continue;
      people += setting.map.regions[r].population;
      if (world.regions.control[r] < -0.2) lost += setting.map.regions[r].population;
    }
    const bool collapsing = ratio(lost, people) > 0.5;
    government.weeks_of_collapse = collapsing ? government.weeks_of_collapse + 1 : 0;
    if (government.collapsed) {
      const Cents cost = cents(p.intervention_usd_per_year / sim::weeks_per_year);
      world.costs.intervention += cost;
      world.costs.instability += cost;
      continue;
    }
    sim::Stream draws = luck(world, Luck::shocks, std::uint64_t{1} << 32 | country);
    if (government.weeks_of_collapse < p.intervention_after_weeks || draws.uniform() >= p.intervention_per_week)
      continue;
    government.collapsed = true;
    world.missions.push_back({"intervention-" + setting.map.countries[country].id,
                              none,
                              country,
                              whole(p.intervention_persons),
                              {1.0, 0, 0},
                              world.week + 1,
                              world.week + 3 * sim::weeks_per_year,
                              {},
                              {}});
    world.events.add({world.week, static_cast<std::uint16_t>(EventKind::intervention), 0,
                      setting.map.countries[country].capital, country, p.intervention_persons});
  }
}

}  // namespace

void settle_displaced(World& world) {
  const sim::RegionalMap& map = world.setting->map;
  Regions& regions = world.regions;
  std::vector<double> weights;
  std::vector<Persons> hosted(regions.arrivals_from_outside);
  for (RegionIndex home = 0; home < map.regions.size(); ++home) {
    Persons away = 0;
    for (Index c = regions.cohort_begin[home]; c < regions.cohort_begin[home + 1]; ++c)
      away += world.cohorts.by_stance[static_cast<std::size_t>(Stance::displaced)][c];
    if (away == 0) continue;
    const auto next = map.neighbours_of(home);
    const auto safety = [&](RegionIndex region) {
      return map.regions[region].sea ? 0.0
                                     : std::max(0.02, 1 + regions.control[region]) / (1 + regions.violence[region]);
    };
    weights.assign(1, 0.5 * safety(home));  // towns of one's own region take many
    double sum = weights[0];
    for (const sim::Neighbour& n : next) {
      weights.push_back(safety(n.region) * (map.borders[n.border].international ? 0.3 : 1));
      sum += weights.back();
    }
    Persons left = away;
    for (std::size_t k = 0; k < next.size(); ++k) {
      const auto there = whole(static_cast<double>(away) * weights[k + 1] / sum);
      hosted[next[k].region] += there;
      left -= there;
    }
    hosted[home] += left;
  }
  for (RegionIndex r = 0; r < map.regions.size(); ++r) {
    const Persons change = hosted[r] - regions.hosted[r];
    if (change >= 5000)
      world.events.add(
          {world.week, static_cast<std::uint16_t>(EventKind::displacement), 0, r, 0, static_cast<double>(change)});
  }
  regions.hosted = std::move(hosted);
}

void update_society(World& world, const Picture& picture) {
  const Setting& setting = *world.setting;
  // Trust and growth look at neighbours, so everything a neighbour reads must be last week's: the picture's, or
  // control, which moves before anyone looks.
  sim::parallel_for_each(setting.regions(), 8, [&](std::size_t index) {
    if (!setting.map.regions[index].sea) update_control(world, picture, static_cast<RegionIndex>(index));
  });
  sim::parallel_for_each(setting.regions(), 8, [&](std::size_t index) {
    if (setting.map.regions[index].sea) return;
    const auto r = static_cast<RegionIndex>(index);
    update_information(world, picture, r);
    update_justice_and_crime(world, picture, r);
    update_trust(world, picture, r);
    update_protest(world, picture, r);
    update_economy(world, picture, r);
  });
  settle_displaced(world);
  consider_intervention(world);
  for (const double lost : world.regions.instability_usd) world.costs.instability += cents(lost);
}

}  // namespace mainstay::agents
