#include "agents/order_fault.h"

#include "agents/events.h"
#include "agents/fault_search.h"
#include "agents/measures.h"
#include "agents/world_check.h"

namespace mainstay::agents {

namespace {

// Who or what a verb cannot do without.
struct Needed {
  bool donor = false, government = false, organisation = false;
};

Needed needed_by(Verb verb) {
  switch (verb) {
    case Verb::open_programme:
    case Verb::set_donor_policy:
    case Verb::deploy_advisers:
    case Verb::withdraw_advisers:
    case Verb::relief:
      return {true, false, false};
    case Verb::engage:
    case Verb::grant_access:
    case Verb::accept_assistance:
      return {true, true, false};
    case Verb::set_budget_shares:
    case Verb::raise_unit:
    case Verb::set_rules_of_engagement:
    case Verb::reform_pay:
    case Verb::appoint:
    case Verb::reform_oversight:
    case Verb::amnesty:
    case Verb::talks:
    case Verb::ceasefire:
    case Verb::provide_services:
    case Verb::peacekeeping_mission:
      return {false, true, false};
    case Verb::share_information:
    case Verb::joint_exercise:
    case Verb::joint_patrols:
      return {false, false, true};
    default:
      return {};
  }
}

bool needs_government(Inject inject) {
  return inject == Inject::election || inject == Inject::leader_change || inject == Inject::coup_attempt ||
         inject == Inject::scandal || inject == Inject::revenue_shock;
}

void check_who(FaultSearch& faults, const Order& order, const World& world) {
  const Setting& setting = *world.setting;
  const Needed needed = needed_by(order.verb);
  faults.require(!needed.donor || order.donor != none, "donor", "is not named, or there is none of that name");
  faults.require(!(needed.government || (order.verb == Verb::inject && needs_government(order.inject))) ||
                     order.government != none,
                 "government", "is not named, or there is none of that name");
  faults.require(!needed.organisation || order.organisation != none, "organisation",
                 "is not named, or there is none of that name");
  faults.index_or_none("donor", order.donor, world.donors.size(), "donors");
  faults.index_or_none("government", order.government, setting.countries(), "countries");
  faults.index_or_none("organisation", order.organisation, world.organisations.size(), "organisations");
  faults.index_or_none("threat", order.threat, world.groups.size(), "groups");
  faults.index_or_none("institution", order.institution, world.institutions.size(), "institutions");
  faults.index_or_none("into", order.into, world.institutions.size(), "institutions");
  faults.index_or_none(
      "kind", order.kind,
      order.verb == Verb::inject ? setting.catalogue.threats.size() : setting.catalogue.institutions.size(), "kinds");
  faults.each_index("regions", order.regions, setting.regions(), "regions");
  faults.each_index("parties", order.parties, world.donors.size(), "donors");
  for (std::size_t k = 0; k < order.contributors.size(); ++k) {
    faults.index("contributors", order.contributors[k].country, setting.countries(), "countries", k);
    faults.within("contributors", order.contributors[k].persons, 0, most_persons, k);
  }
  faults.each_index("targets.regions", order.targets.regions, setting.regions(), "regions");
  faults.each_index("targets.countries", order.targets.countries, setting.countries(), "countries");
  faults.each_index("targets.kinds", order.targets.kinds, setting.catalogue.institutions.size(), "kinds");
  faults.each_index("targets.institutions", order.targets.institutions, world.institutions.size(), "institutions");
}

void check_how_much(FaultSearch& faults, const Order& order) {
  faults.within("week", order.week, 0, latest_week);
  faults.within("weeks", order.weeks, 0, latest_week);
  faults.each_within("money", order.money, 0, most_cents);
  faults.each_within("sustainment.money", order.sustainment.money, 0, most_cents);
  faults.within("sustainment.taper_weeks", order.sustainment.taper_weeks, 0, latest_week);
  faults.within("sustainment.own_share", order.sustainment.own_share, 0, 1);
  for (const auto& [name, value] : {std::pair{"vetting", order.vetting},
                                    {"selectivity", order.selectivity},
                                    {"conditionality", order.conditionality},
                                    {"coordination", order.coordination},
                                    {"monitoring_share", order.monitoring_share}})
    faults.within(name, value, -1, 1);
  faults.within("level", order.level, -1, 1e6);
  faults.within("persons", order.persons, 0, most_persons);
  faults.within("usd", order.usd, 0, most_cents / cents_per_usd);
  faults.within("change", order.change, -1e12, 1e12);
  faults.each_within("tasks", order.tasks, 0, 1);
  faults.each_within("doctrine", order.doctrine, -1e3, 1e3);
  faults.each_within("shares", order.shares, -1, 1e3);
  for (const auto& [name, share] : {std::pair{"mandate.protect", order.mandate.protect},
                                    {"mandate.monitor", order.mandate.monitor},
                                    {"mandate.mentor", order.mandate.mentor}})
    faults.within(name, share, 0, 1);
}

}  // namespace

std::string first_fault(const Order& order, const World& world) {
  FaultSearch faults;
  check_who(faults, order, world);
  check_how_much(faults, order);
  const Objective& aim = order.objective;
  faults.index_or_none("objective.measure", aim.measure, measure_count, "measures");
  if (aim.measure != none) faults.index("objective.scope", aim.scope, world.setting->scopes(), "scopes");
  faults.index_or_none("objective.kind", aim.kind, world.setting->catalogue.institutions.size(), "kinds");
  return faults.first();
}

std::string first_fault(const sim::Event& event, Week week, const Setting& setting) {
  FaultSearch faults;
  faults.require(event.week == week, "week", "is another than that in which it stands");
  faults.index("kind", event.kind, event_names.size(), "kinds");
  faults.index("region", event.region, setting.regions(), "regions");
  faults.within("value", event.value, -1e18, 1e18);
  switch (static_cast<EventKind>(event.kind)) {
    case EventKind::cell_relocated:
      faults.index("detail", event.detail, setting.regions(), "regions");
      break;
    case EventKind::hazard_began:
    case EventKind::hazard_ended:
      faults.index("subject", event.subject, hazard_names.size(), "kinds of hazard");
      break;
    case EventKind::election:
    case EventKind::leader_change:
    case EventKind::coup_attempt:
    case EventKind::scandal:
    case EventKind::intervention:
    case EventKind::peacekeepers_sent:
      faults.index("subject", event.subject, setting.countries(), "countries");
      break;
    case EventKind::peacekeepers_home:
      faults.index_or_none("subject", event.subject, setting.countries(), "countries");
      break;
    case EventKind::interdiction:
      faults.index("subject", event.subject, setting.routes.size(), "routes");
      break;
    case EventKind::order_given:
    case EventKind::order_refused:
      faults.index("subject", event.subject, verb_names.size(), "orders");
      faults.index("detail", event.detail, inject_names.size(), "injects");
      break;
    case EventKind::custom:
      faults.index("subject", event.subject, stock_names.size(), "stocks");
      break;
    default:  // an agent, by its number among those of its week
      break;
  }
  return faults.first();
}

}  // namespace mainstay::agents
