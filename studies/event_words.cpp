#include "studies/event_words.h"

namespace mainstay::studies {

namespace {

using agents::EventKind;
using agents::World;

template <class List>
std::string id_at(const List& list, std::size_t index) {
  return index < list.size() ? list[index].id : std::string();
}

template <class Names>
std::string name_at(const Names& names, std::size_t index) {
  return index < std::size(names) ? std::string(names[index]) : std::string();
}

std::string institution_at(const World& world, std::size_t index) {
  const agents::Institutions& units = world.institutions;
  if (index >= units.size()) return "";
  return id_at(world.setting->catalogue.institutions, units.kind[index]) + " in " +
         id_at(world.setting->map.regions, units.region[index]);
}

}  // namespace

std::string event_subject(const World& world, const sim::Event& event) {
  const agents::Setting& setting = *world.setting;
  switch (static_cast<EventKind>(event.kind)) {
    case EventKind::attack:
    case EventKind::sabotage:
    case EventKind::operation:
    case EventKind::harm_by_threat:
    case EventKind::cell_relocated:
    case EventKind::cell_split:
    case EventKind::cell_merged:
      return id_at(world.groups, event.subject);
    case EventKind::hazard_began:
    case EventKind::hazard_ended:
      return name_at(agents::hazard_names, event.subject);
    case EventKind::programme_approved:
    case EventKind::programme_began:
    case EventKind::programme_handing_over:
    case EventKind::programme_ended:
    case EventKind::programme_terminated:
    case EventKind::objective_met:
    case EventKind::objective_missed:
      return id_at(world.programmes, event.subject);
    case EventKind::election:
    case EventKind::leader_change:
    case EventKind::coup_attempt:
    case EventKind::scandal:
    case EventKind::intervention:
    case EventKind::peacekeepers_sent:
    case EventKind::peacekeepers_home:
      return id_at(setting.map.countries, event.subject);
    case EventKind::desertion:
    case EventKind::surrender:
      return institution_at(world, event.subject);
    case EventKind::advisers_lost:
      return id_at(world.donors, event.subject);
    case EventKind::interdiction:
      return id_at(setting.routes, event.subject);
    case EventKind::order_given:
    case EventKind::order_refused:
      return name_at(agents::verb_names, event.subject);
    case EventKind::custom:
      return name_at(agents::stock_names, event.subject);
    case EventKind::harm_by_state:
    case EventKind::protest:
    case EventKind::riot:
    case EventKind::displacement:
      break;
  }
  return "";
}

std::string event_detail(const World& world, const sim::Event& event) {
  const bool yes = event.detail != 0;
  switch (static_cast<EventKind>(event.kind)) {
    case EventKind::attack:
      return yes ? "on civilians" : "on the state";
    case EventKind::operation:
      return yes ? "found a cell" : "found nobody";
    case EventKind::cell_relocated:
      return id_at(world.setting->map.regions, event.detail);
    case EventKind::election:
      return yes ? "leader changed" : "leader stays";
    case EventKind::coup_attempt:
      return yes ? "succeeded" : "failed";
    case EventKind::order_given:
    case EventKind::order_refused:
      return event_subject(world, event) == "inject" ? name_at(agents::inject_names, event.detail) : "";
    default:
      return "";
  }
}

constexpr const char *group = "threat group, by id", *programme = "programme, by id", *country = "country, by id",
                     *hazard = "drought, flood, cyclone or epidemic", *unit = "institution, as kind in region",
                     *verb = "verb of the order", *inject = "kind of the inject, of injects";

const std::array<EventMeaning, agents::event_names.size()> event_meanings = {{
    {EventKind::attack, "A threat group attacks", group, "on civilians, or on the state", "deaths", "persons"},
    {EventKind::sabotage, "Services are damaged", group, "", "share of services lost", "share"},
    {EventKind::operation, "State forces search for a group", group, "found a cell, or nobody", "fighters lost",
     "persons"},
    {EventKind::harm_by_state, "State forces hurt civilians", "", "", "civilians hurt", "persons"},
    {EventKind::harm_by_threat, "A threat group hurts civilians", group, "", "civilians hurt", "persons"},
    {EventKind::cell_relocated, "A cell moves", group, "region it moves to, by id", "fighters who move", "persons"},
    {EventKind::cell_split, "A cell splits", group, "", "fighters who leave", "persons"},
    {EventKind::cell_merged, "Cells join", group, "", "fighters who join", "persons"},
    {EventKind::hazard_began, "A hazard begins", hazard, "", "severity", "0 to 1"},
    {EventKind::hazard_ended, "A hazard ends", hazard, "", "severity", "0 to 1"},
    {EventKind::protest, "People protest", "", "", "intensity", "0 to 1"},
    {EventKind::riot, "A protest turns violent", "", "", "civilians hurt", "persons"},
    {EventKind::programme_approved, "A programme is approved", programme, "", "", ""},
    {EventKind::programme_began, "A programme begins to deliver", programme, "", "", ""},
    {EventKind::programme_handing_over, "A programme begins its handover", programme, "", "", ""},
    {EventKind::programme_ended, "A programme ends", programme, "", "", ""},
    {EventKind::programme_terminated, "A programme is broken off", programme, "", "", ""},
    {EventKind::election, "An election", country, "leader changed, or stays", "", ""},
    {EventKind::leader_change, "A new leader", country, "", "", ""},
    {EventKind::coup_attempt, "A coup is tried", country, "succeeded, or failed", "", ""},
    {EventKind::scandal, "A scandal", country, "", "", ""},
    {EventKind::desertion, "Many desert at once", unit, "", "persons who desert", "persons"},
    {EventKind::advisers_lost, "Advisers are killed or wounded", "donor, by id", "", "advisers lost", "persons"},
    {EventKind::interdiction, "Goods are seized", "trafficking route, by id", "", "value seized in the week",
     "US dollars"},
    {EventKind::displacement, "Many are displaced at once", "", "", "persons newly displaced", "persons"},
    {EventKind::intervention, "Outside forces step in", country, "", "persons sent", "persons"},
    {EventKind::order_given, "An order takes effect", verb, inject, "", ""},
    {EventKind::order_refused, "An order has no effect", verb, inject, "", ""},
    {EventKind::custom, "A facilitator's own inject", "what it moves", "", "change asked for", "as the inject says"},
    {EventKind::objective_met, "A programme has reached its objective", programme, "", "value of its measure",
     "of the measure"},
    {EventKind::objective_missed, "A programme has missed its objective", programme, "", "value of its measure",
     "of the measure"},
    {EventKind::surrender, "A unit gives up", unit, "", "persons who give up", "persons"},
    {EventKind::peacekeepers_sent, "Peacekeepers leave for a mission", country, "", "persons", "persons"},
    {EventKind::peacekeepers_home, "Peacekeepers come home", country, "", "persons", "persons"},
}};

}  // namespace mainstay::studies
