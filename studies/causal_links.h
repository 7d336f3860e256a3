// Which flows of other stocks move a flow: how explanations walk upstream through the books.
#pragma once

#include <array>
#include <string_view>

namespace mainstay::studies {

struct Flow {
  std::string_view stock, cause;  // as in the books; an empty cause: every cause of that stock
};
struct CausalLink {
  Flow flow, moved_by;
};

inline constexpr std::array causal_links = {
    CausalLink{{"capacity", "hiring"}, {"staff", "hiring"}},
    CausalLink{{"capacity", "leaving"}, {"staff", "leaving in peace"}},
    CausalLink{{"capacity", "desertion, unpaid"}, {"staff", "desertion"}},
    CausalLink{{"capacity", "desertion, unpaid"}, {"staff", "leaving unpaid"}},
    CausalLink{{"capacity", "killed"}, {"staff", "killed"}},
    CausalLink{{"capacity", "own training"}, {"skill", "own training"}},
    CausalLink{{"capacity", "practice"}, {"skill", "practice"}},
    CausalLink{{"capacity", "forgetting"}, {"skill", "forgetting"}},
    CausalLink{{"capacity", "raw recruits"}, {"skill", "recruits"}},
    CausalLink{{"capacity", "wear, no spares"}, {"serviceable", "wear"}},
    CausalLink{{"capacity", "repair"}, {"serviceable", "repair"}},
    CausalLink{{"capacity", "destroyed"}, {"serviceable", "destroyed"}},
    CausalLink{{"capacity", "own purchase"}, {"materiel", "own purchase"}},
    CausalLink{{"capacity", "management decay"}, {"management", "decay"}},
    CausalLink{{"capacity", "rents"}, {"management", "rents"}},
    CausalLink{{"capacity", "leadership turnover"}, {"management", "leadership turnover"}},
    CausalLink{{"capacity", "partner's ownership"}, {"management", "partner's ownership"}},
    CausalLink{{"skill", "own training"}, {"money", "training"}},
    CausalLink{{"skill", "recruits"}, {"staff", "hiring"}},
    CausalLink{{"serviceable", "repair"}, {"money", "upkeep"}},
    CausalLink{{"serviceable", "wear"}, {"materiel", ""}},
    CausalLink{{"materiel", "own purchase"}, {"money", "purchase"}},
    CausalLink{{"staff", "hiring"}, {"money", "pay"}},
    CausalLink{{"staff", "leaving unpaid"}, {"money", "pay"}},
    CausalLink{{"staff", "desertion"}, {"morale", ""}},
    CausalLink{{"staff", "killed"}, {"fighters", "recruited"}},
    CausalLink{{"morale", "pay"}, {"money", "pay"}},
    CausalLink{{"morale", "casualties"}, {"staff", "killed"}},
    CausalLink{{"management", "rents"}, {"aid", "diverted"}},
    CausalLink{{"management", "rents"}, {"money", "patronage"}},
    CausalLink{{"management", "partner's ownership"}, {"money", "own share"}},
    CausalLink{{"integrity", "rents"}, {"aid", "diverted"}},
    CausalLink{{"integrity", "regular pay"}, {"money", "pay"}},
    CausalLink{{"integrity", "bribes"}, {"threat funds", "trafficking"}},
    CausalLink{{"fighters", "recruited"}, {"grievance", ""}},
    CausalLink{{"fighters", "recruited"}, {"threat funds", ""}},
    CausalLink{{"threat funds", "tolls on aid"}, {"aid", "tolls"}},
    CausalLink{{"grievance", "harm by the state"}, {"fighters", "killed"}},
    CausalLink{{"grievance", "fair service"}, {"integrity", ""}},
    CausalLink{{"control", "state presence"}, {"capacity", ""}},
    CausalLink{{"control", "threat presence"}, {"fighters", ""}},
    CausalLink{{"money", "own share"}, {"aid", "spent"}},
    CausalLink{{"aid", "tolls"}, {"aid", "spent"}},
    CausalLink{{"aid", "diverted"}, {"aid", "spent"}},
};

// Measures without books of their own, and the flows that move them.
struct MeasureLink {
  std::string_view measure;
  Flow moved_by;
};

inline constexpr std::array measure_links = {
    MeasureLink{"capacity_defence", {"capacity", ""}},
    MeasureLink{"capacity_police", {"capacity", ""}},
    MeasureLink{"capacity_border", {"capacity", ""}},
    MeasureLink{"capacity_justice", {"capacity", ""}},
    MeasureLink{"capacity_civil", {"capacity", ""}},
    MeasureLink{"capacity_oversight", {"capacity", ""}},
    MeasureLink{"incidents", {"fighters", ""}},
    MeasureLink{"incidents", {"control", "threat presence"}},
    MeasureLink{"deaths_civilian", {"civilians", "killed"}},
    MeasureLink{"deaths_civilian", {"fighters", ""}},
    MeasureLink{"deaths_state", {"staff", "killed"}},
    MeasureLink{"deaths_state", {"fighters", ""}},
    MeasureLink{"deaths_threat", {"fighters", "killed"}},
    MeasureLink{"harm_by_state", {"grievance", "harm by the state"}},
    MeasureLink{"harm_by_state", {"fighters", ""}},
    MeasureLink{"harm_by_threat", {"fighters", ""}},
    MeasureLink{"harm_by_threat", {"control", "threat presence"}},
    MeasureLink{"crime", {"capacity", ""}},
    MeasureLink{"crime", {"grievance", ""}},
    MeasureLink{"trust", {"grievance", "harm by the state"}},
    MeasureLink{"trust", {"grievance", "fair service"}},
    MeasureLink{"fear_of_state", {"grievance", "harm by the state"}},
    MeasureLink{"fear_of_threat", {"fighters", ""}},
    MeasureLink{"hardship", {"grievance", "hardship"}},
    MeasureLink{"hardship", {"control", ""}},
    MeasureLink{"cooperation", {"grievance", ""}},
    MeasureLink{"cooperation", {"control", ""}},
    MeasureLink{"support", {"grievance", ""}},
    MeasureLink{"support", {"fighters", ""}},
    MeasureLink{"legitimacy", {"grievance", ""}},
    MeasureLink{"legitimacy", {"integrity", ""}},
    MeasureLink{"rule_of_law", {"capacity", ""}},
    MeasureLink{"rule_of_law", {"integrity", ""}},
    MeasureLink{"human_rights", {"grievance", "harm by the state"}},
    MeasureLink{"human_rights", {"integrity", ""}},
    MeasureLink{"border_control", {"capacity", ""}},
    MeasureLink{"border_control", {"integrity", "bribes"}},
    MeasureLink{"trafficking_flow_usd", {"capacity", ""}},
    MeasureLink{"trafficking_flow_usd", {"integrity", "bribes"}},
    MeasureLink{"displaced", {"fighters", ""}},
    MeasureLink{"displaced", {"control", ""}},
    MeasureLink{"donor_cost_usd", {"aid", "spent"}},
    MeasureLink{"partner_cost_usd", {"money", ""}},
    MeasureLink{"instability_cost_usd", {"control", ""}},
    MeasureLink{"instability_cost_usd", {"fighters", ""}},
    MeasureLink{"access", {"aid", "spent"}},
    MeasureLink{"interoperability", {"skill", "serving abroad"}},
    MeasureLink{"interoperability", {"aid", "delivered"}},
    MeasureLink{"alignment", {"aid", "delivered"}},
    MeasureLink{"will", {"money", "patronage"}},
    MeasureLink{"will", {"aid", "diverted"}},
    MeasureLink{"information", {"grievance", ""}},
    MeasureLink{"information", {"control", ""}},
    MeasureLink{"peacekeepers", {"money", "peacekeeping reimbursed"}},
    MeasureLink{"peacekeepers_abroad", {"money", "peacekeeping reimbursed"}},
    MeasureLink{"intervention_probability", {"control", ""}},
    MeasureLink{"protest", {"grievance", ""}},
    MeasureLink{"organisation_cost_usd", {"regional funds", "spent"}},
    MeasureLink{"disaster_losses_usd", {"capacity", ""}},
};

// What outcomes are statistics of; a study's own outcomes name their measure themselves.
struct OutcomeLink {
  std::string_view outcome, measure;
};
inline constexpr std::array outcome_links = {
    OutcomeLink{"peak_gain", "capacity"},
    OutcomeLink{"sustained_gain", "capacity"},
    OutcomeLink{"retention", "capacity"},
    OutcomeLink{"peak_week", "capacity"},
    OutcomeLink{"cost_per_point_usd", "capacity"},
    OutcomeLink{"instability_total_usd", "instability_cost_usd"},
    OutcomeLink{"money_sum_usd", "instability_cost_usd"},
    OutcomeLink{"diverted_usd", "diversion_usd"},
    OutcomeLink{"civilian_harm", "harm_by_threat"},
    OutcomeLink{"civilian_harm_total", "harm_by_threat"},
    OutcomeLink{"smuggled_usd", "trafficking_flow_usd"},
    OutcomeLink{"displacement", "incidents"},
};

}  // namespace mainstay::studies
