#include "agents/apply_orders.h"

#include <algorithm>

#include "agents/advisers.h"
#include "agents/books.h"
#include "agents/delivery.h"
#include "agents/encounters.h"
#include "agents/events.h"
#include "agents/governments.h"
#include "agents/hazards.h"
#include "agents/injects.h"
#include "agents/institutions.h"
#include "agents/luck.h"
#include "agents/measures.h"
#include "agents/missions.h"
#include "agents/numeric.h"
#include "agents/paying.h"
#include "agents/programmes.h"
#include "agents/regional_organisations.h"
#include "agents/reorganise.h"
#include "agents/undertakings.h"
#include "sim/elementary.h"

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

// What is left to deliver takes the new shape: the money, if none is given, is what is left of it.
void restructure(World& world, Programme& programme, const Order& order) {
  const Week length = order.weeks > 0 ? order.weeks : programme.ends - programme.starts;
  Week ends = programme.starts + length;
  if (programme.stage == Stage::delivering) {
    ends = std::max(world.week + 1, ends);
    const double left =
        static_cast<double>(programme.ends - world.week) / std::max(1u, programme.ends - programme.starts);
    for (Cents& money : programme.money) money = whole(static_cast<double>(money) * std::max(0.0, left));
    programme.starts = world.week;
  }
  if (order.money != Money{}) programme.money = order.money;
  programme.ends = ends;
  programme.weeks = length;
  programme.tapers_until = ends + programme.sustainment.taper_weeks;
  if (!(order.targets == Targets{})) programme.targets = order.targets;
  open_programme_accounts(world, programme);
}

// More of the same: money grows with time; what is being handed over tapers off over a longer time instead.
void extend(const World& world, Programme& programme, Week weeks) {
  if (programme.stage != Stage::handing_over) {
    const double factor = 1 + static_cast<double>(weeks) / std::max(1u, programme.ends - programme.starts);
    for (Cents& money : programme.money) money = whole(static_cast<double>(money) * factor);
    programme.weeks += weeks;
    programme.ends += weeks;
    return;
  }
  const double done = world.week - programme.ends;
  const double left_before = 1 - done / (programme.tapers_until - programme.ends);
  programme.tapers_until += weeks;
  const double left_after = 1 - done / (programme.tapers_until - programme.ends);
  for (Cents& money : programme.sustainment.money)
    money = whole(static_cast<double>(money) * (left_before * left_before) / (left_after * left_after));
}

// Donors' orders on programmes that are under way. False if there is no such programme, or no money for more of it.
bool change_programme(World& world, const Order& order) {
  const Index index = find_programme(world, order);
  if (index == none) return false;
  Donor& donor = world.donors[world.programmes[index].donor];
  Programme changed = world.programmes[index];
  const Cents left = undelivered(changed, world.week);
  switch (order.verb) {
    case Verb::restructure_programme:
      if (changed.stage == Stage::handing_over) return false;  // what is handed over is settled
      restructure(world, changed, order);
      break;
    case Verb::extend_programme:
      extend(world, changed, order.weeks);
      break;
    case Verb::hand_over_programme:
      if (changed.stage != Stage::delivering) return false;
      plan_handover(world, changed, order.sustainment.planned ? order.sustainment : changed.sustainment);
      break;
    default:
      if (changed.surge) draw_reserve(donor, -left);
      end_programme(world, index, Stage::terminated);
      return true;
  }
  if (changed.surge && !draw_reserve(donor, undelivered(changed, world.week) - left)) return false;
  world.programmes[index] = std::move(changed);
  if (order.verb == Verb::restructure_programme && world.programmes[index].stage == Stage::delivering)
    send_team(world, index);
  for (AdvisoryTeam& team : world.teams)
    if (team.programme == index) team.until = world.programmes[index].ends;
  return true;
}

// They take a while to pack up and travel, and are paid for it.
bool withdraw_advisers(World& world, const Order& order) {
  const double week = world.setting->catalogue.adviser_usd_per_year() / sim::weeks_per_year;
  return std::erase_if(world.teams, [&](const AdvisoryTeam& team) {
           if (team.donor != order.donor ||
               std::find(order.regions.begin(), order.regions.end(), team.region) == order.regions.end())
             return false;
           charge_donor(world, team.donor, team.region,
                        cents(team.advisers * week * world.setting->parameters.adviser_withdrawal_weeks));
           return true;
         }) > 0;
}

bool donor_order(World& world, const Order& order) {
  switch (order.verb) {
    case Verb::open_programme: {
      if (find_programme(world, order) != none) return false;
      if (order.surge && !draw_reserve(world.donors[order.donor], total(order.money))) return false;
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
      const double effect = 0.05 * (1 - sim::exp(-order.usd / 1e6));
      if (order.topic == "reform") government.reform_commitment = clamp01(government.reform_commitment + effect);
      if (order.topic == "effort") government.base_preference = clamp01(government.base_preference + effect);
      if (order.topic == "access")
        government.access[order.donor] = clamp01(government.access[order.donor] + 2 * effect);
      government.alignment[order.donor] = clamp01(government.alignment[order.donor] + effect);
      charge_donor(world, order.donor, world.setting->map.countries[order.government].capital, cents(order.usd));
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
      return withdraw_advisers(world, order);
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

bool government_order(World& world, Postings& postings, const Order& order) {
  Institutions& units = world.institutions;
  Government* government = order.government == none ? nullptr : &world.governments[order.government];
  switch (order.verb) {
    case Verb::set_budget_shares: {
      std::vector<double> shares = government->budget_shares;
      for (std::size_t k = 0; k < shares.size() && k < order.shares.size(); ++k)
        set_if_given(shares[k], order.shares[k]);
      if (!normalise(shares)) return false;
      government->budget_shares = std::move(shares);
      return true;
    }
    case Verb::raise_unit:
      return raise_unit(world, order);
    case Verb::merge_units:
      return merge_units(world, postings, order.institution, order.into);
    case Verb::disband_unit:
      return disband_unit(world, postings, order.institution);
    case Verb::deploy_unit:
      return !order.regions.empty() && deploy_unit(world, order.institution, order.regions.front());
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
    case Verb::reform_oversight: {  // goes on from year to year, until another order sets another sum
      std::erase_if(world.undertakings, [&](const Undertaking& u) {
        return u.verb == Verb::reform_oversight && u.government == order.government;
      });
      Undertaking reform = begin_undertaking(world, order);
      reform.level = order.usd;
      if (order.usd > 0) world.undertakings.push_back(std::move(reform));
      return true;
    }
    case Verb::grant_access: {
      double& access = government->access[order.donor];
      const Cents cost = cents(std::abs(order.level - access) * world.setting->parameters.access_usd);
      if (!charge_in_full(world, order.government, Book::money_orders, cost)) return false;
      access = order.level;
      return true;
    }
    case Verb::accept_assistance:
      government->accepts[order.donor] = order.level != 0;
      return true;
    case Verb::provide_services:
      for (const RegionIndex region : order.regions) {
        const Cents cost = charge_government(world, order.government, Book::money_reform,
                                             cents(order.usd / static_cast<double>(order.regions.size())));
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

bool other_order(World& world, const Picture& picture, const Order& order) {
  switch (order.verb) {
    case Verb::communicate: {
      if (order.regions.empty() || (order.threat != none && !world.groups[order.threat].active)) return false;
      Undertaking campaign = begin_undertaking(world, order);
      campaign.level = (order.threat == none ? 1 : -1) * std::max(0.0, order.level);
      world.undertakings.push_back(std::move(campaign));
      return true;
    }
    case Verb::share_information:
      set_if_given(world.organisations[order.organisation].information_sharing, order.level);
      return true;
    case Verb::joint_exercise:
      hold_exercise(world, picture, order.organisation, order.usd);
      return true;
    case Verb::joint_patrols:
      for (const RegionIndex region : order.regions)
        world.regions.joint_patrol_until[region] = world.week + std::max(1u, order.weeks);
      world.undertakings.push_back(begin_undertaking(world, order));
      return !order.regions.empty();
    case Verb::peacekeeping_mission:
      world.missions.push_back({order.id,
                                order.organisation,
                                order.government,
                                whole(order.persons),
                                order.mandate,
                                world.week,
                                world.week + std::max(1u, order.weeks),
                                order.contributors,
                                {}});
      return true;
    case Verb::set_doctrine:
      if (order.threat == none || !world.groups[order.threat].active) return false;
      world.groups[order.threat].doctrine = order.doctrine;
      return true;
    default:
      return false;
  }
}

bool condition_holds(const World& world, const Trigger& trigger) {
  if (trigger.week != none && trigger.week != world.week) return false;
  if (trigger.measure == none) return true;
  const double value = measured(world, trigger.measure, trigger.scope, trigger.kind);
  return (!trigger.has_above || value > trigger.above) && (!trigger.has_below || value < trigger.below);
}

bool is_due(const World& world, Index t) {
  const Trigger& trigger = world.setting->triggers[t];
  const TriggerState& state = world.triggers[t];
  sim::Stream draws = luck(world, Luck::triggers, t);
  return state.weeks_held >= trigger.for_weeks && !(state.fired && trigger.once) &&
         draws.uniform() < trigger.probability_per_week;
}

// Names that no world had when the order was read mean what is there now; what is still not there stays `none`.
Order with_names_found(const World& world, Order order) {
  const auto institution = [&](const std::string& id) {
    const auto& ids = world.institutions.id;
    const auto found = std::find(ids.begin(), ids.end(), id);
    return found == ids.end() ? none : static_cast<Index>(found - ids.begin());
  };
  if (!order.later.institution.empty()) order.institution = institution(order.later.institution);
  if (!order.later.into.empty()) order.into = institution(order.later.into);
  for (Index g = 0; g < world.groups.size() && !order.later.threat.empty(); ++g)
    if (world.groups[g].id == order.later.threat) order.threat = g;
  for (const std::string& id : order.later.targets)
    if (const Index i = institution(id); i != none) order.targets.institutions.push_back(i);
  return order;
}

// Whether the order names somebody who is not there (yet).
bool names_nobody(const Order& order) {
  return (!order.later.institution.empty() && order.institution == none) ||
         (!order.later.into.empty() && order.into == none) || (!order.later.threat.empty() && order.threat == none) ||
         (!order.later.targets.empty() && order.targets.institutions.empty());
}

void give_orders_of_trigger(World& world, const Picture& picture, Postings& postings, const Trigger& trigger,
                            TriggerState& state) {
  Week last = 0;
  for (const Order& order : trigger.orders) {
    last = std::max(last, order.week);
    for (const Week fired : state.firings)
      if (fired + order.week == world.week) apply_order(world, picture, postings, order);
  }
  std::erase_if(state.firings, [&](Week fired) { return fired + last <= world.week; });
}

}  // namespace

void apply_order(World& world, const Picture& picture, Postings& postings, const Order& given) {
  const Order order = with_names_found(world, given);
  const bool done = names_nobody(order)              ? false
                    : order.verb == Verb::inject     ? apply_inject(world, picture, postings, order)
                    : order.verb <= Verb::relief     ? donor_order(world, order)
                    : order.verb < Verb::communicate ? government_order(world, postings, order)
                                                     : other_order(world, picture, order);
  postings.admit_new(world);
  const EventKind kind = done ? EventKind::order_given : EventKind::order_refused;
  const auto inject = static_cast<std::uint16_t>(order.verb == Verb::inject ? order.inject : Inject{});
  world.events.add({world.week, static_cast<std::uint16_t>(kind), inject, place_of(world, order),
                    static_cast<std::uint32_t>(order.verb), 0});
}

std::vector<Index> apply_due_orders(World& world, std::span<const Order> orders, const Picture& picture,
                                    Postings& postings, const std::vector<Index>* fires) {
  end_undertakings(world, postings);
  for (const Order& order : orders)
    if (order.week == world.week) apply_order(world, picture, postings, order);
  const auto& triggers = world.setting->triggers;
  std::vector<Index> fired;
  for (Index t = 0; t < triggers.size(); ++t) {
    TriggerState& state = world.triggers[t];
    state.weeks_held = condition_holds(world, triggers[t]) ? state.weeks_held + 1 : 0;
    if (fires ? std::find(fires->begin(), fires->end(), t) != fires->end() : is_due(world, t)) {
      state.fired = true;
      state.weeks_held = 0;
      state.firings.push_back(world.week);
      fired.push_back(t);
    }
    give_orders_of_trigger(world, picture, postings, triggers[t], state);
  }
  continue_undertakings(world);
  return fired;
}

}  // namespace mainstay::agents
