#include "agents/undertakings.h"

#include <algorithm>

#include "agents/numeric.h"
#include "agents/paying.h"
#include "agents/stocks.h"
#include "sim/elementary.h"

namespace mainstay::agents {

namespace {

double people_of(const World& world, const std::vector<RegionIndex>& regions) {
  double people = 0;
  for (const RegionIndex region : regions) people += world.setting->map.regions[region].population;
  return people;
}

// Words reach as far as they are paid for; a campaign keeps up what fades from week to week.
void campaign(World& world, const Undertaking& u) {
  const Parameters& p = world.setting->parameters;
  const Cents cost = cents(std::abs(u.level) * people_of(world, u.regions) * p.communication_usd_per_person_week);
  Cents paid = cost;
  const RegionIndex where = u.regions.front();
  if (u.group != none)
    paid = charge_group(world, u.group, where, cost);
  else if (u.government != none)
    paid = charge_government(world, u.government, Book::money_orders, cost);
  else if (u.donor != none)
    charge_donor(world, u.donor, where, cost);
  else if (u.organisation != none)
    charge_organisation(world, u.organisation, cost);
  const double reach = ratio(static_cast<double>(paid), static_cast<double>(cost), 1);
  const double pace = u.since == world.week ? 1 : decay_rate(p.message_half_life_weeks);
  for (const RegionIndex region : u.regions)
    for (Index c = world.regions.cohort_begin[region]; c < world.regions.cohort_begin[region + 1]; ++c)
      world.cohorts.message[c] = std::clamp(world.cohorts.message[c] + u.level * reach * pace, -1.0, 1.0);
}

void patrol(World& world, const Undertaking& u) {
  double km = 0;
  for (const RegionIndex region : u.regions) km += world.setting->map.regions[region].international_border_km;
  charge_organisation(world, u.organisation, cents(km * world.setting->parameters.joint_patrol_usd_per_km_week));
}

void reform(World& world, const Undertaking& u) {
  Government& government = world.governments[u.government];
  const Cents paid = charge_government(world, u.government, Book::money_reform, cents(u.level / sim::weeks_per_year));
  const double per_year = usd(paid) * sim::weeks_per_year;
  government.oversight = clamp01(government.oversight + 0.1 * (1 - sim::exp(-per_year / 2e6)) *
                                                            (0.3 + government.reform_commitment) / sim::weeks_per_year);
}

// It holds for as long as somebody pays those who watch over it.
void watch_ceasefire(World& world, std::size_t k) {
  const Cents cost = cents(world.setting->parameters.ceasefire_usd_per_week);
  const Cents paid = charge_government(world, world.undertakings[k].government, Book::money_orders, cost);
  if (paid < cost) world.undertakings[k].until = world.week + 1;
}

// Advisers whom no programme sends, and peacekeepers.
void pay_people_abroad(World& world) {
  const Setting& setting = *world.setting;
  const double adviser_week = setting.catalogue.adviser_usd_per_year() / sim::weeks_per_year;
  for (const AdvisoryTeam& team : world.teams)
    if (team.programme == none) charge_donor(world, team.donor, team.region, cents(team.advisers * adviser_week));
  const double peacekeeper_week = setting.parameters.peacekeeper_usd_per_year / sim::weeks_per_year;
  for (const PeacekeepingMission& mission : world.missions)
    if (mission.organisation != none && mission.serves(world.week))
      charge_organisation(world, mission.organisation, cents(static_cast<double>(mission.persons) * peacekeeper_week));
}

void set_revenue_factors(World& world) {
  for (Government& government : world.governments) government.revenue_factor = 1;
  for (const Undertaking& u : world.undertakings)
    if (u.verb == Verb::inject && u.inject == Inject::revenue_shock)
      world.governments[u.government].revenue_factor *= std::max(0.0, 1 + u.level);
}

// What prices took comes back, less what people had made up for in the meantime.
void end_price_shock(World& world, const Undertaking& u) {
  const double years = static_cast<double>(u.until - u.since) / sim::weeks_per_year;
  const double left = sim::exp(-world.setting->parameters.recovery_per_year * years);
  for (std::size_t k = 0; k < u.holders.size(); ++k) {
    double& economy = world.regions.economy[u.holders[k]];
    economy = std::clamp(economy - u.amounts[k] * left, 0.2, 1.0);
  }
}

void end(World& world, Postings& postings, const Undertaking& u) {
  if (u.verb != Verb::inject) return;
  if (u.inject == Inject::custom) give_back_stock(world, postings, u);
  if (u.inject == Inject::price_shock) end_price_shock(world, u);
}

}  // namespace

Undertaking begin_undertaking(const World& world, const Order& order) {
  Undertaking u;
  u.verb = order.verb;
  u.inject = order.inject;
  u.donor = order.donor;
  u.government = order.government;
  u.organisation = order.organisation;
  u.group = order.threat;
  u.regions = order.regions;
  u.since = world.week;
  u.until = order.weeks > 0 ? world.week + order.weeks : none;
  return u;
}

void end_undertakings(World& world, Postings& postings) {
  for (std::size_t k = 0; k < world.undertakings.size(); ++k)
    if (world.undertakings[k].until == world.week) {
      const Undertaking over = world.undertakings[k];
      end(world, postings, over);
    }
  std::erase_if(world.undertakings, [&](const Undertaking& u) { return u.until == world.week; });
}

void continue_undertakings(World& world) {
  for (std::size_t k = 0; k < world.undertakings.size(); ++k) {
    const Undertaking& u = world.undertakings[k];
    if (u.verb == Verb::communicate) campaign(world, u);
    if (u.verb == Verb::joint_patrols) patrol(world, u);
    if (u.verb == Verb::reform_oversight) reform(world, u);
    if (u.verb == Verb::ceasefire) watch_ceasefire(world, k);
  }
  pay_people_abroad(world);
  set_revenue_factors(world);
}

bool begin_price_shock(World& world, const Order& order) {
  Undertaking u = begin_undertaking(world, order);
  for (const RegionIndex region : places_of(world, order)) {
    double& economy = world.regions.economy[region];
    const double before = economy;
    economy = std::clamp(economy * (1 - order.change), 0.2, 1.0);
    u.holders.push_back(region);
    u.amounts.push_back(economy - before);
  }
  if (u.holders.empty()) return false;
  if (order.weeks > 0) world.undertakings.push_back(std::move(u));
  return true;
}

}  // namespace mainstay::agents
