#include "agents/apply_orders.h"

#include <algorithm>

#include "agents/books.h"
#include "agents/encounters.h"
#include "agents/events.h"
#include "agents/governments.h"
#include "agents/hazards.h"
#include "agents/injects.h"
#include "agents/institutions.h"
#include "agents/luck.h"
#include "agents/missions.h"
#include "agents/numeric.h"
#include "agents/programmes.h"
#include "agents/regional_organisations.h"
#include "agents/residents.h"

namespace mainstay::agents {

namespace {

RegionIndex place_of(const World& world, const Order& order) {
  if (!order.regions.empty()) return order.regions.front();
  if (order.government != none) return world.setting->map.countries[order.government].capital;
  if (!order.targets.regions.empty()) return order.targets.regions.front();
  return 0;
}

Index find_programme(const World& world, const Order& order) {
  for (Index k = 0; k < world.programmes.size(); ++k)
    if (world.programmes[k].id == order.id && world.programmes[k].stage != Stage::ended &&
        world.programmes[k].stage != Stage::terminated)
      return k;
  return none;
}

void set_if_given(double& value, double given) {
  if (given >= 0) value = given;
}

// Donors' orders on programmes that are under way. False if there is no such programme.
bool change_programme(World& world, const Order& order) {
  const Index index = find_programme(world, order);
  if (index == none) return false;
  Programme& programme = world.programmes[index];
  switch (order.verb) {
    case Verb::restructure_programme: {
      if (programme.stage == Stage::handing_over) return false;  // what is handed over is settled
      // What is left to deliver takes the new shape: the new plan starts now.
      if (programme.stage == Stage::delivering) programme.starts = world.week;
      bool given = false;
      for (const Cents money : order.money) given |= money > 0;
      if (given) programme.money = order.money;
      if (order.weeks > 0) programme.weeks = order.weeks;
      programme.ends = programme.starts + programme.weeks;
      const Targets& t = order.targets;
      if (!(t == Targets{})) programme.targets = t;
      set_if_given(programme.vetting, order.vetting);
      open_programme_accounts(world, programme);
      return true;
    }
    case Verb::extend_programme: {
      if (programme.stage == Stage::handing_over) {  // the same money tapers off over a longer time
        programme.tapers_until += order.weeks;
        return true;
      }
      // More of the same: money grows with time.
      const double factor = 1 + static_cast<double>(order.weeks) / std::max(1u, programme.weeks);
      for (Cents& money : programme.money) money = static_cast<Cents>(static_cast<double>(money) * factor);
      programme.weeks += order.weeks;
      programme.ends += order.weeks;
      return true;
    }
    case Verb::hand_over_programme:
      plan_handover(world, programme, order.sustainment);
      return true;
    case Verb::terminate_programme:
      end_programme(world, index, Stage::terminated);
      return true;
    default:
      return false;
  }
}

bool donor_order(World& world, const Order& order) {
  switch (order.verb) {
    case Verb::open_programme: {
      if (find_programme(world, order) != none) return false;
      Donor& donor = world.donors[order.donor];
      Cents total = 0;
      for (const Cents money : order.money) total += money;
      if (order.surge) donor.reserve -= total;
      open_programme(world, order);
      return true;
    }
    case Verb::restructure_programme:
    case Verb::extend_programme:
    case Verb::hand_over_programme:
    case Verb::terminate_programme:
      return change_programme(world, order);
    case Verb::set_donor_policy: {
      Donor& donor = world.donors[order.donor];
      set_if_given(donor.selectivity, order.selectivity);
      set_if_given(donor.conditionality, order.conditionality);
      set_if_given(donor.coordination, order.coordination);
      set_if_given(donor.monitoring_share, order.monitoring_share);
      set_if_given(donor.vetting, order.vetting);
      for (std::size_t k = 0; k < order.shares.size() && k < donor.priorities.size(); ++k)
        set_if_given(donor.priorities[k], order.shares[k]);
      return true;
    }
    case Verb::agree_division_of_labour:
      for (const std::uint32_t donor : order.parties) {
        world.donors[donor].division = order.parties.front();
        world.donors[donor].coordination = std::max(world.donors[donor].coordination, 0.8);
      }
      return !order.parties.empty();
    case Verb::engage: {
      Government& government = world.governments[order.government];
      const double effect = 0.05 * (1 - std::exp(-order.usd / 1e6));
      if (order.topic == "reform") government.reform_commitment = clamp01(government.reform_commitment + effect);
      if (order.topic == "effort") government.base_preference = clamp01(government.base_preference + effect);
      if (order.topic == "access")
        government.access[order.donor] = clamp01(government.access[order.donor] + 2 * effect);
      government.alignment[order.donor] = clamp01(government.alignment[order.donor] + effect);
      const Cents cost = cents(order.usd);
      const RegionIndex capital = world.setting->map.countries[order.government].capital;
      world.donors[order.donor].spent += cost;
      world.costs.donors += cost;
      world.ledger.book(capital, account(Book::aid_spent), static_cast<double>(cost));
      world.ledger.book(capital, account(Book::aid_overhead), -static_cast<double>(cost));
      return true;
    }
    case Verb::deploy_advisers: {
      for (const RegionIndex region : order.regions)
        for (Index i = 0; i < world.institutions.size(); ++i)
          if (world.institutions.active[i] && world.institutions.region[i] == region &&
              (order.kind == none || world.institutions.kind[i] == order.kind)) {
            world.teams.push_back(
                {order.donor, none, i, region, order.persons, 1, world.week, world.week + std::max(1u, order.weeks)});
            return true;
          }
      return false;
    }
    case Verb::withdraw_advisers:
      return std::erase_if(world.teams, [&](const AdvisoryTeam& team) {
               return team.donor == order.donor &&
                      std::find(order.regions.begin(), order.regions.end(), team.region) != order.regions.end();
             }) > 0;
    case Verb::relief: {
      const auto places = static_cast<Cents>(order.regions.size());
      const Cents share = places > 0 ? cents(order.usd) / places : 0, spent = share * places;
      for (const RegionIndex region : order.regions) {
        world.regions.relief_usd[region] += usd(share) / std::max(1.0, world.setting->map.regions[region].population);
        world.ledger.book(region, account(Book::aid_spent), static_cast<double>(share));
        world.ledger.book(region, account(Book::aid_delivered), -static_cast<double>(share));
      }
      world.donors[order.donor].spent += spent;
      world.donors[order.donor].relief_spent += spent;
      world.costs.donors += spent;
      return places > 0;
    }
    default:
      return false;
  }
}

bool disband(World& world, Postings& postings, Index i) {
  Institutions& units = world.institutions;
  if (!units.active[i]) return false;
  recall(world, postings, i);
  const Persons staff = units.staff[i];
  return_persons(world, units.region[i], staff, static_cast<std::uint32_t>(units.number[i]));
  world.ledger.book(units.region[i], account(Book::staff_raised), -static_cast<double>(staff));
  world.ledger.book(units.region[i], account(Book::civilians_to_units), static_cast<double>(staff));
  units.staff[i] = 0;
  units.active[i] = 0;
  postings.settle(world, i);
  return true;
}

bool government_order(World& world, Postings& postings, const Order& order) {
  Institutions& units = world.institutions;
  Government* government = order.government == none ? nullptr : &world.governments[order.government];
  switch (order.verb) {
    case Verb::set_budget_shares: {
      double sum = 0;
      for (std::size_t k = 0; k < government->budget_shares.size() && k < order.shares.size(); ++k)
        set_if_given(government->budget_shares[k], order.shares[k]);
      for (const double share : government->budget_shares) sum += share;
      for (double& share : government->budget_shares) share /= sum;
      return true;
    }
    case Verb::raise_unit:
      return raise_unit(world, order);
    case Verb::merge_units: {
      if (!units.active[order.institution] || !units.active[order.into]) return false;
      const Index from = order.institution, into = order.into;
      recall(world, postings, from);
      const double total = std::max(1, units.staff[from] + units.staff[into]);
      units.skill[into] = (units.skill[from] * units.staff[from] + units.skill[into] * units.staff[into]) / total;
      world.ledger.book(units.region[from], account(Book::staff_raised), -units.staff[from]);
      world.ledger.book(units.region[into], account(Book::staff_raised), units.staff[from]);
      units.staff[into] += units.staff[from];
      units.authorised[into] += units.authorised[from];
      units.required[into] += units.required[from];
      units.serviceable[into] += units.serviceable[from];
      units.unserviceable[into] += units.unserviceable[from];
      units.staff[from] = 0;
      units.serviceable[from] = units.unserviceable[from] = 0;
      units.active[from] = 0;
      postings.settle(world, from);
      return true;
    }
    case Verb::disband_unit:
      return disband(world, postings, order.institution);
    case Verb::deploy_unit: {
      if (!units.active[order.institution] || order.regions.empty()) return false;
      const double staff = units.staff[order.institution];
      world.ledger.book(units.region[order.institution], account(Book::staff_raised), -staff);
      units.region[order.institution] = order.regions.front();
      world.ledger.book(units.region[order.institution], account(Book::staff_raised), staff);
      return true;
    }
    case Verb::set_tasks: {
      bool any = false;
      for (Index i = 0; i < units.size(); ++i)
        if (matches(order.targets, world, i)) {
          units.ordered_tasks[i] = order.tasks;
          any = true;
        }
      return any;
    }
    case Verb::set_rules_of_engagement:
      set_if_given(government->restraint, order.level);
      return true;
    case Verb::reform_pay:
      set_if_given(government->pay_factor, order.level);
      return true;
    case Verb::appoint:
      government->merit = clamp01(government->merit + (order.topic == "merit" ? 0.2 : -0.2));
      return true;
    case Verb::reform_oversight: {
      const Cents cost = std::min(government->treasury, cents(order.usd));
      government->treasury -= cost;
      government->own_cost += cost;
      world.costs.partners += cost;
      world.ledger.book(world.setting->map.countries[order.government].capital, account(Book::money_reform),
                        -static_cast<double>(cost));
      government->oversight = clamp01(government->oversight +
                                      0.1 * (1 - std::exp(-usd(cost) / 2e6)) * (0.3 + government->reform_commitment));
      return true;
    }
    case Verb::grant_access:
      set_if_given(government->access[order.donor], order.level);
      return true;
    case Verb::accept_assistance:
      government->accepts[order.donor] = order.level != 0;
      return true;
    case Verb::provide_services:
      for (const RegionIndex region : order.regions) {
        const Cents cost = std::min(government->treasury, cents(order.usd / static_cast<double>(order.regions.size())));
        government->treasury -= cost;
        government->own_cost += cost;
        world.costs.partners += cost;
        world.ledger.book(world.setting->map.countries[order.government].capital, account(Book::money_reform),
                          -static_cast<double>(cost));
        world.regions.service_usd[region] += usd(cost) / std::max(1.0, world.setting->map.regions[region].population);
      }
      return true;
    case Verb::ceasefire:
    case Verb::talks:
    case Verb::amnesty:
      return deal_with_group(world, order);
    default:
      return false;
  }
}

bool begin_mission(World& world, Postings& postings, const Order& order) {
  PeacekeepingMission mission{order.id,
                              order.organisation,
                              order.government,
                              static_cast<Persons>(order.persons),
                              {},
                              world.week + std::max(1u, order.weeks),
                              {}};
  set_if_given(mission.mandate.protect, order.protect);
  set_if_given(mission.mandate.monitor, order.monitor);
  set_if_given(mission.mandate.mentor, order.mentor);
  open_mission(world, postings, std::move(mission), order.contributors);
  return true;
}

bool other_order(World& world, const Picture& picture, Postings& postings, const Order& order) {
  switch (order.verb) {
    case Verb::communicate:
      for (const RegionIndex region : order.regions)
        for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c)
          world.cohorts.message[c] = std::clamp(
              world.cohorts.message[c] + (order.threat == none ? 1 : -1) * std::max(0.0, order.level), -1.0, 1.0);
      return true;
    case Verb::share_information:
      set_if_given(world.organisations[order.organisation].information_sharing, order.level);
      return true;
    case Verb::joint_exercise:
      hold_exercise(world, picture, order.organisation, order.usd);
      return true;
    case Verb::joint_patrols:
      for (const RegionIndex region : order.regions)
        world.regions.joint_patrol_until[region] = world.week + std::max(1u, order.weeks);
      return true;
    case Verb::peacekeeping_mission:
      return begin_mission(world, postings, order);
    case Verb::set_doctrine:
      world.groups[order.threat].doctrine = order.doctrine;
      return true;
    default:
      return false;
  }
}

bool condition_holds(const World& world, const Trigger& trigger) {
  if (trigger.week != none && trigger.week != world.week) return false;
  if (trigger.measure == none) return true;
  const double value = world.measures.at(trigger.measure, trigger.scope);
  return (!trigger.has_above || value > trigger.above) && (!trigger.has_below || value < trigger.below);
}

}  // namespace

void apply_order(World& world, const Picture& picture, Postings& postings, const Order& order) {
  const bool done = order.verb == Verb::inject       ? apply_inject(world, picture, postings, order)
                    : order.verb <= Verb::relief     ? donor_order(world, order)
                    : order.verb < Verb::communicate ? government_order(world, postings, order)
                                                     : other_order(world, picture, postings, order);
  postings.admit_new(world);
  const EventKind kind = done ? EventKind::order_given : EventKind::order_refused;
  world.events.add({world.week, static_cast<std::uint16_t>(kind), 0, place_of(world, order),
                    static_cast<std::uint32_t>(order.verb), 0});
}

void apply_due_orders(World& world, std::span<const Order> orders, const Picture& picture, Postings& postings) {
  for (const Order& order : orders)
    if (order.week == world.week) apply_order(world, picture, postings, order);
  const auto& triggers = world.setting->triggers;
  for (Index t = 0; t < triggers.size(); ++t) {
    TriggerState& state = world.triggers[t];
    state.weeks_held = condition_holds(world, triggers[t]) ? state.weeks_held + 1 : 0;
    if (state.weeks_held < triggers[t].for_weeks || (state.fired && triggers[t].once)) continue;
    sim::Stream draws = luck(world, Luck::triggers, t);
    if (draws.uniform() >= triggers[t].probability_per_week) continue;
    state.fired = true;
    state.weeks_held = 0;
    for (const Order& order : triggers[t].orders) apply_order(world, picture, postings, order);
  }
}

}  // namespace mainstay::agents
