#include "agents/governments.h"

#include <algorithm>

#include "agents/books.h"
#include "agents/events.h"
#include "agents/institutions.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "agents/programmes.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

RegionIndex capital_of(const World& world, CountryIndex country) {
  return world.setting->map.countries[country].capital;
}

void book_money(World& world, CountryIndex country, Book cause, Cents amount) {
  world.ledger.book(capital_of(world, country), account(cause), static_cast<double>(amount));
}

// How effort tilts the budget: reform towards justice and oversight, rivalry towards the army.
double tilt(const Effort& effort, Sector sector) {
  switch (sector) {
    case Sector::defence:
      return 1 + 0.8 * (effort.rival - 0.25) + 0.4 * (effort.threat - 0.25);
    case Sector::police:
    case Sector::border:
      return 1 + 0.8 * (effort.threat - 0.25);
    case Sector::justice:
    case Sector::oversight:
    case Sector::civil:
      return 1 + 1.2 * (effort.reform - 0.25);
    default:
      return 1;
  }
}

// Full room for what a government promised to carry, when its treasury holds so many weeks of all needs.
constexpr double weeks_of_full_room = 8;

// The share of upkeep and training that the government promised to carry after a handover.
double agreed_own_share(const World& world, Index institution) {
  double share = 0;
  for (const Programme& programme : world.programmes)
    if (programme.own_share > share && matches(programme.targets, world, institution)) share = programme.own_share;
  return share;
}

double strictest_conditions(const Government& government) {
  double conditions = 0;
  for (const double enforced : government.enforced_conditions) conditions = std::max(conditions, enforced);
  return conditions;
}

struct Spending {
  Cents pay = 0, ghost_pay = 0, upkeep = 0, training = 0, purchase = 0, handover = 0;
};

// Spends one kind's budget on one institution; covers are shares of its needs.
Spending fund_institution(World& world, Index i, const Need& need, double pay_cover, double upkeep_cover, double room) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const Government& government = world.governments[units.country[i]];
  const double conditions = strictest_conditions(government);
  // Help that pays for a unit frees the government's own money for other uses.
  const double withheld = p.fungible_share * (1 - conditions) * units.external_share[i];
  const double own = upkeep_cover * (1 - withheld);
  const double agreed = agreed_own_share(world, i) * government.will * room;
  // Spare parts and instructors come through the office above; where it works badly, part of them does not arrive.
  const Index above = units.parent[i];
  const double through = above == none || !units.active[above]
                             ? 1
                             : 0.7 + 0.3 * std::min(1.0, units.management[above] / p.management_for_upkeep);
  units.pay_cover[i] = pay_cover;
  units.upkeep_cover[i] = through * std::max(own, agreed);
  units.training_cover[i] = through * std::max(own, agreed);

  Spending spending;
  const auto pay = whole(static_cast<double>(need.pay) * pay_cover);
  spending.ghost_pay = whole(static_cast<double>(pay) * units.ghost_share[i]);
  spending.pay = pay - spending.ghost_pay;
  spending.upkeep = whole(static_cast<double>(need.upkeep) * own);
  spending.training = whole(static_cast<double>(need.training) * own);
  spending.handover = whole(static_cast<double>(need.upkeep + need.training) * std::max(0.0, agreed - own));
  spending.purchase = whole(static_cast<double>(need.purchase) * units.upkeep_cover[i]);
  return spending;
}

void pay_country(World& world, const Picture& picture, CountryIndex country, std::span<const Index> institutions) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  Government& government = world.governments[country];
  Institutions& units = world.institutions;

  const Cents revenue = weekly_security_revenue(world, picture, country);
  government.revenue_received += revenue;
  government.treasury += revenue;
  book_money(world, country, Book::money_revenue, revenue);
  const double leak = p.own_leakage * (1.3 - felt_oversight(world, picture, country));
  const auto diverted = whole(static_cast<double>(revenue) * clamp01(leak));
  const double patronage_share = std::min(0.5, 4 * p.patronage_share * government.effort.regime);
  const auto patronage = std::min(revenue - diverted, whole(static_cast<double>(revenue) * patronage_share));
  government.treasury -= diverted + patronage;
  government.diverted += diverted;
  government.patronage_paid += patronage;
  book_money(world, country, Book::money_diverted, -diverted);
  book_money(world, country, Book::money_patronage, -patronage);
  // Diverted money of any origin keeps clients content, too.
  const double paid_to_clients = usd(patronage) + 0.5 * usd(diverted) +
                                 0.3 * government.diverted_share * government.aid_usd_recent_year / sim::weeks_per_year;
  government.patronage_usd = towards(government.patronage_usd, paid_to_clients, 1.0 / 13);
  government.patronage_expected_usd = towards(government.patronage_expected_usd, government.patronage_usd, 1.0 / 104);

  const std::size_t kinds = setting.catalogue.institutions.size();
  std::vector<Need> by_kind(kinds);
  Cents pay_due = 0, all_due = 0;
  for (const Index i : institutions) {
    const Need need = weekly_need(world, i);
    Need& sum = by_kind[units.kind[i]];
    sum.pay += need.pay;
    sum.upkeep += need.upkeep;
    sum.training += need.training;
    sum.purchase += need.purchase;
    pay_due += need.pay;
    all_due += need.pay + need.upkeep + need.training + need.purchase;
  }
  double tilted = 0;
  for (std::size_t k = 0; k < kinds; ++k)
    tilted += government.budget_shares[k] * tilt(government.effort, setting.catalogue.institutions[k].sector);
  // Pay comes first: what revenue does not cover of it comes from the treasury, while that lasts.
  const Cents kept = revenue - diverted - patronage;
  const auto saved = whole(static_cast<double>(std::max<Cents>(0, government.treasury - kept)) / weeks_of_full_room);
  const auto available = static_cast<double>(kept + std::min(saved, std::max<Cents>(0, pay_due - kept)));
  std::vector<double> pay_cover(kinds, 0), upkeep_cover(kinds, 0);
  for (std::size_t k = 0; k < kinds; ++k) {
    const Need& need = by_kind[k];
    const double budget = available * government.budget_shares[k] *
                          tilt(government.effort, setting.catalogue.institutions[k].sector) / std::max(1e-9, tilted);
    pay_cover[k] = need.pay > 0 ? std::min(1.0, budget / static_cast<double>(need.pay)) : 1;
    const double rest = std::max(0.0, budget - static_cast<double>(need.pay));
    upkeep_cover[k] = std::min(1.0, ratio(rest, static_cast<double>(need.upkeep + need.training + need.purchase), 1));
  }
  const double room = clamp01(
      ratio(static_cast<double>(government.treasury - kept), static_cast<double>(all_due) * weeks_of_full_room, 0));
  Spending total;
  for (const Index i : institutions) {
    const Spending spent =
        fund_institution(world, i, weekly_need(world, i), pay_cover[units.kind[i]], upkeep_cover[units.kind[i]], room);
    const auto bought = static_cast<double>(buy_materiel(world, i, spent.purchase));
    world.ledger.book(units.region[i], account(Book::materiel_own_purchase), bought);
    world.ledger.book(units.region[i], account(Book::serviceable_purchase), bought);
    total.pay += spent.pay;
    total.ghost_pay += spent.ghost_pay;
    total.upkeep += spent.upkeep;
    total.training += spent.training;
    total.purchase += spent.purchase;
    total.handover += spent.handover;
  }
  const Cents cost = total.pay + total.ghost_pay + total.upkeep + total.training + total.purchase + total.handover;
  government.treasury -= cost;
  government.own_cost += cost;
  world.costs.partners += cost;
  book_money(world, country, Book::money_pay, -total.pay);
  book_money(world, country, Book::money_ghost_pay, -total.ghost_pay);
  book_money(world, country, Book::money_upkeep, -total.upkeep);
  book_money(world, country, Book::money_training, -total.training);
  book_money(world, country, Book::money_purchase, -total.purchase);
  book_money(world, country, Book::money_handover, -total.handover);
}

// What a government expects of one way to divide its effort; model.md, section 6.
struct Stakes {
  double threat, rival, coup;                 // believed, weighted by what this government cares for
  double threat_gain, rival_gain, coup_gain;  // how fast effort lowers each
  double rents, reform_value;
};

double payoff(const Stakes& s, const Effort& e) {
  const double threat_left = sim::exp(-s.threat_gain * e.threat);
  return -s.threat * threat_left - s.rival * sim::exp(-s.rival_gain * e.rival) -
         s.coup * sim::exp(-s.coup_gain * e.regime) + s.rents * threat_left + s.reform_value * e.reform;
}

Effort choose_effort(const Stakes& stakes, double temperature, sim::Stream& draws) {
  constexpr int steps = 10;
  std::vector<Effort> options;
  std::vector<double> values;
  for (int threat = 0; threat <= steps; ++threat)
    for (int rival = 0; threat + rival <= steps; ++rival)
      for (int regime = 0; threat + rival + regime <= steps; ++regime) {
        const int reform = steps - threat - rival - regime;
        options.push_back(
            {threat / double{steps}, rival / double{steps}, regime / double{steps}, reform / double{steps}});
        values.push_back(payoff(stakes, options.back()));
      }
  const double best = *std::max_element(values.begin(), values.end());
  double sum = 0;
  for (double& value : values) sum += value = sim::exp((value - best) / temperature);
  double left = draws.uniform() * sum;
  for (std::size_t k = 0; k < options.size(); ++k)
    if ((left -= values[k]) <= 0) return options[k];
  return options.back();
}

void form_beliefs(World& world, const Picture& picture, CountryIndex country) {
  const sim::RegionalMap& map = world.setting->map;
  Government& government = world.governments[country];
  double people = 0, lost = 0;
  for (RegionIndex r = 0; r < map.regions.size(); ++r) {
    if (map.regions[r].country != country) continue;
    people += picture.population[r];
    lost += picture.population[r] * 0.5 * (1 - world.regions.control[r]);
  }
  double rival_strength = 0;
  for (const CountryIndex rival : government.rivals)
    rival_strength = std::max(rival_strength, picture.armed_capacity[rival]);
  const double own = picture.armed_capacity[country];
  government.believed_threat = towards(government.believed_threat, ratio(lost, people), 0.5);
  government.believed_rival = towards(government.believed_rival, ratio(rival_strength, rival_strength + own), 0.5);
  government.believed_coup = towards(government.believed_coup, clamp01(4 * government.coup_hazard), 0.5);
}

double coup_hazard(const World& world, const Picture& picture, CountryIndex country) {
  const Parameters& p = world.setting->parameters;
  const Government& government = world.governments[country];
  const double armed_over_oversight =
      clamp01(picture.armed_capacity[country] / p.armed_capacity_scale) * (1 - felt_oversight(world, picture, country));
  const double unpaid_clients = clamp01(1 - ratio(government.patronage_usd, government.patronage_expected_usd, 1));
  return p.coup_per_year * (0.4 + 1.6 * armed_over_oversight) * (1 + 3 * unpaid_clients) *
         (0.6 + 1.2 * government.believed_threat);
}

}  // namespace

Need weekly_need(const World& world, Index i) {
  const Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
  if (!units.active[i] || !kind.state || units.country[i] == none) return {};
  const double staff = units.staff[i];
  const double factor = world.governments[units.country[i]].pay_factor;
  return {cents(staff * kind.pay_usd_per_year * factor / sim::weeks_per_year),
          whole(static_cast<double>(units.serviceable[i] + units.unserviceable[i]) * p.upkeep_share_per_year /
                sim::weeks_per_year),
          cents(staff * p.training_usd_per_person_per_year / sim::weeks_per_year), units.own_purchase[i]};
}

Cents weekly_security_revenue(const World& world, const Picture& picture, CountryIndex country) {
  const sim::RegionalMap& map = world.setting->map;
  const Government& government = world.governments[country];
  double income = 0;
  for (RegionIndex r = 0; r < map.regions.size(); ++r)
    if (map.regions[r].country == country)
      income += picture.population[r] * world.regions.economy[r] * (0.3 + 0.35 * (1 + world.regions.control[r]));
  return cents(income * government.revenue_usd_per_person_per_year * government.security_share *
               government.revenue_factor / sim::weeks_per_year);
}

double felt_oversight(const World& world, const Picture& picture, CountryIndex country) {
  const double bodies = picture.oversight[country];
  const double watched = world.setting->parameters.overseers_per_armed * picture.armed_capacity[country];
  return clamp01(world.governments[country].oversight * (0.6 + 0.8 * ratio(bodies, bodies + watched)));
}

void collect_and_pay(World& world, const Picture& picture) {
  std::vector<std::vector<Index>> of_country(world.governments.size());
  const Institutions& units = world.institutions;
  for (Index i = 0; i < units.size(); ++i)
    if (units.active[i] && units.country[i] != none && world.setting->catalogue.institutions[units.kind[i]].state)
      of_country[units.country[i]].push_back(i);
  for (CountryIndex country = 0; country < world.governments.size(); ++country)
    pay_country(world, picture, country, of_country[country]);
}

void plan_year(World& world, const Picture& picture) {
  const Parameters& p = world.setting->parameters;
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    Government& government = world.governments[country];
    form_beliefs(world, picture, country);
    const double revenue = usd(weekly_security_revenue(world, picture, country)) * sim::weeks_per_year;
    const double aid = ratio(government.aid_usd_recent_year, revenue);
    const double conditions = strictest_conditions(government);
    Stakes stakes{};
    stakes.threat = 2 * (0.3 + government.base_preference) * government.believed_threat;
    stakes.rival = 0.6 * government.believed_rival;
    stakes.coup = 1.5 * government.regime_protection * (0.2 + government.believed_coup);
    stakes.threat_gain = p.threat_effort_gain;
    stakes.rival_gain = p.rival_effort_gain;
    stakes.coup_gain = p.regime_effort_gain;
    stakes.rents = p.rent_value * government.diverted_share * aid * (1 - conditions) * (1 - government.base_preference);
    stakes.reform_value =
        p.reform_value * (government.reform_commitment - 0.35 + 0.3 * conditions * std::min(1.0, aid));
    sim::Stream draws = luck(world, Luck::politics, country);
    const Effort chosen = choose_effort(stakes, p.effort_temperature, draws);
    Effort& effort = government.effort;
    effort.threat = towards(effort.threat, chosen.threat, p.effort_pace);
    effort.rival = towards(effort.rival, chosen.rival, p.effort_pace);
    effort.regime = towards(effort.regime, chosen.regime, p.effort_pace);
    effort.reform = towards(effort.reform, chosen.reform, p.effort_pace);
    government.will = clamp01(government.base_preference * (0.5 + effort.threat + effort.reform));
    // Reform that is meant costs money and slowly strengthens oversight; the lack of it lets oversight slip.
    government.oversight =
        clamp01(government.oversight + p.oversight_pace * (government.reform_commitment * effort.reform - 0.1));
    government.merit = clamp01(government.merit + 0.5 * p.oversight_pace * (effort.reform - effort.regime));
  }
}

void change_leader(World& world, CountryIndex country, sim::Stream& draws, Postings& postings) {
  Government& government = world.governments[country];
  const Parameters& p = world.setting->parameters;
  const auto shift = [&](double value) { return clamp01(value + p.leader_shift * (2 * draws.uniform() - 1)); };
  government.base_preference = shift(government.base_preference);
  government.reform_commitment = shift(government.reform_commitment);
  government.regime_protection = shift(government.regime_protection);
  world.events.add(
      {world.week, static_cast<std::uint16_t>(EventKind::leader_change), 0, capital_of(world, country), country, 0});
  // Leaders bring their own people: management suffers where posts go to the loyal.
  Institutions& units = world.institutions;
  for (Index i = 0; i < units.size(); ++i) {
    if (units.country[i] != country || !units.active[i]) continue;
    const double loss = p.turnover_loss * (1 - government.merit) * units.management[i];
    units.management[i] -= loss;
    world.ledger.book(units.region[i], account(Book::management_turnover), -loss * units.authorised[i]);
    postings.add(i, Factor::management, account(Book::capacity_turnover), -loss);
  }
}

void attempt_coup(World& world, const Picture& picture, CountryIndex country, sim::Stream& draws, Postings& postings) {
  Government& government = world.governments[country];
  const double chance = clamp01(0.3 + 0.5 * government.believed_coup - 0.3 * government.effort.regime +
                                0.2 * (1 - felt_oversight(world, picture, country)));
  const bool succeeds = draws.uniform() < chance;
  world.events.add({world.week, static_cast<std::uint16_t>(EventKind::coup_attempt),
                    static_cast<std::uint16_t>(succeeds), capital_of(world, country), country, 0});
  government.believed_coup = clamp01(government.believed_coup + 0.3);
  if (!succeeds) return;
  change_leader(world, country, draws, postings);
  government.oversight *= 0.6;
  government.next_election = none;
  for (double& access : government.access) access *= 0.5;
  for (double& alignment : government.alignment) alignment *= 0.6;
}

void play_politics(World& world, const Picture& picture, Postings& postings) {
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    Government& government = world.governments[country];
    sim::Stream draws = luck(world, Luck::elections, country);
    if (government.next_election == world.week) {
      government.next_election = government.election_every > 0 ? world.week + government.election_every : none;
      const bool changed = draws.uniform() < 0.35 + 0.3 * government.believed_threat;
      world.events.add({world.week, static_cast<std::uint16_t>(EventKind::election),
                        static_cast<std::uint16_t>(changed), capital_of(world, country), country, 0});
      if (changed) change_leader(world, country, draws, postings);
    }
    government.coup_hazard = coup_hazard(world, picture, country);
    const double tried = draws.uniform();
    if (tried < government.coup_hazard / sim::weeks_per_year) attempt_coup(world, picture, country, draws, postings);
  }
}

}  // namespace mainstay::agents
