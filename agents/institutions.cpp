#include "agents/institutions.h"

#include <numbers>

#include "agents/books.h"
#include "agents/events.h"
#include "agents/governments.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "agents/residents.h"
#include "sim/elementary.h"
#include "sim/parallel.h"

namespace mainstay::agents {

namespace {

std::size_t at(Task task) {
  return static_cast<std::size_t>(task);
}

std::int32_t binomial(sim::Stream& draws, std::int32_t persons, double chance) {
  if (persons <= 0 || chance <= 0) return 0;
  return sim::draw_binomial(draws, persons, std::min(1.0, chance));
}

TaskMix wanted_tasks(const World& world, const Picture& picture, Index i) {
  const Institutions& units = world.institutions;
  const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
  const RegionIndex region = units.region[i];
  TaskMix mix = units.usual_tasks[i];
  // Where threats are near, armed units leave the classroom and the office: they guard themselves and hunt.
  const double pressure = kind.armed ? ratio(picture.threat_presence[region],
                                             picture.threat_presence[region] + picture.state_presence[region] + 1)
                                     : 0;
  const double reach = 1 - picture.restraint[region];
  mix[at(Task::protect)] *= 1 + pressure;
  mix[at(Task::targeted_operations)] *=
      (0.6 + 0.8 * reach) * (1 + 1.5 * pressure * (0.3 + world.regions.information[region]));
  mix[at(Task::train)] *= 1 - 0.7 * pressure;
  normalise(mix);
  return mix;
}

// How the unit sees its future: its own ground, its neighbours' ground, and whether its support has an announced end.
double outlook(const World& world, const Picture& picture, Index i) {
  const RegionIndex region = world.institutions.region[i];
  const auto around = world.setting->map.neighbours_of(region);
  double near = 0;
  for (const sim::Neighbour& next : around) near += world.regions.control[next.region];
  near = ratio(near, static_cast<double>(around.size()));
  const double abandoned =
      sim::exp(-std::max(0.0, picture.support_ends_in[region]) / 20) * world.institutions.external_share[i];
  return 0.5 + 0.3 * world.regions.control[region] + 0.2 * near - 0.4 * abandoned;
}

void update_morale(World& world, const Picture& picture, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const std::array<std::pair<Book, double>, 5> causes = {{
      {Book::morale_pay, 0.35 * units.pay_cover[i]},
      {Book::morale_casualties, -p.casualty_shock * units.casualties[i]},
      {Book::morale_success, 0.12 * units.success[i]},
      {Book::morale_leadership, 0.2 * units.management[i]},
      {Book::morale_outlook, 0.45 * outlook(world, picture, i)},
  }};
  double target = 0;
  for (const auto& [cause, amount] : causes) target += amount;
  const double before = units.morale[i];
  units.morale[i] = clamp01(towards(before, target, p.morale_pace));
  // Each cause takes the part of the change that it pulls for, against where morale stood.
  const double pull = target - before;
  for (const auto& [cause, amount] : causes) {
    const double part = std::abs(pull) < 1e-12 ? 0 : (amount - before / static_cast<double>(causes.size())) / pull;
    world.ledger.book(units.region[i], account(cause), units.authorised[i] * part * (units.morale[i] - before));
  }
}

struct Leaving {
  Book staff, capacity;
  double chance;
};

void update_staff(World& world, Postings& postings, Index i, sim::Stream& draws) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
  const RegionIndex region = units.region[i];
  const std::int32_t here = units.at_home(i);
  const double exposure =
      kind.armed ? ratio(world.regions.violence[region], world.regions.violence[region] + p.combat_violence) : 0;
  const double monthly =
      p.attrition_peace_per_month + (p.attrition_combat_per_month - p.attrition_peace_per_month) * exposure;
  const double low_morale = std::max(0.0, p.desertion_morale - units.morale[i]) / p.desertion_morale;
  const std::array<Leaving, 3> reasons = {{
      {Book::staff_peacetime_leavers, Book::capacity_leavers, monthly / sim::weeks_per_month},
      {Book::staff_unpaid_leavers, Book::capacity_desertion, p.unpaid_leaving_per_week * (1 - units.pay_cover[i])},
      {Book::staff_deserted, Book::capacity_desertion, kind.armed ? p.desertion_per_week * low_morale : 0},
  }};
  Persons left = 0;
  for (const Leaving& reason : reasons) {
    const std::int32_t persons = binomial(draws, here - static_cast<std::int32_t>(left), reason.chance);
    units.staff[i] -= persons;
    left += persons;
    world.ledger.book(region, account(reason.staff), -persons);
    postings.add_staff(units, i, account(reason.capacity), -persons);
    if (reason.staff == Book::staff_deserted && persons >= 50)
      world.events.add(
          {world.week, static_cast<std::uint16_t>(EventKind::desertion), 0, region, i, static_cast<double>(persons)});
  }
  if (left > 0) {
    return_persons(world, region, left, draws());
    world.ledger.book(region, account(Book::civilians_returned), static_cast<double>(left));
  }

  const double gap = units.authorised[i] - units.staff[i];
  if (gap <= 0) return;
  const double pace = p.hiring_per_week * units.pay_cover[i] * (0.4 + units.management[i]) * (0.3 + units.morale[i]);
  const std::int32_t wanted = binomial(draws, static_cast<std::int32_t>(gap), pace);
  const Persons hired =
      take_persons(world, region, any_stance & ~stance_bit(Stance::fights) & ~stance_bit(Stance::displaced), none,
                   wanted, 0.05, draws());
  if (hired == 0) return;
  const double before = units.staff[i];
  units.staff[i] += static_cast<std::int32_t>(hired);
  world.ledger.book(region, account(Book::staff_hired), static_cast<double>(hired));
  world.ledger.book(region, account(Book::civilians_hired), -static_cast<double>(hired));
  postings.add_staff(units, i, account(Book::capacity_hired), static_cast<double>(hired));
  // Recruits know less than those they join.
  const double diluted =
      (units.skill[i] * before + p.recruit_skill * static_cast<double>(hired)) / (before + static_cast<double>(hired)) -
      units.skill[i];
  if (diluted >= 0) return;
  units.skill[i] += diluted;
  world.ledger.book(region, account(Book::skill_recruits), units.authorised[i] * diluted);
  postings.add(i, Factor::skill, account(Book::capacity_recruits), diluted);
}

// Names on the pay list without a person behind them: more where integrity is low.
void update_ghosts(World& world, Postings& postings, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  if (!world.setting->catalogue.institutions[units.kind[i]].state) return;
  const double before = units.ghost_share[i];
  units.ghost_share[i] = towards(before, p.ghost_share * (1 - units.integrity[i]), p.ghost_pace);
  postings.add(i, Factor::staff, account(Book::capacity_ghosts),
               (before - units.ghost_share[i]) * units.at_home(i) / std::max(1, units.authorised[i]));
}

void update_skill(World& world, const Picture& picture, Postings& postings, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const double ceiling = skill_ceiling(units.management[i]);
  const CountryIndex country = units.country[i];
  const double schools =
      country == none
          ? 0
          : picture.nationwide(Function::training, country) /
                (picture.nationwide(Function::training, country) + 0.01 * picture.armed_capacity[country] + 1);
  const double classroom = ratio(units.tasks[i][at(Task::train)], units.usual_tasks[i][at(Task::train)], 1);
  const double rate = units.own_training[i] * (0.2 + 0.8 * units.training_cover[i] + units.trainers[i]) * classroom *
                      (0.8 + 0.4 * schools);
  const double trained = clamp01(rate) * std::max(0.0, ceiling - units.skill[i]);
  const double forgotten =
      -decay_rate(p.skill_half_life_weeks) * (1 - units.practice[i]) * std::max(0.0, units.skill[i] - p.recruit_skill);
  units.skill[i] = clamp01(units.skill[i] + trained + forgotten);
  units.trainers[i] *= 1 - decay_rate(p.trainers_half_life_weeks);
  world.ledger.book(units.region[i], account(Book::skill_own_training), units.authorised[i] * trained);
  world.ledger.book(units.region[i], account(Book::skill_forgetting), units.authorised[i] * forgotten);
  postings.add(i, Factor::skill, account(Book::capacity_own_training), trained);
  postings.add(i, Factor::skill, account(Book::capacity_forgetting), forgotten);
}

void update_materiel(World& world, Postings& postings, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
  if (units.required[i] <= 0) return;
  const RegionIndex region = units.region[i];
  const double care = units.upkeep_cover[i] * std::min(1.0, units.management[i] / p.management_for_upkeep) *
                      (1 - p.common_products_upkeep * (1 - units.interoperability[i]));
  const double use = 0.7 + 0.6 * (units.tasks[i][at(Task::patrol)] + units.tasks[i][at(Task::targeted_operations)]);
  const double wear_rate = decay_rate(kind.unsupported_half_life_weeks) * use * (1 - 0.8 * clamp01(care));
  const auto worn = whole(static_cast<double>(units.serviceable[i]) * wear_rate);
  const auto repaired = whole(static_cast<double>(units.unserviceable[i]) * p.repair_per_week * clamp01(care));
  // What is repaired is not there to be scrapped.
  const auto scrapped = std::min(units.unserviceable[i] - repaired, whole(static_cast<double>(units.unserviceable[i]) *
                                                                          p.scrapping_per_year / sim::weeks_per_year));
  units.serviceable[i] += repaired - worn;
  units.unserviceable[i] += worn - repaired - scrapped;
  const auto book = [&](Book cause, Cents amount) {
    world.ledger.book(region, account(cause), static_cast<double>(amount));
  };
  book(Book::serviceable_wear, -worn);
  book(Book::serviceable_repair, repaired);
  book(Book::materiel_written_off, -scrapped);
  const double required = static_cast<double>(units.required[i]);
  postings.add(i, Factor::materiel, account(Book::capacity_wear), -static_cast<double>(worn) / required);
  postings.add(i, Factor::materiel, account(Book::capacity_repair), static_cast<double>(repaired) / required);
  postings.add(i, Factor::materiel, account(Book::capacity_purchase),
               static_cast<double>(units.own_purchase[i]) * units.upkeep_cover[i] / required);
}

void update_management(World& world, Postings& postings, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const double will = units.country[i] == none ? 0.5 : world.governments[units.country[i]].will;
  const double waste =
      units.country[i] == none ? 0 : world.governments[units.country[i]].diverted_share * units.external_share[i];
  const double gain = units.management[i] - units.own_management[i];
  const double decayed = -decay_rate(p.management_half_life_weeks) * gain;
  const double rents = -p.rents_erode_management * waste * units.management[i];
  units.management[i] = clamp01(units.management[i] + decayed + rents);
  // What is used with will for long enough becomes the institution's own.
  if (gain > 0)
    units.own_management[i] = clamp01(units.own_management[i] + decay_rate(p.ownership_half_life_weeks) * will * gain);
  world.ledger.book(units.region[i], account(Book::management_decay), units.authorised[i] * decayed);
  world.ledger.book(units.region[i], account(Book::management_rents), units.authorised[i] * rents);
  postings.add(i, Factor::management, account(Book::capacity_management_decay), decayed);
  postings.add(i, Factor::management, account(Book::capacity_rents), rents);
}

void update_integrity(World& world, const Picture& picture, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const CountryIndex country = units.country[i];
  const RegionIndex region = units.region[i];
  const double rate = decay_rate(p.integrity_half_life_weeks);
  const double oversight =
      country == none ? 0 : felt_oversight(world, picture, country) - world.governments[country].oversight_at_start;
  const double waste = country == none ? 0 : world.governments[country].diverted_share * units.external_share[i];
  const std::array<std::pair<Book, double>, 5> causes = {{
      {Book::integrity_oversight,
       rate * (p.oversight_lifts_integrity * oversight + units.own_integrity[i] - units.integrity[i])},
      {Book::integrity_pay, rate * p.pay_lifts_integrity * (units.pay_cover[i] - 1)},
      {Book::integrity_vetting, rate * p.vetting_lifts_integrity * units.vetting[i]},
      {Book::integrity_bribes, -rate * p.bribes_lower_integrity * world.regions.bribery[region]},
      {Book::integrity_rents, -rate * p.rents_lower_integrity * waste},
  }};
  for (const auto& [cause, amount] : causes) {
    const double before = units.integrity[i];
    units.integrity[i] = clamp01(before + amount);
    world.ledger.book(region, account(cause), units.authorised[i] * (units.integrity[i] - before));
  }
  units.vetting[i] *= 1 - decay_rate(p.vetting_half_life_weeks);
}

void fade_recent(World& world, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const TaskMix& tasks = units.tasks[i];
  const double in_use =
      0.35 + 0.5 * (tasks[at(Task::patrol)] + tasks[at(Task::targeted_operations)] + tasks[at(Task::investigate)]);
  units.practice[i] = clamp01(towards(units.practice[i], in_use, 0.1));
  units.casualties[i] *= 1 - decay_rate(8);
  units.success[i] *= 1 - decay_rate(8);
  double& aid = units.aid_usd_recent_year[i];
  aid *= 1 - 1.0 / sim::weeks_per_year;
  units.external_share[i] = ratio(aid, aid + own_cost_usd_per_year(world, i));
  units.information[i] *= 1 - decay_rate(p.information_half_life_weeks);
  units.interoperability[i] = towards(units.interoperability[i], std::min(units.interoperability[i], 0.2),
                                      decay_rate(p.interoperability_half_life_weeks));
}

}  // namespace

double skill_ceiling(double management) {
  return 0.4 + 0.6 * management;
}

void decide_tasks(World& world, const Picture& picture) {
  Institutions& units = world.institutions;
  sim::parallel_for_each(units.size(), 128, [&](std::size_t index) {
    const auto i = static_cast<Index>(index);
    if (!units.active[i]) return;
    double ordered = 0;
    for (const double share : units.ordered_tasks[i]) ordered += share;
    units.tasks[i] = ordered > 0 ? units.ordered_tasks[i] : wanted_tasks(world, picture, i);
  });
}

void update_institutions(World& world, const Picture& picture, Postings& postings) {
  sim::parallel_for_each(world.setting->regions(), 8, [&](std::size_t region) {
    for (const Index i : picture.institutions.of(static_cast<RegionIndex>(region))) {
      if (!world.institutions.active[i]) continue;
      sim::Stream draws = luck(world, Luck::staff, world.institutions.number[i]);
      update_staff(world, postings, i, draws);
      update_ghosts(world, postings, i);
      update_skill(world, picture, postings, i);
      update_materiel(world, postings, i);
      update_management(world, postings, i);
      update_integrity(world, picture, i);
      update_morale(world, picture, i);
      fade_recent(world, i);
      postings.settle(world, i);
    }
  });
}

double own_cost_usd_per_year(const World& world, Index i) {
  const Need need = weekly_need(world, i);
  return usd(need.pay + need.upkeep + need.training) * sim::weeks_per_year;
}

// What is learned by making more of the same has an end.
constexpr double lowest_price_of_common_products = 0.1;

double price_of_common_products(const World& world) {
  if (world.common_at_start_usd <= 0) return 1;
  const double doublings = sim::log(world.common_bought_usd / world.common_at_start_usd) / std::numbers::ln2;
  // The power, without the digits that sim::pow would add at four times the cost.
  const double price = sim::exp(doublings * sim::log(world.setting->parameters.common_products_progress));
  return std::max(lowest_price_of_common_products, price);
}

Cents buy_materiel(World& world, Index i, Cents money) {
  const double common = world.institutions.interoperability[i];
  const double price = 1 - common + common * price_of_common_products(world);
  const auto value = whole(static_cast<double>(money) / price);
  world.common_bought_usd += usd(value) * common;
  world.institutions.serviceable[i] += value;
  return value;
}

void settle_at_start(World& world, Index i) {
  Institutions& units = world.institutions;
  const Parameters& p = world.setting->parameters;
  const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
  double given = 0;
  for (const double share : units.usual_tasks[i]) given += share;
  if (given <= 0) units.usual_tasks[i] = kind.tasks;
  const TaskMix& tasks = units.tasks[i] = units.usual_tasks[i];
  units.practice[i] = clamp01(
      0.35 + 0.5 * (tasks[at(Task::patrol)] + tasks[at(Task::targeted_operations)] + tasks[at(Task::investigate)]));
  units.own_management[i] = units.management[i];
  units.own_integrity[i] = units.integrity[i];
  units.capacity[i] = units.active[i] ? capacity_from(kind, capacity_factors(units, i)) : 0;

  // Own training that balances forgetting and the dilution by peacetime recruits.
  const double lost =
      decay_rate(p.skill_half_life_weeks) * (1 - units.practice[i]) * std::max(0.0, units.skill[i] - p.recruit_skill) +
      p.attrition_peace_per_month / sim::weeks_per_month * std::max(0.0, units.skill[i] - p.recruit_skill);
  const double room = std::max(0.03, skill_ceiling(units.management[i]) - units.skill[i]);
  units.own_training[i] = std::min(0.1, lost / room / (0.2 + 0.8 * p.initial_upkeep_cover));

  // Unserviceable stock that balances wear and repair, and purchases that balance scrapping.
  if (units.required[i] <= 0) return;
  const double care = p.initial_upkeep_cover * std::min(1.0, units.management[i] / p.management_for_upkeep) *
                      (1 - p.common_products_upkeep * (1 - units.interoperability[i]));
  const double use = 0.7 + 0.6 * (tasks[at(Task::patrol)] + tasks[at(Task::targeted_operations)]);
  const double wear = decay_rate(kind.unsupported_half_life_weeks) * use * (1 - 0.8 * clamp01(care));
  const double scrapping = p.scrapping_per_year / sim::weeks_per_year;
  // Where next to nothing is repaired or scrapped, wrecks pile up for ever; a unit that begins has no more of them than
  // the materiel that it is meant to have.
  const double required = static_cast<double>(units.required[i]);
  const double out_of_service = std::min(required, ratio(static_cast<double>(units.serviceable[i]) * wear,
                                                         p.repair_per_week * care + scrapping, required));
  units.unserviceable[i] = whole(out_of_service);
  units.own_purchase[i] = whole(out_of_service * scrapping / p.initial_upkeep_cover);
}

}  // namespace mainstay::agents
