#include "agents/paying.h"

#include <algorithm>

namespace mainstay::agents {

void charge_donor(World& world, Index donor, RegionIndex where, Cents amount) {
  world.donors[donor].spent += amount;
  world.costs.donors += amount;
  world.ledger.book(where, account(Book::aid_spent), static_cast<double>(amount));
  world.ledger.book(where, account(Book::aid_overhead), -static_cast<double>(amount));
}

Cents charge_government(World& world, CountryIndex country, Book cause, Cents wanted) {
  Government& government = world.governments[country];
  const Cents paid = std::clamp<Cents>(wanted, 0, std::max<Cents>(0, government.treasury));
  government.treasury -= paid;
  government.own_cost += paid;
  world.costs.partners += paid;
  world.ledger.book(world.setting->map.countries[country].capital, account(cause), -static_cast<double>(paid));
  return paid;
}

bool charge_in_full(World& world, CountryIndex country, Book cause, Cents amount) {
  if (amount > world.governments[country].treasury) return false;
  charge_government(world, country, cause, amount);
  return true;
}

bool draw_reserve(Donor& donor, Cents amount) {
  if (amount > donor.reserve) return false;
  donor.reserve -= amount;
  return true;
}

void charge_organisation(World& world, Index organisation, Cents amount) {
  RegionalOrganisation& payer = world.organisations[organisation];
  payer.spent += amount;
  world.costs.organisations += amount;
  const RegionIndex where = payer.members.empty() ? 0 : world.setting->map.countries[payer.members.front()].capital;
  world.ledger.book(where, account(Book::regional_funds_spent), static_cast<double>(amount));
}

Cents charge_group(World& world, Index group, RegionIndex where, Cents wanted) {
  const Cents paid = std::clamp<Cents>(wanted, 0, std::max<Cents>(0, world.groups[group].funds));
  world.groups[group].funds -= paid;
  world.ledger.book(where, account(Book::threat_funds_communication), -static_cast<double>(paid));
  return paid;
}

}  // namespace mainstay::agents
