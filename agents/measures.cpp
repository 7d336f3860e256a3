#include "agents/measures.h"

#include "agents/books.h"
#include "agents/donors.h"
#include "agents/events.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "agents/trafficking.h"
#include "sim/elementary.h"
#include "sim/parallel.h"

namespace mainstay::agents {

namespace {

// The measure of a sector's capacity; count if it has none of its own.
Measure sector_measure(Sector sector) {
  switch (sector) {
    case Sector::defence:
      return Measure::capacity_defence;
    case Sector::police:
      return Measure::capacity_police;
    case Sector::border:
      return Measure::capacity_border;
    case Sector::justice:
      return Measure::capacity_justice;
    case Sector::civil:
      return Measure::capacity_civil;
    case Sector::oversight:
      return Measure::capacity_oversight;
    default:
      return Measure::count;
  }
}

// Sums of value times authorised staff, to be divided by `weight` at each scope.
void measure_institutions(const World& world, const Picture& picture, sim::Measures& now, sim::Measures& weight,
                          RegionIndex r) {
  const Institutions& units = world.institutions;
  for (const Index i : picture.institutions.of(r)) {
    const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
    if (!units.active[i] || !kind.state) continue;
    now.at(measure(Measure::peacekeepers_abroad), r) += units.abroad[i];
    const double authorised = units.authorised[i];
    const auto factors = capacity_factors(units, i);
    const auto add = [&](Measure m, double value) {
      now.at(measure(m), r) += authorised * value;
      weight.at(measure(m), r) += authorised;
    };
    add(Measure::capacity, units.capacity[i]);
    if (const Measure own = sector_measure(kind.sector); own != Measure::count) add(own, units.capacity[i]);
    add(Measure::own_funding_share, 1 - units.external_share[i]);
    add(Measure::interoperability, units.interoperability[i]);
    add(Measure::staff, factors[0]);
    add(Measure::skill, units.skill[i]);
    add(Measure::materiel_serviceable, factors[2]);
    add(Measure::management, units.management[i]);
    add(Measure::integrity, units.integrity[i]);
    add(Measure::morale, units.morale[i]);
  }
}

void measure_people(const World& world, const Picture& picture, sim::Measures& now, RegionIndex r) {
  const Cohorts& cohorts = world.cohorts;
  const Regions& regions = world.regions;
  double persons = 0, grievance = 0, fear_state = 0, fear_threat = 0, hardship = 0, trust = 0, harm = 0, helping = 0,
         supporting = 0;
  for (Index c = regions.cohort_begin[r]; c < regions.cohort_begin[r + 1]; ++c) {
    const double people = static_cast<double>(cohorts.persons[c]);
    persons += people;
    grievance += people * cohorts.grievance[c];
    fear_state += people * cohorts.fear_of_state[c];
    fear_threat += people * cohorts.fear_of_threat[c];
    hardship += people * cohorts.hardship[c];
    trust += people * cohorts.trust[c];
    harm += people * cohorts.harm_by_state[c];
    helping += static_cast<double>(cohorts.by_stance[1][c] + cohorts.by_stance[2][c]);
    supporting += static_cast<double>(cohorts.by_stance[3][c] + cohorts.by_stance[4][c]);
  }
  const auto set = [&](Measure m, double value) { now.at(measure(m), r) = value; };
  set(Measure::grievance, ratio(grievance, persons));
  set(Measure::fear_of_state, ratio(fear_state, persons));
  set(Measure::fear_of_threat, ratio(fear_threat, persons));
  set(Measure::hardship, ratio(hardship, persons));
  set(Measure::trust, ratio(trust, persons));
  set(Measure::cooperation, ratio(helping, persons));
  set(Measure::support, ratio(supporting, persons));
  set(Measure::legitimacy, clamp01(0.6 * ratio(trust, persons) + 0.4 * regions.justice[r]));
  set(Measure::rule_of_law, regions.justice[r]);
  set(Measure::human_rights, sim::exp(-ratio(harm, persons) / world.setting->parameters.witness_harm_per_1000) *
                                 (0.5 + 0.5 * picture.force_integrity[r]));
  set(Measure::control, regions.control[r]);
  set(Measure::incidents, regions.violence[r]);
  set(Measure::crime, regions.crime[r]);
  set(Measure::displaced, static_cast<double>(regions.hosted[r]));
  set(Measure::disaster_losses_usd, regions.lost_to_disaster_usd[r]);
  set(Measure::instability_cost_usd, regions.instability_usd[r]);
  set(Measure::information, regions.information[r]);
  set(Measure::protest, regions.protest[r]);
  set(Measure::trafficking_flow_usd, picture.trafficking_usd[r]);
  const CountryIndex country = world.setting->map.regions[r].country;
  if (country == none) return;
  const Government& government = world.governments[country];
  double access = 0, alignment = 0;
  for (const double value : government.access) access += value;
  for (const double value : government.alignment) alignment += value;
  const double donors = static_cast<double>(std::max<std::size_t>(1, government.access.size()));
  set(Measure::access, access / donors);
  set(Measure::alignment, alignment / donors);
  set(Measure::will, government.will);
  set(Measure::intervention_probability, government.collapsed ? 1.0 : 0.0);
}

// Flows are the week's growth of the books.
void measure_flows(const World& world, sim::Measures& now, RegionIndex r, const std::array<double, 4>& before) {
  const auto booked = [&](Book book) { return world.ledger.total(r, account(book)); };
  now.at(measure(Measure::deaths_civilian), r) = -booked(Book::civilians_killed) - before[0];
  now.at(measure(Measure::deaths_state), r) = -booked(Book::staff_killed) - before[1];
  now.at(measure(Measure::deaths_threat), r) = -booked(Book::fighters_killed) - before[2];
  now.at(measure(Measure::recruits), r) = booked(Book::fighters_recruited) - before[3];
  now.at(measure(Measure::diversion_usd), r) = -booked(Book::aid_diverted) / cents_per_usd;
  now.at(measure(Measure::donor_cost_usd), r) = booked(Book::aid_spent) / cents_per_usd;
}

// Countries and the theatre from their regions, as each measure says.
void aggregate(const World& world, const Picture& picture, sim::Measures& now, sim::Measures& weight) {
  const Setting& setting = *world.setting;
  for (std::size_t m = 0; m < measure_count; ++m) {
    const Aggregate how = measure_descriptions[m].aggregate;
    for (std::size_t scope = setting.regions(); scope < setting.scopes(); ++scope)
      now.at(m, scope) = weight.at(m, scope) = 0;
    for (RegionIndex r = 0; r < setting.regions(); ++r) {
      const CountryIndex country = setting.map.regions[r].country;
      if (how == Aggregate::people_mean) weight.at(m, r) = picture.population[r];
      if (how == Aggregate::border_mean) weight.at(m, r) = setting.map.regions[r].international_border_km;
      const bool of_region = how == Aggregate::people_mean || how == Aggregate::border_mean;
      const double amount = of_region ? now.at(m, r) * weight.at(m, r) : now.at(m, r);
      for (const std::size_t scope :
           {country == none ? setting.theatre_scope() : setting.country_scope(country), setting.theatre_scope()}) {
        now.at(m, scope) += amount;
        weight.at(m, scope) += weight.at(m, r);
        if (country == none) break;
      }
    }
    if (how == Aggregate::sum) continue;
    const std::size_t from = how == Aggregate::staff_mean ? 0 : setting.regions();
    for (std::size_t scope = from; scope < setting.scopes(); ++scope)
      now.at(m, scope) = ratio(now.at(m, scope), weight.at(m, scope));
  }
}

// A consignment counts once in each country that it crosses, and in the theatre when it reaches the market.
void measure_trafficking(const World& world, sim::Measures& now) {
  const Setting& setting = *world.setting;
  constexpr std::size_t m = measure(Measure::trafficking_flow_usd);
  for (std::size_t scope = setting.regions(); scope < setting.scopes(); ++scope) now.at(m, scope) = 0;
  for (Index f = 0; f < world.flows.size(); ++f) {
    const TraffickingFlow& flow = world.flows[f];
    now.at(m, setting.theatre_scope()) += flow.delivered_usd();
    std::vector<bool> seen(setting.countries());
    for_each_stage(setting, flow, f, [&](RegionIndex region, double value_usd) {
      const CountryIndex country = setting.map.regions[region].country;
      if (country == none || seen[country]) return;
      seen[country] = true;
      now.at(m, setting.country_scope(country)) += value_usd;
    });
  }
}

// What an assessor from outside would have reported: truth, flattered where reporting is poor, with noise that shrinks
// with access, information and monitoring.
void assess(World& world) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  double monitoring = 0;
  for (const Donor& donor : world.donors)
    monitoring = std::max(monitoring, seen_by_monitoring(p, donor.monitoring_share));
  constexpr std::array assessed = {Measure::capacity, Measure::control, Measure::incidents, Measure::grievance,
                                   Measure::trust};
  for (const Measure m : assessed) {
    for (std::size_t scope = 0; scope < setting.scopes(); ++scope) {
      sim::Stream draws = luck(world, Luck::assessment, std::uint64_t{measure(m)} << 32 | scope);
      const double access = world.measures.at(measure(Measure::access), scope);
      const double quality =
          clamp01(0.2 + 0.4 * monitoring + 0.3 * access + 0.2 * world.measures.at(measure(Measure::control), scope));
      const double noise = sim::draw_normal(draws, 0, p.assessment_noise) * (1 - quality);
      const double truth = world.measures.at(measure(m), scope);
      const double flattery =
          measure_descriptions[measure(m)].better == "more" ? p.assessment_flattery * (1 - quality) : 0;
      const double seen =
          m == Measure::incidents ? truth * std::max(0.0, 0.5 + 0.5 * quality + noise) : truth + flattery + noise;
      double& kept = world.assessed.at(measure(m), scope);
      kept = world.week == 0 ? seen : towards(kept, seen, 1.0 / 13);
    }
  }
}

}  // namespace

namespace {

double of_institution(const Institutions& units, Index i, Measure which) {
  switch (which) {
    case Measure::capacity:
      return units.capacity[i];
    case Measure::staff:
      return capacity_factors(units, i)[0];
    case Measure::skill:
      return units.skill[i];
    case Measure::materiel_serviceable:
      return capacity_factors(units, i)[2];
    case Measure::management:
      return units.management[i];
    case Measure::integrity:
      return units.integrity[i];
    case Measure::morale:
      return units.morale[i];
    default:
      return 0;
  }
}

}  // namespace

double measured(const World& world, std::size_t measure, std::size_t scope, KindIndex kind) {
  if (kind == none) return world.measures.at(measure, scope);
  const Setting& setting = *world.setting;
  const Institutions& units = world.institutions;
  double sum = 0, weight = 0;
  for (Index i = 0; i < units.size(); ++i) {
    if (!units.active[i] || units.kind[i] != kind) continue;
    const bool inside = scope == setting.theatre_scope() || scope == units.region[i] ||
                        (units.country[i] != none && scope == setting.country_scope(units.country[i]));
    if (!inside) continue;
    sum += units.authorised[i] * of_institution(units, i, static_cast<Measure>(measure));
    weight += units.authorised[i];
  }
  return ratio(sum, weight);
}

void take_measures(World& world, const Picture& picture) {
  const Setting& setting = *world.setting;
  sim::Measures& now = world.measures;
  sim::Measures weight(measure_count, setting.scopes());
  sim::parallel_for_each(setting.regions(), 16, [&](std::size_t index) {
    const auto r = static_cast<RegionIndex>(index);
    for (std::size_t m = 0; m < measure_count; ++m) now.at(m, r) = 0;
    measure_institutions(world, picture, now, weight, r);
    measure_people(world, picture, now, r);
    measure_flows(world, now, r, world.booked_before[r]);
    const auto booked = [&](Book book) { return world.ledger.total(r, account(book)); };
    world.booked_before[r] = {-booked(Book::civilians_killed), -booked(Book::staff_killed),
                              -booked(Book::fighters_killed), booked(Book::fighters_recruited)};
  });
  world.events.for_each([&](const sim::Event& event) {
    if (event.kind == static_cast<std::uint16_t>(EventKind::harm_by_state) ||
        event.kind == static_cast<std::uint16_t>(EventKind::riot))
      now.at(measure(Measure::harm_by_state), event.region) += event.value;
    if (event.kind == static_cast<std::uint16_t>(EventKind::harm_by_threat))
      now.at(measure(Measure::harm_by_threat), event.region) += event.value;
  });
  for (const PeacekeepingMission& mission : world.missions)
    if (mission.serves(world.week))
      now.at(measure(Measure::peacekeepers), setting.map.countries[mission.country].capital) +=
          static_cast<double>(mission.persons);
  for (Index c = 0; c < world.cells.size(); ++c)
    now.at(measure(Measure::threat_strength), world.cells.region[c]) += world.cells.strength[c];
  for (Index b = 0; b < setting.map.borders.size(); ++b) {
    const sim::Border& border = setting.map.borders[b];
    if (!border.international) continue;
    const double share = interdiction(world, picture, b);
    for (const RegionIndex side : {border.a, border.b})
      now.at(measure(Measure::border_control), side) = std::max(now.at(measure(Measure::border_control), side), share);
  }
  for (CountryIndex country = 0; country < world.governments.size(); ++country)
    now.at(measure(Measure::partner_cost_usd), setting.map.countries[country].capital) +=
        usd(world.governments[country].own_cost);
  for (RegionIndex r = 0; r < setting.regions(); ++r)
    now.at(measure(Measure::organisation_cost_usd), r) =
        usd(whole(world.ledger.total(r, account(Book::regional_funds_spent))));
  aggregate(world, picture, now, weight);
  measure_trafficking(world, now);
  assess(world);
}

}  // namespace mainstay::agents
