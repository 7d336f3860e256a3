#include "agents/reorganise.h"

#include <algorithm>

#include "agents/books.h"
#include "agents/institutions.h"
#include "agents/missions.h"
#include "agents/numeric.h"
#include "agents/paying.h"
#include "agents/residents.h"

namespace mainstay::agents {

namespace {

bool is_active(const World& world, Index unit) {
  return unit != none && world.institutions.active[unit];
}

// Enters what the unit holds into the books of its region, or takes it out of them with sign -1.
void book_holdings(World& world, Index i, double sign) {
  const Institutions& units = world.institutions;
  const auto book = [&](Book cause, double amount) {
    world.ledger.book(units.region[i], account(cause), sign * amount);
  };
  const double authorised = units.authorised[i];
  book(Book::staff_raised, units.staff[i]);
  book(Book::materiel_reorganised, static_cast<double>(units.serviceable[i] + units.unserviceable[i]));
  book(Book::serviceable_reorganised, static_cast<double>(units.serviceable[i]));
  book(Book::skill_reorganised, authorised * units.skill[i]);
  book(Book::management_reorganised, authorised * units.management[i]);
  book(Book::integrity_reorganised, authorised * units.integrity[i]);
  book(Book::morale_reorganised, authorised * units.morale[i]);
  if (world.setting->catalogue.institutions[units.kind[i]].state)
    book(Book::capacity_reorganised, authorised * units.capacity[i]);
}

void assess_capacity(World& world, Index i) {
  Institutions& units = world.institutions;
  const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[i]];
  units.capacity[i] = units.active[i] ? capacity_from(kind, capacity_factors(units, i)) : 0;
}

// The unit is no more; its books must be closed before.
void close(World& world, Index i) {
  Institutions& units = world.institutions;
  units.staff[i] = 0;
  units.serviceable[i] = units.unserviceable[i] = units.required[i] = units.own_purchase[i] = 0;
  units.active[i] = 0;
  units.capacity[i] = 0;
}

// A new unit trains and replaces as one does that stands halfway to what it could be.
void settle_routine(World& world, Index i) {
  Institutions& units = world.institutions;
  const double skill = units.skill[i];
  units.skill[i] = 0.5 * (skill + skill_ceiling(units.management[i]));
  units.serviceable[i] = units.required[i] / 2;
  settle_at_start(world, i);
  units.skill[i] = skill;
  units.serviceable[i] = units.unserviceable[i] = 0;
  assess_capacity(world, i);
}

// What the new unit needs is taken from the budgets of all kinds alike.
void share_budget(World& world, Index i) {
  const Institutions& units = world.institutions;
  double all = 0;
  for (Index other = 0; other < units.size(); ++other)
    if (units.country[other] == units.country[i]) all += own_cost_usd_per_year(world, other);
  const double part = ratio(own_cost_usd_per_year(world, i), all);
  std::vector<double>& shares = world.governments[units.country[i]].budget_shares;
  for (double& share : shares) share *= 1 - part;
  shares[units.kind[i]] += part;
  normalise(shares);  // where nobody was paid before, the new unit has all
}

}  // namespace

Index append_institution(Institutions& units) {
  const std::size_t size = units.size() + 1;
  Institutions::fields(units, [&](const char*, auto& list) { list.resize(size); });
  const auto i = static_cast<Index>(size - 1);
  units.parent[i] = none;
  units.active[i] = 1;
  return i;
}

Index office_above(const World& world, Index i) {
  const Institutions& units = world.institutions;
  const auto manages = [&](Index unit) {
    const InstitutionKind& kind = world.setting->catalogue.institutions[units.kind[unit]];
    return kind.output[static_cast<std::size_t>(Function::management)] > 0;
  };
  if (!world.setting->catalogue.institutions[units.kind[i]].state || manages(i)) return none;
  for (Index above = 0; above < units.size(); ++above)
    if (units.active[above] && units.country[above] == units.country[i] && manages(above)) return above;
  return none;
}

bool raise_unit(World& world, const Order& order) {
  if (order.kind == none || order.regions.empty() || order.persons < 1) return false;
  const InstitutionKind& kind = world.setting->catalogue.institutions[order.kind];
  const RegionIndex region = order.regions.front();
  if (world.setting->map.regions[region].sea) return false;
  Institutions& units = world.institutions;
  const Persons staff = take_persons(world, region, any_stance & ~stance_bit(Stance::fights), none,
                                     whole(order.persons), 0.05, world.week);
  if (staff == 0) return false;
  std::uint64_t ordinal = 0;
  const std::uint64_t birth = std::uint64_t{1} << 63 | std::uint64_t{order.kind} << 52 | std::uint64_t{region} << 32 |
                              std::uint64_t{world.week} << 8;
  for (const std::uint64_t number : units.number) ordinal += number >> 8 == birth >> 8;
  const Index i = append_institution(units);
  units.id[i] = order.id;
  units.number[i] = birth | ordinal;
  units.kind[i] = order.kind;
  units.region[i] = region;
  units.country[i] = order.government;
  units.authorised[i] = static_cast<std::int32_t>(order.persons);
  units.staff[i] = static_cast<std::int32_t>(staff);
  units.skill[i] = world.setting->parameters.recruit_skill;
  units.management[i] = 0.25;
  units.integrity[i] = 0.4;
  units.morale[i] = 0.5;
  units.pay_cover[i] = 1;
  units.required[i] = cents(order.persons * kind.materiel_usd_per_person);
  units.parent[i] = office_above(world, i);
  settle_routine(world, i);
  share_budget(world, i);
  world.ledger.book(region, account(Book::civilians_to_units), -static_cast<double>(staff));
  book_holdings(world, i, 1);
  return true;
}

bool merge_units(World& world, Postings& postings, Index from, Index into) {
  if (!is_active(world, from) || !is_active(world, into) || from == into) return false;
  Institutions& units = world.institutions;
  for (const auto* list : {&units.staff, &units.authorised})
    if ((*list)[from] > most_persons - (*list)[into]) return false;
  recall(world, postings, from);
  recall(world, postings, into);
  book_holdings(world, from, -1);
  book_holdings(world, into, -1);
  const double joined = ratio(units.staff[from], units.staff[from] + units.staff[into], 0.5);
  for (auto* list : {&units.skill, &units.management, &units.integrity, &units.morale, &units.ghost_share,
                     &units.own_management, &units.own_integrity, &units.own_training, &units.information,
                     &units.interoperability, &units.vetting, &units.practice, &units.trainers})
    (*list)[into] += joined * ((*list)[from] - (*list)[into]);
  units.staff[into] += units.staff[from];
  units.authorised[into] += units.authorised[from];
  units.aid_usd_recent_year[into] += units.aid_usd_recent_year[from];
  for (auto* list : {&units.required, &units.serviceable, &units.unserviceable, &units.own_purchase})
    (*list)[into] += (*list)[from];
  close(world, from);
  assess_capacity(world, into);
  book_holdings(world, into, 1);
  for (AdvisoryTeam& team : world.teams)
    if (team.institution == from) {
      team.institution = into;
      team.region = units.region[into];
    }
  return true;
}

bool disband_unit(World& world, Postings& postings, Index i) {
  if (!is_active(world, i)) return false;
  Institutions& units = world.institutions;
  recall(world, postings, i);
  book_holdings(world, i, -1);
  const Persons staff = units.staff[i];
  return_persons(world, units.region[i], staff, static_cast<std::uint32_t>(units.number[i]));
  world.ledger.book(units.region[i], account(Book::civilians_to_units), static_cast<double>(staff));
  close(world, i);
  std::erase_if(world.teams, [&](const AdvisoryTeam& team) { return team.institution == i; });
  return true;
}

bool deploy_unit(World& world, Index i, RegionIndex to) {
  if (!is_active(world, i) || world.setting->map.regions[to].sea) return false;
  Institutions& units = world.institutions;
  if (const CountryIndex country = units.country[i]; country != none) {
    const Cents cost = cents(units.staff[i] * world.setting->parameters.unit_move_usd_per_person);
    if (!charge_in_full(world, country, Book::money_orders, cost)) return false;
  }
  book_holdings(world, i, -1);
  units.region[i] = to;
  book_holdings(world, i, 1);
  for (AdvisoryTeam& team : world.teams)
    if (team.institution == i) team.region = to;
  return true;
}

}  // namespace mainstay::agents
