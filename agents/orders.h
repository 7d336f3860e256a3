// Orders and injects: the only ways into a running world. Each names who acts, on what, and when; what it costs and
// when it takes effect follows from the model.
#pragma once

#include <array>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "agents/kinds.h"
#include "sim/clock.h"
#include "sim/fields.h"
#include "sim/map.h"

namespace mainstay::agents {

using sim::none;
using Cents = std::int64_t;  // constant US dollars times 100
inline constexpr double cents_per_usd = 100;
using Money = std::array<Cents, max_instruments>;  // by instrument
inline Cents total(const Money& money) {
  return std::accumulate(money.begin(), money.end(), Cents{0});
}

enum class Verb : std::uint8_t {
  // donors
  open_programme,
  restructure_programme,
  extend_programme,
  hand_over_programme,
  terminate_programme,
  set_donor_policy,
  agree_division_of_labour,
  engage,
  deploy_advisers,
  withdraw_advisers,
  relief,
  // governments
  set_budget_shares,
  raise_unit,
  merge_units,
  disband_unit,
  deploy_unit,
  set_tasks,
  set_rules_of_engagement,
  reform_pay,
  appoint,
  reform_oversight,
  grant_access,
  accept_assistance,
  amnesty,
  talks,
  ceasefire,
  provide_services,
  communicate,
  // regional organisations
  share_information,
  joint_exercise,
  joint_patrols,
  peacekeeping_mission,
  // threats
  set_doctrine,
  // facilitator
  inject,
};
inline constexpr std::array verb_names = {"open_programme",
                                          "restructure_programme",
                                          "extend_programme",
                                          "hand_over_programme",
                                          "terminate_programme",
                                          "set_donor_policy",
                                          "agree_division_of_labour",
                                          "engage",
                                          "deploy_advisers",
                                          "withdraw_advisers",
                                          "relief",
                                          "set_budget_shares",
                                          "raise_unit",
                                          "merge_units",
                                          "disband_unit",
                                          "deploy_unit",
                                          "set_tasks",
                                          "set_rules_of_engagement",
                                          "reform_pay",
                                          "appoint",
                                          "reform_oversight",
                                          "grant_access",
                                          "accept_assistance",
                                          "amnesty",
                                          "talks",
                                          "ceasefire",
                                          "provide_services",
                                          "communicate",
                                          "share_information",
                                          "joint_exercise",
                                          "joint_patrols",
                                          "peacekeeping_mission",
                                          "set_doctrine",
                                          "inject"};

enum class Inject : std::uint8_t {
  drought,
  flood,
  cyclone,
  epidemic,
  displacement,
  attack,
  accident,
  election,
  leader_change,
  coup_attempt,
  scandal,
  price_shock,
  revenue_shock,
  new_group,
  end_of_group,
  custom,
};
inline constexpr std::array inject_names = {
    "drought",       "flood",        "cyclone", "epidemic",    "displacement",  "attack",    "accident",     "election",
    "leader_change", "coup_attempt", "scandal", "price_shock", "revenue_shock", "new_group", "end_of_group", "custom"};

// What a custom inject may move, and in what: indices and shares in points for each holder; persons and dollars in all,
// divided among the holders by what they have.
inline constexpr std::array<std::string_view, 23> stock_names = {
    "staff",     "skill",      "materiel",          "management",    "integrity",       "morale",
    "control",   "service",    "grievance",         "fear_of_state", "fear_of_threats", "hardship",
    "trust",     "will",       "reform_commitment", "oversight",     "patronage_debt",  "treasury_usd",
    "funds_usd", "reputation", "strength_persons",  "concealment",   "displaced"};

// Which institutions a programme or task order means: all that match every list that is not empty. None are named
// where institutions are listed and none of them is there.
struct Targets {
  std::vector<sim::RegionIndex> regions;
  std::vector<sim::CountryIndex> countries;
  std::vector<KindIndex> kinds;
  std::vector<std::uint32_t> institutions;
  bool operator==(const Targets&) const = default;
  MAINSTAY_FIELDS(regions, countries, kinds, institutions)
};

// How a programme hands over: the donor's money tapers to nothing while the partner's agreed share rises.
struct Sustainment {
  bool planned = false;
  std::uint32_t taper_weeks = 0;
  Money money{};         // spent over the taper
  double own_share = 0;  // of upkeep and training costs that the partner agrees to carry at the end, [0, 1]
  bool operator==(const Sustainment&) const = default;
  MAINSTAY_FIELDS(planned, taper_weeks, money, own_share)
};

// What a programme promises to reach, by its own measure.
struct Objective {
  std::uint32_t measure = none;
  std::uint32_t scope = none;
  KindIndex kind = none;  // only institutions of this kind
  double threshold = 0;
  sim::Week by_week = 0;
  bool operator==(const Objective&) const = default;
  MAINSTAY_FIELDS(measure, scope, kind, threshold, by_week)
};

// How a peacekeeping mission divides its work; the sum is at most 1.
struct Mandate {
  double protect = 0;  // guards people
  double monitor = 0;  // watches for abuse
  double mentor = 0;   // accompanies partner units
  bool operator==(const Mandate&) const = default;
  MAINSTAY_FIELDS(protect, monitor, mentor)
};

// What an order names that no world has yet when the order is read: units that are raised and groups that appear in
// the course of a run. They are looked up when the order takes effect.
struct LaterNames {
  std::string institution, into, threat;
  std::vector<std::string> targets;  // institutions
  bool operator==(const LaterNames&) const = default;
};

// A country that sends people to a peacekeeping mission.
struct Contributor {
  sim::CountryIndex country = none;
  std::int64_t persons = 0;
  bool operator==(const Contributor&) const = default;
  MAINSTAY_FIELDS(country, persons)
};

// One order. Only the fields that its verb needs are set; indices are `none` where nothing is meant.
struct Order {
  Verb verb = Verb::inject;
  Inject inject = Inject::custom;
  sim::Week week = 0;
  std::string id;      // of the programme, unit or mission that it opens or changes
  std::string reason;  // as the one who gives it states it; books of custom injects carry it
  std::uint32_t donor = none;
  std::uint32_t government = none;
  std::uint32_t organisation = none;
  std::uint32_t threat = none;
  std::uint32_t institution = none;
  std::uint32_t into = none;  // merge_units: the unit that remains
  KindIndex kind = none;      // institution or threat kind
  std::vector<sim::RegionIndex> regions;
  LaterNames later;
  std::vector<std::uint32_t> parties;     // donors of a division of labour
  std::vector<Contributor> contributors;  // of a peacekeeping mission
  Targets targets;
  Money money{};
  Sustainment sustainment;
  Objective objective;
  bool surge = false;
  bool announced = false;
  double vetting = -1;  // [0, 1]; -1: leave as it is. The same holds for the levels below
  double level = -1;    // access, information sharing, restraint, pay factor, intensity, severity, accept (0 or 1)
  double selectivity = -1;
  double conditionality = -1;
  double coordination = -1;
  double monitoring_share = -1;
  double persons = 0;
  double usd = 0;
  std::uint32_t weeks = 0;
  TaskMix tasks{};
  Mandate mandate;
  std::array<double, action_count> doctrine{};
  std::vector<double> shares;  // by institution kind: budget shares or a donor's priorities; negative: leave as it is
  std::string stock;           // custom inject: one of stock_names
  double change = 0;
  std::string topic;  // engage: effort, reform, access; appoint: merit, loyalty
  bool operator==(const Order&) const = default;
};

}  // namespace mainstay::agents
