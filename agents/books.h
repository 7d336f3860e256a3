// The fixed accounts of the books: what can move each stock, apart from programmes, which open their own accounts.
// Index stocks (skill, capacity, ...) are booked in points times authorised persons, so that any scope's change is the sum
// of its regions' amounts over its authorised persons. Money is booked in cents, people in persons.
#pragma once

#include <array>
#include <string_view>

#include "sim/ledger.h"

namespace mainstay::agents {

enum class Book : sim::AccountIndex {
  staff_hired, staff_peacetime_leavers, staff_unpaid_leavers, staff_deserted, staff_killed, staff_raised,
  skill_own_training, skill_practice, skill_forgetting, skill_recruits, skill_inject,
  materiel_own_purchase, materiel_destroyed, materiel_captured, materiel_written_off, materiel_inject,
  serviceable_wear, serviceable_repair, serviceable_destroyed, serviceable_purchase, serviceable_inject,
  management_decay, management_rents, management_turnover, management_ownership, management_inject,
  integrity_oversight, integrity_pay, integrity_vetting, integrity_bribes, integrity_rents, integrity_inject,
  morale_pay, morale_casualties, morale_success, morale_leadership, morale_outlook, morale_inject,
  capacity_hired, capacity_leavers, capacity_desertion, capacity_killed, capacity_own_training, capacity_practice,
  capacity_forgetting, capacity_recruits, capacity_wear, capacity_repair, capacity_destroyed, capacity_purchase,
  capacity_management_decay, capacity_rents, capacity_turnover, capacity_ownership, capacity_reorganised,
  capacity_inject,
  money_revenue, money_pay, money_ghost_pay, money_upkeep, money_training, money_purchase, money_patronage,
  money_diverted, money_reform, money_handover, money_inject,
  aid_spent, aid_overhead, aid_wasted, aid_diverted, aid_tolls, aid_delivered,
  civilians_hired, civilians_returned, civilians_recruited, civilians_left_threat, civilians_killed, civilians_to_units,
  fighters_recruited, fighters_killed, fighters_left, fighters_surrendered, fighters_inject,
  threat_funds_extorted, threat_funds_trafficking, threat_funds_tolls, threat_funds_sponsor, threat_funds_captured,
  threat_funds_upkeep, threat_funds_inject,
  control_presence, control_threat,
  grievance_state_harm, grievance_hardship, grievance_injustice, grievance_fading, grievance_service, grievance_other,
  count,
};

inline constexpr std::array<std::array<std::string_view, 2>, static_cast<std::size_t>(Book::count)> book_names = {{
    {"staff", "hiring"}, {"staff", "leaving in peace"}, {"staff", "leaving unpaid"}, {"staff", "desertion"},
    {"staff", "killed"}, {"staff", "units raised or disbanded"},
    {"skill", "own training"}, {"skill", "practice"}, {"skill", "forgetting"}, {"skill", "recruits"}, {"skill", "inject"},
    {"materiel", "own purchase"}, {"materiel", "destroyed"}, {"materiel", "captured"}, {"materiel", "written off"},
    {"materiel", "inject"},
    {"serviceable", "wear"}, {"serviceable", "repair"}, {"serviceable", "destroyed"}, {"serviceable", "own purchase"},
    {"serviceable", "inject"},
    {"management", "decay"}, {"management", "rents"}, {"management", "leadership turnover"},
    {"management", "partner's ownership"}, {"management", "inject"},
    {"integrity", "oversight"}, {"integrity", "regular pay"}, {"integrity", "vetting"}, {"integrity", "bribes"},
    {"integrity", "rents"}, {"integrity", "inject"},
    {"morale", "pay"}, {"morale", "casualties"}, {"morale", "success"}, {"morale", "leadership"}, {"morale", "outlook"},
    {"morale", "inject"},
    {"capacity", "hiring"}, {"capacity", "leaving"}, {"capacity", "desertion, unpaid"}, {"capacity", "killed"},
    {"capacity", "own training"}, {"capacity", "practice"}, {"capacity", "forgetting"}, {"capacity", "raw recruits"},
    {"capacity", "wear, no spares"}, {"capacity", "repair"}, {"capacity", "destroyed"}, {"capacity", "own purchase"},
    {"capacity", "management decay"}, {"capacity", "rents"}, {"capacity", "leadership turnover"},
    {"capacity", "partner's ownership"}, {"capacity", "reorganised"}, {"capacity", "inject"},
    {"money", "revenue"}, {"money", "pay"}, {"money", "ghost staff"}, {"money", "upkeep"}, {"money", "training"},
    {"money", "purchase"}, {"money", "patronage"}, {"money", "diverted"}, {"money", "reform"}, {"money", "own share"},
    {"money", "inject"},
    {"aid", "spent"}, {"aid", "overhead"}, {"aid", "wasted"}, {"aid", "diverted"}, {"aid", "tolls"}, {"aid", "delivered"},
    {"civilians", "hired"}, {"civilians", "returned from service"}, {"civilians", "recruited by threats"},
    {"civilians", "left threats"}, {"civilians", "killed"}, {"civilians", "joined new units"},
    {"fighters", "recruited"}, {"fighters", "killed"}, {"fighters", "left"}, {"fighters", "surrendered"},
    {"fighters", "inject"},
    {"threat funds", "extortion"}, {"threat funds", "trafficking"}, {"threat funds", "tolls on aid"},
    {"threat funds", "sponsor"}, {"threat funds", "captured"}, {"threat funds", "upkeep"}, {"threat funds", "inject"},
    {"control", "state presence"}, {"control", "threat presence"},
    {"grievance", "harm by the state"}, {"grievance", "hardship"}, {"grievance", "injustice"}, {"grievance", "fading"},
    {"grievance", "fair service"}, {"grievance", "other"},
}};

constexpr sim::AccountIndex account(Book book) { return static_cast<sim::AccountIndex>(book); }

}  // namespace mainstay::agents
