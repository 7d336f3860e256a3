#include "agents/injects.h"

#include <algorithm>

#include "agents/books.h"
#include "agents/encounters.h"
#include "agents/events.h"
#include "agents/governments.h"
#include "agents/hazards.h"
#include "agents/institutions.h"
#include "agents/luck.h"
#include "agents/numeric.h"
#include "agents/residents.h"
#include "agents/threats.h"

namespace mainstay::agents {

namespace {

// A facilitator's own change of a stock, booked under the reason that was given.
bool change_stock(World& world, const Order& order) {
  Institutions& units = world.institutions;
  const sim::AccountIndex reason = world.ledger.open(order.stock, order.reason.empty() ? "inject" : order.reason);
  bool any = false;
  for (const RegionIndex region : order.regions) {
    const auto change_all = [&](auto& list, double factor) {
      const double before = list[region];
      list[region] = std::clamp(before + order.change, order.stock == "control" ? -1.0 : 0.0, 1.0);
      world.ledger.book(region, reason, (list[region] - before) * factor);
      any = true;
    };
    if (order.stock == "control") change_all(world.regions.control, 1);
    if (order.stock == "service") change_all(world.regions.service, 1);
    if (order.stock == "trust" || order.stock == "grievance") {
      for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c) {
        if (order.stock == "trust") world.cohorts.trust[c] = clamp01(world.cohorts.trust[c] + order.change);
        if (order.stock == "grievance")
          for (Index i = world.cohorts.begin[c]; i < world.cohorts.end[c]; ++i)
            world.residents.grievance[i] = static_cast<std::uint16_t>(
                std::clamp(world.residents.grievance[i] + order.change * 65535.0, 0.0, 65535.0));
        if (order.stock == "grievance") sum_cohort(world.residents, world.cohorts, c);
        world.ledger.book(region, reason, order.change * static_cast<double>(world.cohorts.persons[c]));
        any = true;
      }
    }
    for (Index i = 0; i < units.size(); ++i) {
      if (!units.active[i] || units.region[i] != region) continue;
      std::vector<double>* list = order.stock == "skill"        ? &units.skill
                                  : order.stock == "morale"     ? &units.morale
                                  : order.stock == "integrity"  ? &units.integrity
                                  : order.stock == "management" ? &units.management
                                                                : nullptr;
      if (list == nullptr) break;
      const double before = (*list)[i];
      (*list)[i] = clamp01(before + order.change);
      world.ledger.book(region, reason, ((*list)[i] - before) * units.authorised[i]);
      any = true;
    }
  }
  return any;
}

bool new_group(World& world, const Order& order) {
  if (order.kind == none || order.regions.empty()) return false;
  Group group;
  group.id = order.id.empty() ? "group-" + std::to_string(world.week) : order.id;
  group.kind = order.kind;
  group.funds = cents(order.usd);
  world.groups.push_back(group);
  world.ledger.book(order.regions.front(), account(Book::threat_funds_inject), static_cast<double>(group.funds));
  const auto strength = static_cast<std::int32_t>(order.persons / static_cast<double>(order.regions.size()));
  for (const RegionIndex region : order.regions) {
    add_cell(world, static_cast<Index>(world.groups.size() - 1), region, strength, 0.3, 0.5);
    world.ledger.book(region, account(Book::fighters_inject), strength);
  }
  return true;
}

bool end_group(World& world, const Order& order) {
  if (order.threat == none) return false;
  for (Index c = 0; c < world.cells.size(); ++c) {
    if (world.cells.group[c] != order.threat) continue;
    const std::int32_t strength = world.cells.strength[c];
    return_persons(world, world.cells.region[c], strength, static_cast<std::uint32_t>(c));
    world.ledger.book(world.cells.region[c], account(Book::fighters_surrendered), -strength);
    world.ledger.book(world.cells.region[c], account(Book::civilians_left_threat), strength);
    world.cells.strength[c] = 0;
  }
  world.groups[order.threat].active = false;
  return true;
}

bool displace(World& world, const Order& order) {
  for (const RegionIndex region : order.regions)
    world.regions.arrivals_from_outside[region] +=
        static_cast<Persons>(order.persons / static_cast<double>(order.regions.size()));
  return !order.regions.empty();
}

// Dearer food takes part of people's income, everywhere in a country or in the regions that are named.
bool raise_prices(World& world, const Order& order) {
  const double lost = std::clamp(order.level >= 0 ? order.level : order.change, 0.0, 1.0);
  bool any = false;
  for (RegionIndex r = 0; r < world.setting->regions(); ++r) {
    const bool named = std::find(order.regions.begin(), order.regions.end(), r) != order.regions.end();
    const bool inside =
        order.regions.empty() && order.government != none && world.setting->map.regions[r].country == order.government;
    if (!named && !inside) continue;
    world.regions.economy[r] *= 1 - lost;
    any = true;
  }
  return any;
}

bool strike(World& world, const Order& order, Postings& postings) {
  if (order.institution != none) {
    kill_staff(world, postings, order.institution, static_cast<std::int32_t>(order.persons));
    destroy_materiel(world, postings, order.institution, std::clamp(order.level, 0.0, 1.0));
    return true;
  }
  for (const RegionIndex region : order.regions) {
    if (order.inject == Inject::attack) harm_people(world, region, Side::threat, 3 * order.persons, none);
    kill_civilians(world, region, static_cast<Persons>(order.persons), world.week);
    world.regions.violence[region] += 1;
    world.events.add({world.week, static_cast<std::uint16_t>(EventKind::attack), 1, region, 0, order.persons});
  }
  return !order.regions.empty();
}

bool shake_government(World& world, const Picture& picture, Postings& postings, const Order& order) {
  if (order.government == none) return false;
  Government& government = world.governments[order.government];
  sim::Stream draws = luck(world, Luck::shocks, std::uint64_t{2} << 32 | order.government);
  switch (order.inject) {
    case Inject::election:
      government.next_election = world.week + 1;
      break;
    case Inject::leader_change:
      change_leader(world, order.government, draws, postings);
      break;
    case Inject::coup_attempt:
      attempt_coup(world, picture, order.government, draws, postings);
      break;
    case Inject::revenue_shock: {
      const Cents lost = std::min(government.treasury, cents(order.usd));
      government.treasury -= lost;
      government.revenue_received -= lost;  // as if it had never come in
      world.ledger.book(world.setting->map.countries[order.government].capital, account(Book::money_inject),
                        -static_cast<double>(lost));
      break;
    }
    case Inject::scandal:
      for (Index c = 0; c < world.cohorts.size(); ++c)
        if (world.setting->map.regions[world.cohorts.region[c]].country == order.government)
          world.cohorts.trust[c] *= 0.9;
      for (double& alignment : government.alignment) alignment *= 0.8;
      world.events.add({world.week, static_cast<std::uint16_t>(EventKind::scandal), 0,
                        world.setting->map.countries[order.government].capital, order.government, 0});
      break;
    default:
      return false;
  }
  return true;
}

}  // namespace

bool apply_inject(World& world, const Picture& picture, Postings& postings, const Order& order) {
  switch (order.inject) {
    case Inject::drought:
    case Inject::flood:
    case Inject::cyclone:
    case Inject::epidemic:
      for (const RegionIndex region : order.regions)
        begin_hazard(world, static_cast<HazardKind>(order.inject), region, order.level >= 0 ? order.level : 0.5,
                     std::max(1u, order.weeks));
      return !order.regions.empty();
    case Inject::displacement:
      return displace(world, order);
    case Inject::attack:
    case Inject::accident:
      return strike(world, order, postings);
    case Inject::price_shock:
      return raise_prices(world, order);
    case Inject::new_group:
      return new_group(world, order);
    case Inject::end_of_group:
      return end_group(world, order);
    case Inject::custom:
      return change_stock(world, order);
    default:
      return shake_government(world, picture, postings, order);
  }
}

Index append_institution(Institutions& units) {
  const std::size_t size = units.size() + 1;
  Institutions::fields(units, [&](const char*, auto& list) { list.resize(size); });
  const auto i = static_cast<Index>(size - 1);
  units.parent[i] = none;
  units.active[i] = 1;
  return i;
}

bool raise_unit(World& world, const Order& order) {
  if (order.kind == none || order.regions.empty() || order.persons < 1) return false;
  const InstitutionKind& kind = world.setting->catalogue.institutions[order.kind];
  const RegionIndex region = order.regions.front();
  Institutions& units = world.institutions;
  const Persons staff = take_persons(world, region, any_stance & ~stance_bit(Stance::fights), none,
                                     static_cast<Persons>(order.persons), 0.05, world.week);
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
  world.ledger.book(region, account(Book::staff_raised), static_cast<double>(staff));
  world.ledger.book(region, account(Book::civilians_to_units), -static_cast<double>(staff));
  settle_at_start(world, i);
  world.ledger.book(region, account(Book::capacity_reorganised), units.capacity[i] * units.authorised[i]);
  return true;
}

bool deal_with_group(World& world, const Order& order) {
  if (order.threat == none) return false;
  Group& group = world.groups[order.threat];
  Government& government = world.governments[order.government];
  switch (order.verb) {
    case Verb::ceasefire:
      group.ceasefire_until = world.week + std::max(1u, order.weeks);
      government.ceasefire_until = group.ceasefire_until;
      return true;
    case Verb::talks:
      group.reputation = clamp01(group.reputation - 0.03);
      return true;
    case Verb::amnesty: {
      // Those who are poorly paid and hard pressed are the first to come in.
      for (Index c = 0; c < world.cells.size(); ++c) {
        if (world.cells.group[c] != order.threat) continue;
        const auto in = static_cast<std::int32_t>(world.cells.strength[c] * (0.05 + 0.15 * world.cells.pressure[c]));
        if (in == 0) continue;
        world.cells.strength[c] -= in;
        return_persons(world, world.cells.region[c], in, world.week);
        world.ledger.book(world.cells.region[c], account(Book::fighters_surrendered), -in);
        world.ledger.book(world.cells.region[c], account(Book::civilians_left_threat), in);
      }
      return true;
    }
    default:
      return false;
  }
}

}  // namespace mainstay::agents
