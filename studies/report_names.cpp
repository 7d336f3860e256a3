#include "studies/report_names.h"

#include <algorithm>
#include <array>

#include "studies/report_text.h"

namespace mainstay::studies {

namespace {

constexpr std::array known_measures{
    KnownName{"capacity", "Capacity, all institutions", "index", "more", ""},
    KnownName{"capacity_defence", "Capacity, defence", "index", "more", ""},
    KnownName{"capacity_police", "Capacity, police", "index", "more", ""},
    KnownName{"capacity_justice", "Capacity, justice", "index", "more", ""},
    KnownName{"capacity_oversight", "Capacity, oversight", "index", "more", ""},
    KnownName{"control", "Control of territory", "balance", "more", "1 all with the state, −1 all with threats"},
    KnownName{"incidents", "Incidents", "incidents a week", "less", ""},
    KnownName{"deaths_civilian", "Civilian deaths", "persons a week", "less", ""},
    KnownName{"deaths_state", "Deaths, state forces", "persons a week", "less", ""},
    KnownName{"deaths_threat", "Deaths, threat groups", "persons a week", "", ""},
    KnownName{"harm_by_state", "Civilians harmed by the state", "persons a week", "less", ""},
    KnownName{"harm_by_threat", "Civilians harmed by threats", "persons a week", "less", ""},
    KnownName{"crime", "Crime", "", "less", ""},
    KnownName{"trust", "Trust in the state", "index", "more", ""},
    KnownName{"grievance", "Grievance", "index", "less", ""},
    KnownName{"cooperation", "Residents who cooperate", "share", "more", ""},
    KnownName{"legitimacy", "Legitimacy", "index", "more", ""},
    KnownName{"rule_of_law", "Rule of law", "index", "more", ""},
    KnownName{"human_rights", "Human rights", "index", "more", ""},
    KnownName{"border_control", "Border control", "share", "more", "share of flow interdicted"},
    KnownName{"trafficking_flow_usd", "Trafficking", "usd a week", "less", ""},
    KnownName{"displaced", "Displaced", "persons", "less", ""},
    KnownName{"own_funding_share", "Funding that partners pay themselves", "share", "more", ""},
    KnownName{"diversion_usd", "Diverted money", "usd a week", "less", ""},
    KnownName{"donor_cost_usd", "Donors' spending", "usd a week", "less", ""},
    KnownName{"partner_cost_usd", "Partners' spending", "usd a week", "", ""},
    KnownName{"instability_cost_usd", "Cost of instability", "usd a week", "less", ""},
    KnownName{"access", "Access granted to donors", "index", "", ""},
    KnownName{"interoperability", "Interoperability", "index", "more", ""},
    KnownName{"threat_strength", "Strength of threats", "persons", "less", ""},
    KnownName{"assessed_capacity", "Capacity as assessed", "index", "more", ""},
    KnownName{"assessed_control", "Control as assessed", "balance", "more", ""},
};

constexpr std::array known_outcomes{
    KnownName{"peak_gain", "Peak gain in capacity", "index", "more",
              "Greatest difference in capacity from the world without it, at any time"},
    KnownName{"sustained_gain", "Gain at the end", "index", "more",
              "Difference in capacity that is left at the end of the period"},
    KnownName{"retention", "Retained", "share", "more",
              "Gain at the end as a share of the peak gain; not given where there was hardly a peak"},
    KnownName{"peak_week", "Week of the peak", "week", "", "Weeks after the start in which the gain was greatest"},
    KnownName{"incidents", "Incidents", "incidents", "less",
              "Attacks and other incidents over the whole period, difference"},
    KnownName{"civilian_harm", "Harm to civilians", "persons", "less",
              "Civilians killed or harmed by any side, difference"},
    KnownName{"displacement", "Moved to neighbours", "share", "less",
              "Share of the local fall in incidents that comes up in neighbouring regions; below zero: they became "
              "calmer too. "
              "Not given where incidents hardly fell"},
    KnownName{"donor_cost_usd", "Donors' cost", "usd", "less", "What all donors spent on it"},
    KnownName{"partner_cost_usd", "Partners' cost", "usd", "less", "What partner governments spent in addition"},
    KnownName{"diverted_usd", "Diverted", "usd", "less", "Money that ended in private pockets"},
    KnownName{"instability_cost_usd", "Cost of instability", "usd", "less",
              "Lost economic output, displacement, humanitarian needs and neighbours' losses; below zero: cost that "
              "was averted"},
    KnownName{"money_sum_usd", "Sum of all costs", "usd", "less",
              "What donors and partners spent and the cost of instability together; below zero: more was averted than "
              "everybody paid"},
    KnownName{"cost_per_point_usd", "Cost per sustained point", "usd", "less",
              "Donors' cost for each point of capacity that is left at the end; not given where nothing is left"},
    KnownName{"civilian_harm_total", "Harm to civilians, in all", "persons", "less",
              "The whole number, not the difference"},
    KnownName{"instability_total_usd", "Cost of instability, in all", "usd", "less",
              "The whole cost, not the difference"},
};

// Causes whose name in the books is too short to be understood alone.
constexpr std::array<std::array<std::string_view, 2>, 16> known_causes{{
    {"hiring", "Hiring"},
    {"leaving", "Staff who leave"},
    {"desertion, unpaid", "Desertion of unpaid staff"},
    {"killed", "Staff killed"},
    {"own training", "Partners' own training"},
    {"practice", "Practice on the job"},
    {"forgetting", "Skills forgotten"},
    {"raw recruits", "Untrained recruits"},
    {"wear, no spares", "Wear without spare parts"},
    {"repair", "Repair of equipment"},
    {"destroyed", "Equipment destroyed"},
    {"own purchase", "Partners' own purchases"},
    {"management decay", "Management that decays"},
    {"rents", "Patronage and rents"},
    {"reorganised", "Units raised or disbanded"},
    {"inject", "Injects"},
}};

template <class Names>
std::optional<KnownName> find(const Names& names, std::string_view name) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const KnownName& one) { return one.name == name; });
  return found == names.end() ? std::nullopt : std::optional<KnownName>(*found);
}

}  // namespace

std::optional<KnownName> known_measure(std::string_view measure) {
  return find(known_measures, measure);
}
std::optional<KnownName> known_outcome(std::string_view outcome) {
  return find(known_outcomes, outcome);
}

std::string cause_title(std::string_view cause) {
  for (const auto& [name, title] : known_causes)
    if (name == cause) return std::string(title);
  if (const auto bracket = cause.find(" ("); bracket != std::string_view::npos && cause.ends_with(')'))
    return "Aid: " + lower_first(cause.substr(0, bracket));
  return readable(cause);
}

int outcome_order(std::string_view outcome) {
  const auto found = std::find_if(known_outcomes.begin(), known_outcomes.end(),
                                  [&](const KnownName& one) { return one.name == outcome; });
  return static_cast<int>(found - known_outcomes.begin());
}

std::string_view known_unit(std::string_view unit) {
  for (const std::string_view same : {"0..1", "0-1", "0 to 1", "[0, 1]", "[0,1]", "points"})
    if (unit == same) return "index";
  for (const std::string_view same : {"-1..1", "-1 to 1", "[-1, 1]", "[-1,1]"})
    if (unit == same) return "balance";
  for (const std::string_view same : {"fraction", "proportion"})
    if (unit == same) return "share";
  for (const std::string_view same : {"US$", "dollars", "US dollars", "USD"})
    if (unit == same) return "usd";
  for (const std::string_view same : {"usd/week", "usd per week", "US$ a week"})
    if (unit == same) return "usd a week";
  return unit;
}

}  // namespace mainstay::studies
