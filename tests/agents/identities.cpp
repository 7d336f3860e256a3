#include "tests/agents/identities.h"

#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "agents/books.h"
#include "agents/numeric.h"

namespace mainstay::tests {

using namespace agents;

namespace {

using Broken = std::vector<std::string>;

void require_equal(Broken& broken, const std::string& what, double found, double expected, double tolerance = 0) {
  if (std::abs(found - expected) <= tolerance) return;
  broken.push_back(fmt::format("{}: {} where {} is expected ({:+})", what, found, expected, found - expected));
}

double booked(const World& world, Book book) {
  double sum = 0;
  for (std::size_t r = 0; r < world.setting->regions(); ++r) sum += world.ledger.total(r, account(book));
  return sum;
}
double booked(const World& world, std::string_view stock) {
  double sum = 0;
  for (std::size_t r = 0; r < world.setting->regions(); ++r) sum += world.ledger.sum(r, stock);
  return sum;
}

// By region: `value` of every item that lies there.
template <class Value>
std::vector<double> by_region(const World& world, const std::vector<RegionIndex>& regions, const Value& value) {
  std::vector<double> sums(world.setting->regions(), 0);
  for (Index i = 0; i < regions.size(); ++i) sums[regions[i]] += value(i);
  return sums;
}
double total(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

std::vector<double> civilians(const World& world) {
  return by_region(world, world.cohorts.region, [&](Index c) {
    double persons = 0;
    for (Index i = world.cohorts.begin[c]; i < world.cohorts.end[c]; ++i) persons += world.residents.persons[i];
    return persons;
  });
}
std::vector<double> staff(const World& world) {
  return by_region(world, world.institutions.region, [&](Index i) { return world.institutions.staff[i]; });
}
std::vector<double> fighters(const World& world) {
  return by_region(world, world.cells.region, [&](Index c) { return world.cells.strength[c]; });
}

void check_persons(Broken& broken, const World& start, const World& now) {
  const auto everybody = [](const World& world) {
    double dead = -booked(world, Book::staff_killed) - booked(world, Book::fighters_killed);
    for (const Persons persons : world.regions.dead) dead += static_cast<double>(persons);
    return total(civilians(world)) + total(staff(world)) + total(fighters(world)) + dead -
           booked(world, Book::fighters_inject);
  };
  require_equal(broken, "persons, living and dead", everybody(now), everybody(start));

  const auto civilians_then = civilians(start), civilians_now = civilians(now);
  const auto staff_then = staff(start), staff_now = staff(now);
  for (RegionIndex r = 0; r < now.setting->regions(); ++r) {
    const std::string& id = now.setting->map.regions[r].id;
    require_equal(broken, "civilians of " + id, civilians_now[r] - civilians_then[r], now.ledger.sum(r, "civilians"));
    require_equal(broken, "staff in " + id, staff_now[r] - staff_then[r], now.ledger.sum(r, "staff"));
    require_equal(broken, "dead civilians of " + id, static_cast<double>(now.regions.dead[r] - start.regions.dead[r]),
                  -now.ledger.total(r, account(Book::civilians_killed)));
  }
  // Cells move without a booking: their books hold for the theatre.
  require_equal(broken, "fighters", total(fighters(now)) - total(fighters(start)), booked(now, "fighters"));
  // Persons who change sides leave one book and enter another.
  require_equal(broken, "hired", booked(now, Book::staff_hired), -booked(now, Book::civilians_hired));
  require_equal(broken, "recruited", booked(now, Book::fighters_recruited), -booked(now, Book::civilians_recruited));
}

void check_money(Broken& broken, const World& start, const World& now) {
  for (CountryIndex c = 0; c < now.governments.size(); ++c) {
    const Government& government = now.governments[c];
    const sim::Country& country = now.setting->map.countries[c];
    require_equal(broken, "money that " + country.id + " received", static_cast<double>(government.revenue_received),
                  static_cast<double>(government.own_cost + government.diverted + government.patronage_paid +
                                      government.treasury));
    require_equal(broken, "treasury of " + country.id,
                  static_cast<double>(government.treasury - start.governments[c].treasury),
                  now.ledger.sum(country.capital, "money"));
    // Where nobody is to be paid there may be none.
    if (const double shares = total(government.budget_shares); shares != 0)
      require_equal(broken, "budget shares of " + country.id, shares, 1, 1e-9);
  }
  Cents partners = 0, donors = 0;
  for (const Government& government : now.governments) partners += government.own_cost;
  for (const Government& government : start.governments) partners -= government.own_cost;
  for (const Donor& donor : now.donors) donors += donor.spent;
  for (const Donor& donor : start.donors) donors -= donor.spent;
  require_equal(broken, "partners' cost", static_cast<double>(now.costs.partners - start.costs.partners),
                static_cast<double>(partners));
  Cents organisations = 0;
  for (const RegionalOrganisation& organisation : now.organisations) organisations += organisation.spent;
  for (const RegionalOrganisation& organisation : start.organisations) organisations -= organisation.spent;
  require_equal(broken, "organisations' cost", static_cast<double>(now.costs.organisations - start.costs.organisations),
                static_cast<double>(organisations));
  require_equal(broken, "organisations' cost in the books", booked(now, Book::regional_funds_spent),
                static_cast<double>(organisations));
  require_equal(broken, "donors' cost", static_cast<double>(now.costs.donors - start.costs.donors),
                static_cast<double>(donors));
}

void check_aid(Broken& broken, const World& start, const World& now) {
  Cents spent = 0;
  for (const Donor& donor : now.donors) spent += donor.spent;
  for (const Donor& donor : start.donors) spent -= donor.spent;
  require_equal(broken, "aid in the books", booked(now, Book::aid_spent), static_cast<double>(spent));
  // What was spent went somewhere: overhead, tolls, diversion, waste, delivery are booked against it.
  for (RegionIndex r = 0; r < now.setting->regions(); ++r)
    require_equal(broken, "aid to " + now.setting->map.regions[r].id, now.ledger.sum(r, "aid"), 0);
  for (const Programme& programme : now.programmes) {
    const Cents gone = programme.delivered + programme.wasted + programme.diverted + programme.tolls;
    if (gone > programme.spent)
      broken.push_back(fmt::format("programme {}: {} cents went out of {}", programme.id, gone, programme.spent));
  }
}

void check_threat_funds(Broken& broken, const World& start, const World& now) {
  Cents change = 0;
  for (const Group& group : now.groups) change += group.funds;
  for (const Group& group : start.groups) change -= group.funds;
  require_equal(broken, "funds of threats", static_cast<double>(change), booked(now, "threat funds"));
}

void check_materiel(Broken& broken, const World& start, const World& now) {
  const auto materiel = [](const World& world) {
    return total(by_region(world, world.institutions.region, [&](Index i) {
      return static_cast<double>(world.institutions.serviceable[i] + world.institutions.unserviceable[i]);
    }));
  };
  require_equal(broken, "materiel", materiel(now) - materiel(start), booked(now, "materiel"));
  const auto serviceable = [](const World& world) {
    return total(by_region(world, world.institutions.region,
                           [&](Index i) { return static_cast<double>(world.institutions.serviceable[i]); }));
  };
  require_equal(broken, "serviceable materiel", serviceable(now) - serviceable(start), booked(now, "serviceable"));
}

// Books of a stock in points times authorised persons against the stock itself, of units that exist.
void check_index(Broken& broken, const World& start, const World& now, std::string_view stock,
                 const std::vector<double> Institutions::*list, bool state_only) {
  const auto points = [&](const World& world) {
    return by_region(world, world.institutions.region, [&](Index i) {
      const bool counts = !state_only || world.setting->catalogue.institutions[world.institutions.kind[i]].state;
      return counts && world.institutions.active[i] ? world.institutions.authorised[i] * (world.institutions.*list)[i]
                                                    : 0.0;
    });
  };
  const auto then = points(start), after = points(now);
  const auto authorised =
      by_region(now, now.institutions.region, [&](Index i) { return now.institutions.authorised[i]; });
  for (RegionIndex r = 0; r < now.setting->regions(); ++r)
    require_equal(broken, fmt::format("{} in {}", stock, now.setting->map.regions[r].id), now.ledger.sum(r, stock),
                  after[r] - then[r], 1e-6 * (1 + authorised[r]));
}

void check_control(Broken& broken, const World& start, const World& now) {
  for (RegionIndex r = 0; r < now.setting->regions(); ++r)
    require_equal(broken, "control of " + now.setting->map.regions[r].id, now.ledger.sum(r, "control"),
                  now.regions.control[r] - start.regions.control[r], 1e-9);
}

}  // namespace

std::vector<std::string> broken_identities(const World& start, const World& now) {
  Broken broken;
  check_persons(broken, start, now);
  check_money(broken, start, now);
  check_aid(broken, start, now);
  check_threat_funds(broken, start, now);
  check_materiel(broken, start, now);
  check_control(broken, start, now);
  check_index(broken, start, now, "skill", &Institutions::skill, false);
  check_index(broken, start, now, "management", &Institutions::management, false);
  check_index(broken, start, now, "integrity", &Institutions::integrity, false);
  check_index(broken, start, now, "morale", &Institutions::morale, false);
  check_index(broken, start, now, "capacity", &Institutions::capacity, true);
  return broken;
}

}  // namespace mainstay::tests
