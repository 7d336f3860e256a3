#include "viz/order_terms.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "viz/format.h"
#include "viz/order_kinds.h"
#include "viz/state.h"

namespace mainstay::viz {

using scenarios::Json;

namespace {

constexpr const char *nobody = "nobody else", *by_access = "the host government: its access decides how much arrives";

double number(const Json& body, const char* key) {
  const auto found = body.find(key);
  return found != body.end() && found->is_number() ? found->get<double>() : 0;
}

std::string a_week(double usd) {
  return usd_text(usd) + " a week";
}

double persons_of_unit(const State& state, const Json& body) {
  const auto& units = state.game->moment->world->institutions;
  const auto found = std::find(units.id.begin(), units.id.end(), body.value("institution", ""));
  return found == units.id.end() ? 0 : units.staff[static_cast<std::size_t>(found - units.id.begin())];
}

double access_now(const State& state, const Json& body) {
  const auto& map = state.game->setting().map;
  const auto& donors = state.game->scenario->start.donors;
  for (std::size_t c = 0; c < map.countries.size(); ++c)
    for (std::size_t d = 0; d < donors.size(); ++d)
      if (map.countries[c].id == body.value("government", "") && donors[d].id == body.value("donor", ""))
        return state.game->moment->world->governments[c].access[d];
  return 0;
}

OrderTerms donor_terms(const State& state, const std::string& verb, const Json& body) {
  const auto& setting = state.game->setting();
  const double adviser_week = setting.catalogue.adviser_usd_per_year() / sim::weeks_per_year;
  if (verb == "open_programme") {
    double sum = 0;
    if (const auto money = body.find("instruments"); money != body.end() && money->is_object())
      for (const auto& [name, part] : money->items()) sum += part.is_number() ? part.get<double>() : 0;
    return {usd_text(sum) + ", from the donor", by_access};
  }
  if (verb == "extend_programme") return {"as much a week as before, from the donor", nobody};
  if (verb == "restructure_programme") return {"what is left, or what is set here, from the donor", nobody};
  if (verb == "hand_over_programme") return {"the handover as planned, from the donor", nobody};
  if (verb == "terminate_programme") return {"none; what is left stays with the donor", nobody};
  if (verb == "set_donor_policy") return {"none", nobody};
  if (verb == "agree_division_of_labour") return {"none", "the donors chosen"};
  if (verb == "engage") return {usd_text(number(body, "usd")) + ", from the donor", nobody};
  if (verb == "deploy_advisers") return {a_week(number(body, "advisers") * adviser_week) + ", from the donor", nobody};
  if (verb == "withdraw_advisers")
    return {fmt::format("{} of their pay, from the donor",
                        weeks_text(static_cast<sim::Week>(setting.parameters.adviser_withdrawal_weeks))),
            nobody};
  return {usd_text(number(body, "usd")) + ", from the donor", nobody};
}

OrderTerms government_terms(const State& state, const std::string& verb, const Json& body) {
  const auto& p = state.game->setting().parameters;
  if (verb == "raise_unit") return {"its pay and upkeep from now on, from the budget", nobody};
  if (verb == "deploy_unit")
    return {usd_text(persons_of_unit(state, body) * p.unit_move_usd_per_person) + ", from the budget", nobody};
  if (verb == "reform_pay") return {"pay times this factor, from the budget", nobody};
  if (verb == "reform_oversight") return {usd_text(number(body, "usd_per_year")) + " a year, from the budget", nobody};
  if (verb == "grant_access")
    return {usd_text(std::abs(number(body, "level") - access_now(state, body)) * p.access_usd) + ", from the budget",
            nobody};
  if (verb == "amnesty")
    return {usd_text(p.amnesty_usd_per_fighter) + " for each who comes home, from the budget", "the fighters, each"};
  if (verb == "talks") return {usd_text(p.talks_usd) + ", from the budget", nobody};
  if (verb == "ceasefire") return {a_week(p.ceasefire_usd_per_week) + ", from the budget", "the group keeps it or not"};
  if (verb == "provide_services") return {usd_text(number(body, "usd")) + ", from the budget", nobody};
  return {"none", nobody};
}

double border_km(const State& state, const Draft& draft) {
  double km = 0;
  for (const sim::RegionIndex r : draft.where) km += state.game->setting().map.regions[r].international_border_km;
  return km;
}

double people_there(const State& state, const Draft& draft) {
  double people = 0;
  for (const sim::RegionIndex r : draft.where) people += state.game->setting().map.regions[r].population;
  return people;
}

OrderTerms organisation_terms(const State& state, const Draft& draft) {
  const std::string& verb = draft.verb;
  const Json& body = draft.body;
  const auto& p = state.game->setting().parameters;
  if (verb == "joint_exercise") return {usd_text(number(body, "usd")) + ", from the organisation", nobody};
  if (verb == "joint_patrols")
    return {a_week(border_km(state, draft) * p.joint_patrol_usd_per_km_week) + ", from the organisation", nobody};
  if (verb == "peacekeeping_mission")
    return {
        a_week(number(body, "persons") * p.peacekeeper_usd_per_year / sim::weeks_per_year) + ", from the organisation",
        nobody};
  return {"none", nobody};
}

}  // namespace

OrderTerms terms_of(const State& state, const Draft& draft) {
  const std::string &verb = draft.verb, giver = order_kind(verb).giver;
  if (verb == "communicate")
    return {a_week(number(draft.body, "intensity") * people_there(state, draft) *
                   state.game->setting().parameters.communication_usd_per_person_week) +
                ", from who speaks",
            nobody};
  if (giver == "Donors") return donor_terms(state, verb, draft.body);
  if (giver == "Governments") return government_terms(state, verb, draft.body);
  if (giver == "Regional organisations") return organisation_terms(state, draft);
  return {"none", nobody};
}

}  // namespace mainstay::viz
