// The world as a value: everything that changes, as plain structs of arrays without pointers between agents. Copy it
// for a twin, a branch or a rewind point; compare it, hash it, save it (sim/snapshot.h) by its fields. Indices: a
// region, country, institution, group, cell, donor or programme is its position in its arrays.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agents/orders.h"
#include "agents/setting.h"
#include "sim/events.h"
#include "sim/ledger.h"
#include "sim/measures.h"

namespace mainstay::agents {

using sim::CountryIndex;
using sim::RegionIndex;
using sim::Week;
using Persons = std::int64_t;
using Index = std::uint32_t;

enum class Stance : std::uint8_t { neutral, cooperates, self_defence, supports, fights, displaced };
inline constexpr std::size_t stance_count = 6;

// People, in groups of persons_per_resident. Feelings are 16-bit fixed point: 0 is 0, 65535 is 1. Residents of one
// region and community lie together: a cohort. The weekly update is residents.cpp.
struct Residents {
  std::vector<std::uint16_t> grievance;
  std::vector<std::uint16_t> fear_of_state;
  std::vector<std::uint16_t> fear_of_threat;
  std::vector<std::uint16_t> hardship;
  std::vector<std::uint8_t> risk_aversion;  // 0..255, fixed for life
  std::vector<std::uint8_t> stance;         // a Stance
  std::vector<std::int32_t> persons;        // alive and civilian, that this resident still stands for
  std::size_t size() const { return grievance.size(); }
  bool operator==(const Residents&) const = default;
  MAINSTAY_FIELDS(grievance, fear_of_state, fear_of_threat, hardship, risk_aversion, stance, persons)
};

// Residents [begin, end) of one community in one region, what they have lived through, and the sums of their states.
struct Cohorts {
  std::vector<RegionIndex> region;
  std::vector<std::uint32_t> community;
  std::vector<Index> begin;
  std::vector<Index> end;
  std::vector<double> harm_by_state;   // persons hurt per 1,000, recent (fades)
  std::vector<double> harm_by_threat;  // the same, by threats
  std::vector<double> trust;           // legitimacy of the state in their eyes, [0, 1]
  std::vector<double> message;         // public communication, [-1, 1]: against or for the state
  std::vector<double> grievance, fear_of_state, fear_of_threat, hardship;  // means, [0, 1]
  std::vector<Persons> persons;
  std::array<std::vector<Persons>, stance_count> by_stance;
  std::size_t size() const { return region.size(); }
  bool operator==(const Cohorts&) const = default;
  MAINSTAY_FIELDS(region, community, begin, end, harm_by_state, harm_by_threat, trust, message, grievance,
                  fear_of_state, fear_of_threat, hardship, persons, by_stance)
};

// What a region is like. Cohorts of region r are [cohort_begin[r], cohort_begin[r + 1]).
struct Regions {
  std::vector<Index> cohort_begin;
  std::vector<double> control;                 // by the state, [-1, 1]
  std::vector<double> economy;                 // income relative to the start
  std::vector<double> violence;                // incidents a week, recent
  std::vector<double> crime;                   // crimes and disputes per 1,000 people a week
  std::vector<double> justice;                 // share of disputes settled fairly, [0, 1]
  std::vector<double> service;                 // lived service level, [0, 1]
  std::vector<double> information;             // what state forces know of threats there, [0, 1]
  std::vector<double> hazard;                  // severity of what strikes now, [0, 1]
  std::vector<double> relief_usd;              // relief per person, recent (fades)
  std::vector<double> service_usd;             // services per person, recent (fades)
  std::vector<double> protest;                 // [0, 1]
  std::vector<double> bribery;                 // officials bought by traffickers, [0, 1]
  std::vector<double> lost_to_disaster_usd;    // this week
  std::vector<double> instability_usd;         // what trouble cost people there this week
  std::vector<Persons> dead;                   // civilians killed by violence so far
  std::vector<Persons> hosted;                 // displaced persons who stay here
  std::vector<Persons> arrivals_from_outside;  // injected displacement: persons from beyond the map who stay here
  std::vector<Week> joint_patrol_until;
  bool operator==(const Regions&) const = default;
  MAINSTAY_FIELDS(cohort_begin, control, economy, violence, crime, justice, service, information, hazard, relief_usd,
                  service_usd, protest, bribery, lost_to_disaster_usd, instability_usd, dead, hosted,
                  arrivals_from_outside, joint_patrol_until)
};

// Units and offices.
struct Institutions {
  std::vector<std::string> id;
  std::vector<std::uint64_t> number;  // for its luck: from its place, or from where and when it was raised
  std::vector<KindIndex> kind;
  std::vector<RegionIndex> region;
  std::vector<CountryIndex> country;
  std::vector<Index> parent;
  std::vector<std::uint8_t> active;
  std::vector<std::int32_t> authorised;                      // persons
  std::vector<std::int32_t> staff;                           // persons on the pay list, wherever they are
  std::vector<std::int32_t> abroad;                          // of them: serving in a peacekeeping mission
  std::vector<double> ghost_share;                           // of staff: paid and absent, [0, 1]
  std::vector<double> skill, management, integrity, morale;  // [0, 1]
  std::vector<double> own_management, own_integrity;         // what the institution keeps without help, [0, 1]
  std::vector<double> information;                           // help from others' information, [0, 1]
  std::vector<double> interoperability;                      // [0, 1]
  std::vector<double> vetting;  // share of staff vetted under conditions of assistance, [0, 1]
  std::vector<Cents> required, serviceable, unserviceable;      // materiel at acquisition value
  std::vector<double> pay_cover, upkeep_cover, training_cover;  // share of need that is paid, [0, 1]
  std::vector<double> aid_usd_recent_year;                      // that reached it, fading over a year
  std::vector<double> external_share;                           // of its yearly cost that donors pay, recent, [0, 1]
  std::vector<double> practice;                                 // how much its skills are in use, [0, 1]
  std::vector<double> trainers;                                 // own training kept alive by trained trainers, [0, 1]
  std::vector<double> own_training;  // share of the gap to its ceiling that full own training closes a week
  std::vector<Cents> own_purchase;   // materiel that full own funding replaces a week
  std::vector<double> casualties;    // share of staff lost to violence, recent, a week
  std::vector<double> success;       // recent success of operations, [0, 1]
  std::vector<TaskMix> usual_tasks;  // what it does where nothing presses
  std::vector<TaskMix> tasks;
  std::vector<TaskMix> ordered_tasks;  // sum 0: the unit decides for itself
  std::vector<double> capacity;        // [0, 1], of last week
  std::size_t size() const { return kind.size(); }
  // Persons on the pay list who are not abroad, and those of them who are really there.
  std::int32_t at_home(Index i) const { return staff[i] - abroad[i]; }
  double present(Index i) const { return at_home(i) * (1 - ghost_share[i]); }
  bool operator==(const Institutions&) const = default;
  MAINSTAY_FIELDS(id, number, kind, region, country, parent, active, authorised, staff, abroad, ghost_share, skill,
                  management, integrity, morale, own_management, own_integrity, information, interoperability, vetting,
                  required, serviceable, unserviceable, pay_cover, upkeep_cover, training_cover, aid_usd_recent_year,
                  external_share, practice, trainers, own_training, own_purchase, casualties, success, usual_tasks,
                  tasks, ordered_tasks, capacity)
};

// How a government divides its effort.
struct Effort {
  double threat = 0.25, rival = 0.25, regime = 0.25, reform = 0.25;
  bool operator==(const Effort&) const = default;
  MAINSTAY_FIELDS(threat, rival, regime, reform)
};

struct Government {
  double base_preference = 0.5;    // alignment with the aim of lasting capacity, [0, 1]
  double reform_commitment = 0.5;  // [0, 1]
  double regime_protection = 0.5;  // weight of staying in power, [0, 1]
  double oversight = 0.4;          // civilian oversight of forces, [0, 1]
  double merit = 0.4;              // appointments by merit rather than loyalty, [0, 1]
  double restraint = 0.4;          // rules of engagement: 0 tempo, 1 restraint
  double pay_factor = 1;           // relative to the catalogue
  double will = 0.5;               // effective, [0, 1]; follows effort
  Effort effort;
  double revenue_usd_per_person_per_year = 90;
  double security_share = 0.2;    // of revenue
  double sponsor_of_threats = 0;  // shelters groups that trouble a rival, [0, 1]
  Cents treasury = 0;
  double patronage_usd = 0;                                           // paid a week, recent
  double patronage_expected_usd = 0;                                  // what its clients count on a week
  double coup_hazard = 0;                                             // a year
  double believed_threat = 0, believed_rival = 0, believed_coup = 0;  // [0, 1]
  Week next_election = none;
  Week election_every = 0;  // 0: none
  bool collapsed = false;   // outside intervention has begun
  std::uint32_t weeks_of_collapse = 0;
  std::vector<double> budget_shares;        // by institution kind; sum 1
  std::vector<double> access;               // by donor, [0, 1]
  std::vector<double> alignment;            // by donor, [0, 1]
  std::vector<double> enforced_conditions;  // by donor, [0, 1]; what it believes will be enforced
  std::vector<std::uint8_t> accepts;        // by donor
  std::vector<CountryIndex> rivals;
  Cents own_cost = 0;          // spent on security so far
  Cents diverted = 0;          // of all money, so far
  Cents revenue_received = 0;  // for security, so far; begins with the treasury's opening balance
  Cents patronage_paid = 0;    // so far
  double revenue_factor = 1;   // by shocks that last, relative to what the economy yields
  double oversight_at_start = 0.4;
  double aid_usd_recent_year = 0;  // assistance that its institutions received, fading over a year
  double diverted_share = 0.08;    // of that assistance, recent
  bool operator==(const Government&) const = default;
  MAINSTAY_FIELDS(base_preference, reform_commitment, regime_protection, oversight, merit, restraint, pay_factor, will,
                  effort, revenue_usd_per_person_per_year, security_share, sponsor_of_threats, treasury, patronage_usd,
                  patronage_expected_usd, coup_hazard, believed_threat, believed_rival, believed_coup, next_election,
                  election_every, collapsed, weeks_of_collapse, budget_shares, access, alignment, enforced_conditions,
                  accepts, rivals, own_cost, diverted, revenue_received, patronage_paid, oversight_at_start,
                  revenue_factor, aid_usd_recent_year, diverted_share)
};

struct Group {
  std::string id;
  KindIndex kind = 0;
  std::uint32_t community = none;  // it recruits among them first; none: among all
  CountryIndex sponsor = none;
  double sponsor_usd_per_year = 0;      // at full effort of the sponsor
  std::vector<double> kinship;          // by community: how near its people are to the group, [0, 1]
  std::vector<std::uint32_t> traffics;  // routes that it lives from
  Cents funds = 0;
  double reputation = 0.3;  // [0, 1]
  bool sees_announced_dates = true;
  bool active = true;
  std::array<double, action_count> learned{};   // mean payoff of each action, recency-weighted
  std::array<double, action_count> doctrine{};  // added by a player
  bool operator==(const Group&) const = default;
  MAINSTAY_FIELDS(id, kind, community, sponsor, sponsor_usd_per_year, kinship, traffics, funds, reputation,
                  sees_announced_dates, active, learned, doctrine)
};

// Cells, in order of birth; dead ones are removed at the end of the week. A cell's id comes from where and when it was
// born (group, region, week, ordinal), so that worlds which differ elsewhere still share its luck.
struct Cells {
  std::vector<std::uint64_t> id;
  std::vector<Index> group;
  std::vector<RegionIndex> region;
  std::vector<std::int32_t> strength;  // persons
  std::vector<double> skill;           // [0, 1]
  std::vector<double> concealment;     // [0, 1]
  std::vector<double> pressure;        // losses and near misses, recent, [0, 1]
  std::vector<std::uint8_t> action;    // an Action, this week's
  std::vector<RegionIndex> target;     // where it relocates to
  std::vector<Index> victim;           // the institution that it attacks; none: civilians
  std::size_t size() const { return id.size(); }
  bool operator==(const Cells&) const = default;
  MAINSTAY_FIELDS(id, group, region, strength, skill, concealment, pressure, action, target, victim)
};

struct ActiveHazard {
  HazardKind kind = HazardKind::drought;
  RegionIndex region = 0;
  double severity = 0;  // [0, 1]
  std::uint32_t weeks_left = 0;
  bool operator==(const ActiveHazard&) const = default;
  MAINSTAY_FIELDS(kind, region, severity, weeks_left)
};

struct Donor {
  std::string id;
  std::string kind;  // united_states, bilateral, multilateral
  Cents budget_per_year = 0;
  Cents left_this_year = 0;
  Cents reserve = 0;           // flexible, for surges
  Cents reserve_per_year = 0;  // what it is filled up to
  bool reserve_replenishes = true;
  double selectivity = 0.5;  // 0 spreads evenly, 1 goes where conditions are best
  double conditionality = 0.4;
  double vetting = 0.3;
  double coordination = 0.3;  // with other donors, [0, 1]
  double interagency_friction = 0.5;
  double monitoring_share = 0.04;  // of its money that measures effects
  std::uint32_t division = none;   // donors with the same number divide labour
  // By country, from its own assessments: what money did there, and what its yearly plan looks back on.
  std::vector<double> believed_return;  // gain of assessed capacity a year where it paid most of the aid, 0: none
  std::vector<double> assessed_before;  // capacity a year ago
  std::vector<Cents> spent_there;       // so far
  std::vector<Cents> spent_before;      // a year ago
  bool allocates_yearly = false;        // opens programmes of its own each year from what its budget has left
  std::vector<double> priorities;       // by institution kind
  std::vector<double> advantage;        // by instrument: effect of its money relative to others', 1: the same
  Cents spent = 0;                      // so far
  Cents relief_spent = 0;
  bool operator==(const Donor&) const = default;
  MAINSTAY_FIELDS(id, kind, budget_per_year, left_this_year, reserve, reserve_per_year, reserve_replenishes,
                  selectivity, conditionality, vetting, coordination, interagency_friction, monitoring_share, division,
                  believed_return, assessed_before, spent_there, spent_before, allocates_yearly, priorities, advantage,
                  spent, relief_spent)
};

enum class Stage : std::uint8_t { proposed, approved, in_pipeline, delivering, handing_over, ended, terminated };
inline constexpr std::array stage_names = {"proposed",     "approved", "in pipeline", "delivering",
                                           "handing over", "ended",    "terminated"};

struct Programme {
  std::string id;
  std::uint64_t number = 0;  // for its luck: from donor, week and ordinal of its opening
  Index donor = 0;
  Targets targets;
  Money money{};  // by instrument, for the delivering stage
  Sustainment sustainment;
  Objective objective;
  bool surge = false;
  bool announced = false;  // all know when it ends
  double vetting = 0;
  double conditionality = -1, monitoring_share = -1;  // negative: its donor's
  Stage stage = Stage::proposed;
  Week opened = 0, starts = 0, ends = 0, tapers_until = 0;  // known to all once approved
  std::uint32_t weeks = 52;
  double own_share = 0;  // that the partner now carries
  Cents spent = 0, delivered = 0, wasted = 0, diverted = 0, tolls = 0;
  // Books: for each instrument the accounts of the stocks it moves; none where it moves nothing.
  std::vector<sim::AccountIndex> accounts;
  bool operator==(const Programme&) const = default;
  MAINSTAY_FIELDS(id, number, donor, targets, money, sustainment, objective, surge, announced, vetting, conditionality,
                  monitoring_share, stage, opened, starts, ends, tapers_until, weeks, own_share, spent, delivered,
                  wasted, diverted, tolls, accounts)
};

struct AdvisoryTeam {
  Index donor = 0;
  Index programme = none;  // none: deployed by an order of its own
  Index institution = none;
  RegionIndex region = 0;
  double advisers = 0;  // persons
  double safety = 1;    // [0, 1]
  Week since = 0, until = 0;
  bool operator==(const AdvisoryTeam&) const = default;
  MAINSTAY_FIELDS(donor, programme, institution, region, advisers, safety, since, until)
};

// Persons that one unit has sent.
struct Contribution {
  Index institution = none;
  std::int32_t persons = 0;
  bool operator==(const Contribution&) const = default;
  MAINSTAY_FIELDS(institution, persons)
};

struct PeacekeepingMission {
  std::string id;
  Index organisation = none;  // none: outside forces that stepped in
  CountryIndex country = 0;
  Persons persons = 0;  // contributed ones included; the others come from beyond the map
  Mandate mandate;
  Week from = 0, until = 0;                 // at work in weeks [from, until)
  std::vector<Contributor> promised;        // that have not sent their people yet
  std::vector<Contribution> contributions;  // those who serve
  bool serves(Week week) const { return from <= week && week < until; }
  bool operator==(const PeacekeepingMission&) const = default;
  MAINSTAY_FIELDS(id, organisation, country, persons, mandate, from, until, promised, contributions)
};

struct RegionalOrganisation {
  std::string id;
  std::vector<CountryIndex> members;
  double information_sharing = 0;  // [0, 1]
  double exercises_per_year = 0;
  double exercise_usd = 0;  // each
  Cents spent = 0;          // so far
  bool operator==(const RegionalOrganisation&) const = default;
  MAINSTAY_FIELDS(id, members, information_sharing, exercises_per_year, exercise_usd, spent)
};

struct TraffickingFlow {
  std::vector<Index> path;        // borders crossed, from source to market
  std::vector<double> value_usd;  // last week: at the source, and what was left of it beyond each border crossed
  double delivered_usd() const { return value_usd.empty() ? 0 : value_usd.back(); }
  bool operator==(const TraffickingFlow&) const = default;
  MAINSTAY_FIELDS(path, value_usd)
};

// What the run has cost so far, by payer.
struct Costs {
  Cents donors = 0;
  Cents partners = 0;
  Cents organisations = 0;
  Cents instability = 0;  // lost income, displacement, humanitarian, intervention
  Cents intervention = 0;
  bool operator==(const Costs&) const = default;
  MAINSTAY_FIELDS(donors, partners, organisations, instability, intervention)
};

struct TriggerState {
  std::uint32_t weeks_held = 0;
  bool fired = false;
  std::vector<Week> firings;  // whose orders are not all given yet
  bool operator==(const TriggerState&) const = default;
  MAINSTAY_FIELDS(weeks_held, fired, firings)
};

// What an order began and what goes on for a time: it is paid and renewed each week until it ends, and what it changed
// only for that time is then given back.
struct Undertaking {
  Verb verb = Verb::inject;
  Inject inject = Inject::custom;
  Index donor = none, government = none, organisation = none, group = none;  // who pays, or whom it concerns
  std::vector<RegionIndex> regions;
  double level = 0;              // intensity, or what a shock changes by
  std::uint32_t stock = 0;       // of a custom inject: its place in stock_names
  std::string reason;            // of a custom inject: what it is booked under
  std::vector<Index> holders;    // of a custom inject or a price shock: whose state was moved ...
  std::vector<double> amounts;   // ... and by how much
  Week since = 0, until = none;  // none: until another order changes it
  bool operator==(const Undertaking&) const = default;
  MAINSTAY_FIELDS(verb, inject, donor, government, organisation, group, regions, level, stock, reason, holders, amounts,
                  since, until)
};

struct World {
  std::shared_ptr<const Setting> setting;  // not state: the same for all copies
  std::uint64_t seed = 1;
  Week week = 0;  // the week that the next step simulates
  Residents residents;
  Cohorts cohorts;
  Regions regions;
  Institutions institutions;
  std::vector<Government> governments;  // one a country, in map order
  std::vector<Group> groups;
  Cells cells;
  std::vector<ActiveHazard> hazards;
  std::vector<Donor> donors;
  std::vector<Programme> programmes;
  std::vector<AdvisoryTeam> teams;
  std::vector<PeacekeepingMission> missions;
  std::vector<RegionalOrganisation> organisations;
  std::vector<TraffickingFlow> flows;
  std::vector<TriggerState> triggers;
  std::vector<Undertaking> undertakings;
  Costs costs;
  double common_bought_usd = 0;    // acquisition value of common products so far, those at the start included
  double common_at_start_usd = 0;  // of them: at the start
  sim::Ledger ledger;
  std::vector<std::array<double, 4>>
      booked_before;       // by region: civilians, staff, fighters killed and recruits until last week
  sim::Measures measures;  // of last week, truth
  sim::Measures assessed;  // what outside observers believe
  sim::EventLog events;    // of last week; told to the recorder, not state

  bool operator==(const World&) const = default;
  MAINSTAY_FIELDS(seed, week, residents, cohorts, regions, institutions, governments, groups, cells, hazards, donors,
                  programmes, teams, missions, organisations, flows, triggers, undertakings, costs, common_bought_usd,
                  common_at_start_usd, ledger, booked_before, measures, assessed)
};

// Raise when the fields of World change; snapshots of other versions are refused.
inline constexpr std::uint32_t world_version = 3;

}  // namespace mainstay::agents
