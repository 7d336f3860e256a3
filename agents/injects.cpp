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
#include "agents/paying.h"
#include "agents/residents.h"
#include "agents/society.h"
#include "agents/stocks.h"
#include "agents/threats.h"
#include "agents/undertakings.h"

namespace mainstay::agents {

namespace {

double persons_under_arms(const World& world) {
  double sum = 0;
  for (const std::int32_t staff : world.institutions.staff) sum += staff;
  for (const std::int32_t strength : world.cells.strength) sum += strength;
  return sum;
}

bool new_group(World& world, const Order& order) {
  const auto at_sea = [&](RegionIndex region) { return world.setting->map.regions[region].sea; };
  if (order.kind == none || order.regions.empty() || std::any_of(order.regions.begin(), order.regions.end(), at_sea))
    return false;
  if (persons_under_arms(world) + order.persons > most_persons) return false;
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
  if (order.threat == none || !world.groups[order.threat].active) return false;
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

// People of the regions take flight; where they go and when they return they decide as others do.
bool displace(World& world, const Order& order) {
  Residents& people = world.residents;
  bool any = false;
  for (const RegionIndex region : order.regions) {
    auto left = whole(order.persons / static_cast<double>(order.regions.size()));
    for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c) {
      for (Index i = world.cohorts.begin[c]; i < world.cohorts.end[c] && 2 * left >= people.persons[i]; ++i) {
        if (people.stance[i] == static_cast<std::uint8_t>(Stance::displaced) || people.persons[i] == 0) continue;
        people.stance[i] = static_cast<std::uint8_t>(Stance::displaced);
        left -= people.persons[i];
        any = true;
      }
      sum_cohort(people, world.cohorts, c);
    }
  }
  if (any) settle_displaced(world);
  return any;
}

bool strike(World& world, const Order& order, Postings& postings) {
  if (order.institution != none) {
    if (!world.institutions.active[order.institution]) return false;
    kill_staff(world, postings, order.institution, static_cast<std::int32_t>(order.persons));
    destroy_materiel(world, postings, order.institution, std::clamp(order.level, 0.0, 1.0));
    return true;
  }
  for (const RegionIndex region : order.regions) {
    if (order.inject == Inject::attack) {
      harm_people(world, region, Side::threat, 3 * order.persons, none);
      world.events.add({world.week, static_cast<std::uint16_t>(EventKind::harm_by_threat), 0, region,
                        order.threat == none ? 0 : order.threat, 3 * order.persons});
    }
    kill_civilians(world, region, whole(order.persons), world.week);
    world.regions.violence[region] += 1;
    world.events.add({world.week, static_cast<std::uint16_t>(EventKind::attack), 1, region,
                      order.threat == none ? 0 : order.threat, order.persons});
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
      Undertaking shock = begin_undertaking(world, order);
      shock.level = order.change;
      world.undertakings.push_back(std::move(shock));
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

bool custom_inject(World& world, Postings& postings, const Order& order) {
  Undertaking change = begin_undertaking(world, order);
  if (!move_stock(world, postings, order, change)) return false;
  world.events.add({world.week, static_cast<std::uint16_t>(EventKind::custom), 0,
                    order.regions.empty() ? 0 : order.regions.front(), change.stock, order.change});
  if (order.weeks > 0) world.undertakings.push_back(std::move(change));
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
        begin_hazard(world, static_cast<HazardKind>(order.inject), region, order.level, std::max(1u, order.weeks));
      return !order.regions.empty();
    case Inject::displacement:
      return displace(world, order);
    case Inject::attack:
    case Inject::accident:
      return strike(world, order, postings);
    case Inject::price_shock:
      return begin_price_shock(world, order);
    case Inject::new_group:
      return new_group(world, order);
    case Inject::end_of_group:
      return end_group(world, order);
    case Inject::custom:
      return custom_inject(world, postings, order);
    default:
      return shake_government(world, picture, postings, order);
  }
}

// Those who are poorly paid and hard pressed are the first to come in, as long as their new start can be paid.
bool pardon(World& world, const Order& order) {
  const double each = world.setting->parameters.amnesty_usd_per_fighter;
  bool any = false;
  for (Index c = 0; c < world.cells.size(); ++c) {
    if (world.cells.group[c] != order.threat) continue;
    const auto ready = static_cast<std::int32_t>(world.cells.strength[c] * (0.05 + 0.15 * world.cells.pressure[c]));
    const double paid_for = ratio(usd(world.governments[order.government].treasury), each, 1e9);
    const std::int32_t in = std::min(ready, static_cast<std::int32_t>(std::min(paid_for, 1e9)));
    if (in <= 0) continue;
    charge_government(world, order.government, Book::money_orders, cents(each * in));
    world.cells.strength[c] -= in;
    return_persons(world, world.cells.region[c], in, world.week);
    world.ledger.book(world.cells.region[c], account(Book::fighters_surrendered), -in);
    world.ledger.book(world.cells.region[c], account(Book::civilians_left_threat), in);
    any = true;
  }
  return any;
}

bool deal_with_group(World& world, const Order& order) {
  if (order.threat == none || !world.groups[order.threat].active) return false;
  Group& group = world.groups[order.threat];
  const Parameters& p = world.setting->parameters;
  switch (order.verb) {
    case Verb::ceasefire: {  // takes the place of an earlier one of the same two
      Undertaking ceasefire = begin_undertaking(world, order);
      ceasefire.until = world.week + std::max(1u, order.weeks);
      std::erase_if(world.undertakings, [&](const Undertaking& u) {
        return u.verb == Verb::ceasefire && u.group == order.threat && u.government == order.government;
      });
      world.undertakings.push_back(std::move(ceasefire));
      return true;
    }
    case Verb::talks:
      if (!charge_in_full(world, order.government, Book::money_orders, cents(p.talks_usd))) return false;
      group.reputation = clamp01(group.reputation - 0.03);
      return true;
    case Verb::amnesty:
      return pardon(world, order);
    default:
      return false;
  }
}

}  // namespace mainstay::agents
