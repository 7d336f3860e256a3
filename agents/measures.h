// What is measured each week: truth, and what outside observers make of it. Aggregation over places is part of a
// measure's definition.
#pragma once

#include <array>
#include <string_view>

#include "agents/picture.h"
#include "agents/postings.h"
#include "agents/world.h"

namespace mainstay::agents {

enum class Measure : std::uint8_t {
  capacity,
  capacity_defence,
  capacity_police,
  capacity_border,
  capacity_justice,
  capacity_civil,
  capacity_oversight,
  control,
  incidents,
  deaths_civilian,
  deaths_state,
  deaths_threat,
  harm_by_state,
  harm_by_threat,
  crime,
  trust,
  grievance,
  fear_of_state,
  fear_of_threat,
  hardship,
  cooperation,
  support,
  legitimacy,
  rule_of_law,
  human_rights,
  border_control,
  trafficking_flow_usd,
  displaced,
  disaster_losses_usd,
  own_funding_share,
  diversion_usd,
  donor_cost_usd,
  partner_cost_usd,
  instability_cost_usd,
  access,
  interoperability,
  alignment,
  will,
  threat_strength,
  information,
  peacekeepers,
  intervention_probability,
  protest,
  staff,
  skill,
  materiel_serviceable,
  management,
  integrity,
  morale,
  recruits,
  peacekeepers_abroad,
  organisation_cost_usd,
  count,
};
inline constexpr std::size_t measure_count = static_cast<std::size_t>(Measure::count);
constexpr std::size_t measure(Measure m) {
  return static_cast<std::size_t>(m);
}

enum class Aggregate : std::uint8_t { sum, people_mean, staff_mean, border_mean };  // weighted by what

struct MeasureDescription {
  std::string_view id, title, unit;  // units: "index" 0..1, "share" 0..1, "usd", "persons", ...
  Aggregate aggregate;
  std::string_view better;  // more, less, or empty
  int decimals;
};

inline constexpr std::array<MeasureDescription, measure_count> measure_descriptions = {{
    {"capacity", "Capacity, all state institutions", "index", Aggregate::staff_mean, "more", 1},
    {"capacity_defence", "Capacity of the military", "index", Aggregate::staff_mean, "more", 1},
    {"capacity_police", "Capacity of police and gendarmerie", "index", Aggregate::staff_mean, "more", 1},
    {"capacity_border", "Capacity of border and customs services", "index", Aggregate::staff_mean, "more", 1},
    {"capacity_justice", "Capacity of justice", "index", Aggregate::staff_mean, "more", 1},
    {"capacity_civil", "Capacity of civil services", "index", Aggregate::staff_mean, "more", 1},
    {"capacity_oversight", "Capacity of oversight and management", "index", Aggregate::staff_mean, "more", 1},
    {"control", "Control by the state", "-1 to 1", Aggregate::people_mean, "more", 2},
    {"incidents", "Violent incidents", "a week", Aggregate::sum, "less", 1},
    {"deaths_civilian", "Civilians killed", "persons a week", Aggregate::sum, "less", 0},
    {"deaths_state", "State forces killed", "persons a week", Aggregate::sum, "less", 0},
    {"deaths_threat", "Fighters killed", "persons a week", Aggregate::sum, "", 0},
    {"harm_by_state", "Civilians hurt by state forces", "persons a week", Aggregate::sum, "less", 0},
    {"harm_by_threat", "Civilians hurt by threats", "persons a week", Aggregate::sum, "less", 0},
    {"crime", "Crimes and disputes", "per 1,000 people a week", Aggregate::people_mean, "less", 2},
    {"trust", "Trust in the state", "index", Aggregate::people_mean, "more", 1},
    {"grievance", "Grievance", "index", Aggregate::people_mean, "less", 1},
    {"fear_of_state", "Fear of the state", "index", Aggregate::people_mean, "less", 1},
    {"fear_of_threat", "Fear of threats", "index", Aggregate::people_mean, "less", 1},
    {"hardship", "Hardship", "index", Aggregate::people_mean, "less", 1},
    {"cooperation", "People who cooperate with the state", "share", Aggregate::people_mean, "more", 1},
    {"support", "People who support a threat", "share", Aggregate::people_mean, "less", 1},
    {"legitimacy", "Legitimacy", "index", Aggregate::people_mean, "more", 1},
    {"rule_of_law", "Rule of law", "index", Aggregate::people_mean, "more", 1},
    {"human_rights", "Respect for human rights", "index", Aggregate::people_mean, "more", 1},
    {"border_control", "Share of trafficking interdicted", "share", Aggregate::border_mean, "more", 1},
    {"trafficking_flow_usd", "Trafficking that passes", "usd", Aggregate::sum, "less", 0},
    {"displaced", "Displaced persons", "persons", Aggregate::sum, "less", 0},
    {"disaster_losses_usd", "Disaster losses", "usd", Aggregate::sum, "less", 0},
    {"own_funding_share", "Partner's own share of security costs", "share", Aggregate::staff_mean, "more", 1},
    {"diversion_usd", "Aid diverted so far", "usd", Aggregate::sum, "less", 0},
    {"donor_cost_usd", "Donor cost so far", "usd", Aggregate::sum, "", 0},
    {"partner_cost_usd", "Partner cost so far", "usd", Aggregate::sum, "", 0},
    {"instability_cost_usd", "Cost of instability", "usd", Aggregate::sum, "less", 0},
    {"access", "Access granted to donors", "index", Aggregate::people_mean, "more", 1},
    {"interoperability", "Interoperability", "index", Aggregate::staff_mean, "more", 1},
    {"alignment", "Alignment with donors", "index", Aggregate::people_mean, "more", 1},
    {"will", "Political will", "index", Aggregate::people_mean, "more", 1},
    {"threat_strength", "Fighters", "persons", Aggregate::sum, "less", 0},
    {"information", "What state forces know", "index", Aggregate::people_mean, "more", 1},
    {"peacekeepers", "Peacekeepers", "persons", Aggregate::sum, "", 0},
    {"intervention_probability", "Outside intervention", "share", Aggregate::people_mean, "less", 2},
    {"protest", "Protest", "index", Aggregate::people_mean, "less", 1},
    {"staff", "Staff present", "share", Aggregate::staff_mean, "more", 1},
    {"skill", "Skill", "index", Aggregate::staff_mean, "more", 1},
    {"materiel_serviceable", "Serviceable materiel", "share", Aggregate::staff_mean, "more", 1},
    {"management", "Management quality", "index", Aggregate::staff_mean, "more", 1},
    {"integrity", "Integrity", "index", Aggregate::staff_mean, "more", 1},
    {"morale", "Morale", "index", Aggregate::staff_mean, "more", 1},
    {"recruits", "Recruits of threats", "persons a week", Aggregate::sum, "less", 0},
    {"peacekeepers_abroad", "Own people in missions abroad", "persons", Aggregate::sum, "", 0},
    {"organisation_cost_usd", "Regional organisations' cost so far", "usd", Aggregate::sum, "", 0},
}};

// The measure in the last week, at a scope; of the institutions of one kind alone unless `kind` is none.
double measured(const World& world, std::size_t measure, std::size_t scope, KindIndex kind = none);

// Measures that can be asked of one kind of institution.
inline constexpr std::array measures_by_kind = {
    Measure::capacity,   Measure::staff,     Measure::skill, Measure::materiel_serviceable,
    Measure::management, Measure::integrity, Measure::morale};

// Measures the world at the end of a week: fills world.measures and world.assessed.
void take_measures(World& world, const Picture& picture);

}  // namespace mainstay::agents
