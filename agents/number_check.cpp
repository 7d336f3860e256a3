#include <limits>
#include <span>

#include "agents/fault_search.h"
#include "agents/measures.h"
#include "agents/world_check.h"

namespace mainstay::agents {

namespace {

constexpr double most_of_shares = 1 + 1e-9;  // that they may add up to in floating point
constexpr double most_usd = most_cents;
constexpr double any_number = 1e18;  // finite, with room to add many

template <class Struct>
struct Column {
  const char* name;
  std::vector<double> Struct::*values;
};

void check_cohorts(FaultSearch& faults, const Cohorts& cohorts) {
  faults.in("cohorts");
  for (const auto& [name, list] : std::initializer_list<Column<Cohorts>>{{"trust", &Cohorts::trust},
                                                                         {"grievance", &Cohorts::grievance},
                                                                         {"fear_of_state", &Cohorts::fear_of_state},
                                                                         {"fear_of_threat", &Cohorts::fear_of_threat},
                                                                         {"hardship", &Cohorts::hardship}})
    faults.each_within(name, cohorts.*list, 0, 1);
  faults.each_within("message", cohorts.message, -1, 1);
  faults.each_within("harm_by_state", cohorts.harm_by_state, 0, any_number);
  faults.each_within("harm_by_threat", cohorts.harm_by_threat, 0, any_number);
  // Sums of persons over a cohort are formed in 32 bits.
  faults.each_within("persons", cohorts.persons, 0, std::numeric_limits<std::uint32_t>::max());
  for (const auto& persons : cohorts.by_stance)
    faults.each_within("by_stance", persons, 0, std::numeric_limits<std::uint32_t>::max());
}

void check_regions(FaultSearch& faults, const Regions& regions) {
  faults.in("regions");
  faults.each_within("control", regions.control, -1, 1);
  for (const auto& [name, list] : std::initializer_list<Column<Regions>>{{"economy", &Regions::economy},
                                                                         {"justice", &Regions::justice},
                                                                         {"service", &Regions::service},
                                                                         {"information", &Regions::information},
                                                                         {"hazard", &Regions::hazard},
                                                                         {"protest", &Regions::protest},
                                                                         {"bribery", &Regions::bribery}})
    faults.each_within(name, regions.*list, 0, 1);
  for (const auto& [name, list] :
       std::initializer_list<Column<Regions>>{{"violence", &Regions::violence},
                                              {"crime", &Regions::crime},
                                              {"relief_usd", &Regions::relief_usd},
                                              {"service_usd", &Regions::service_usd},
                                              {"lost_to_disaster_usd", &Regions::lost_to_disaster_usd},
                                              {"instability_usd", &Regions::instability_usd}})
    faults.each_within(name, regions.*list, 0, most_usd);
  for (const auto& [name, persons] :
       {std::pair{"dead", &regions.dead}, {"hosted", &regions.hosted}, {"arrivals", &regions.arrivals_from_outside}})
    faults.each_within(name, *persons, 0, most_cents);
  faults.each_within("joint_patrol_until", regions.joint_patrol_until, 0, latest_week);
}

void check_institutions(FaultSearch& faults, const Institutions& units) {
  faults.in("institutions");
  faults.each_within("authorised", units.authorised, 1, most_persons);
  faults.each_within("staff", units.staff, 0, most_persons);
  faults.each_within("abroad", units.abroad, 0, most_persons);
  using Units = Institutions;
  for (const auto& [name, list] : std::initializer_list<Column<Units>>{{"ghost_share", &Units::ghost_share},
                                                                       {"skill", &Units::skill},
                                                                       {"management", &Units::management},
                                                                       {"integrity", &Units::integrity},
                                                                       {"morale", &Units::morale},
                                                                       {"own_management", &Units::own_management},
                                                                       {"own_integrity", &Units::own_integrity},
                                                                       {"information", &Units::information},
                                                                       {"interoperability", &Units::interoperability},
                                                                       {"vetting", &Units::vetting},
                                                                       {"pay_cover", &Units::pay_cover},
                                                                       {"upkeep_cover", &Units::upkeep_cover},
                                                                       {"training_cover", &Units::training_cover},
                                                                       {"external_share", &Units::external_share},
                                                                       {"practice", &Units::practice},
                                                                       {"trainers", &Units::trainers},
                                                                       {"own_training", &Units::own_training},
                                                                       {"success", &Units::success},
                                                                       {"capacity", &Units::capacity}})
    faults.each_within(name, units.*list, 0, 1);
  for (const auto& [name, money] : {std::pair{"required", &units.required},
                                    {"serviceable", &units.serviceable},
                                    {"unserviceable", &units.unserviceable},
                                    {"own_purchase", &units.own_purchase}})
    faults.each_within(name, *money, 0, most_cents);
  faults.each_within("aid_usd_recent_year", units.aid_usd_recent_year, 0, most_usd);
  faults.each_within("casualties", units.casualties, 0, any_number);
  for (const auto& [name, mixes] :
       {std::pair{"usual_tasks", &units.usual_tasks}, {"tasks", &units.tasks}, {"ordered_tasks", &units.ordered_tasks}})
    if (!mixes->empty())
      faults.each_within(name, std::span(mixes->front().data(), mixes->size() * task_count), 0, most_of_shares);
}

void check_government(FaultSearch& faults, const Government& g) {
  for (const auto& [name, value] : {std::pair{"base_preference", g.base_preference},
                                    {"reform_commitment", g.reform_commitment},
                                    {"regime_protection", g.regime_protection},
                                    {"oversight", g.oversight},
                                    {"oversight_at_start", g.oversight_at_start},
                                    {"merit", g.merit},
                                    {"restraint", g.restraint},
                                    {"will", g.will},
                                    {"security_share", g.security_share},
                                    {"sponsor_of_threats", g.sponsor_of_threats},
                                    {"believed_threat", g.believed_threat},
                                    {"believed_rival", g.believed_rival},
                                    {"believed_coup", g.believed_coup},
                                    {"diverted_share", g.diverted_share}})
    faults.within(name, value, 0, 1);
  for (const auto& [name, value] : {std::pair{"effort.threat", g.effort.threat},
                                    {"effort.rival", g.effort.rival},
                                    {"effort.regime", g.effort.regime},
                                    {"effort.reform", g.effort.reform}})
    faults.within(name, value, 0, most_of_shares);
  for (const auto& [name, value] : {std::pair{"revenue_usd_per_person_per_year", g.revenue_usd_per_person_per_year},
                                    {"patronage_usd", g.patronage_usd},
                                    {"patronage_expected_usd", g.patronage_expected_usd},
                                    {"aid_usd_recent_year", g.aid_usd_recent_year}})
    faults.within(name, value, 0, most_usd);
  for (const auto& [name, value] :
       {std::pair{"pay_factor", g.pay_factor}, {"coup_hazard", g.coup_hazard}, {"revenue_factor", g.revenue_factor}})
    faults.within(name, value, 0, 1e6);
  for (const auto& [name, value] : {std::pair{"treasury", g.treasury},
                                    {"own_cost", g.own_cost},
                                    {"diverted", g.diverted},
                                    {"patronage_paid", g.patronage_paid}})
    faults.within(name, value, 0, most_cents);
  faults.within("revenue_received", g.revenue_received, -most_cents, most_cents);  // an inject may take from it
  if (g.next_election != none) faults.within("next_election", g.next_election, 0, latest_week);
  faults.within("election_every", g.election_every, 0, latest_week);
  faults.within("weeks_of_collapse", g.weeks_of_collapse, 0, latest_week);
  faults.each_within("budget_shares", g.budget_shares, 0, most_of_shares);
  faults.each_within("access", g.access, 0, 1);
  faults.each_within("alignment", g.alignment, 0, 1);
  faults.each_within("enforced_conditions", g.enforced_conditions, 0, 1);
}

void check_group(FaultSearch& faults, const Group& group) {
  faults.within("sponsor_usd_per_year", group.sponsor_usd_per_year, 0, most_usd);
  faults.each_within("kinship", group.kinship, 0, 1);
  faults.within("funds", group.funds, 0, most_cents);
  faults.within("reputation", group.reputation, 0, 1);
  faults.each_within("learned", group.learned, -1e3, 1e3);
  faults.each_within("doctrine", group.doctrine, -1e3, 1e3);
}

void check_cells(FaultSearch& faults, const Cells& cells) {
  faults.in("cells");
  faults.each_within("strength", cells.strength, 0, most_persons);
  faults.each_within("skill", cells.skill, 0, 1);
  faults.each_within("concealment", cells.concealment, 0, 1);
  faults.each_within("pressure", cells.pressure, 0, 1);
}

void check_donor(FaultSearch& faults, const Donor& donor) {
  for (const auto& [name, value] : {std::pair{"budget_per_year", donor.budget_per_year},
                                    {"left_this_year", donor.left_this_year},
                                    {"reserve", donor.reserve},
                                    {"reserve_per_year", donor.reserve_per_year},
                                    {"spent", donor.spent},
                                    {"relief_spent", donor.relief_spent}})
    faults.within(name, value, 0, most_cents);
  for (const auto& [name, value] : {std::pair{"selectivity", donor.selectivity},
                                    {"conditionality", donor.conditionality},
                                    {"vetting", donor.vetting},
                                    {"coordination", donor.coordination},
                                    {"interagency_friction", donor.interagency_friction},
                                    {"monitoring_share", donor.monitoring_share}})
    faults.within(name, value, 0, 1);
  faults.each_within("believed_return", donor.believed_return, -1e3, 1e3);
  faults.each_within("assessed_before", donor.assessed_before, -1e3, 1e3);
  faults.each_within("spent_there", donor.spent_there, 0, most_cents);
  faults.each_within("spent_before", donor.spent_before, 0, most_cents);
  faults.each_within("priorities", donor.priorities, 0, 1e3);
  faults.each_within("advantage", donor.advantage, 0, 1e3);
}

void check_programme(FaultSearch& faults, const Programme& programme) {
  faults.each_within("money", programme.money, 0, most_cents);
  if (!faults.found()) faults.within("money in all", total(programme.money), 0, most_cents);
  faults.each_within("sustainment.money", programme.sustainment.money, 0, most_cents);
  faults.within("sustainment.taper_weeks", programme.sustainment.taper_weeks, 0, latest_week);
  faults.within("sustainment.own_share", programme.sustainment.own_share, 0, 1);
  faults.within("objective.threshold", programme.objective.threshold, -any_number, any_number);
  faults.within("vetting", programme.vetting, 0, 1);
  faults.within("conditionality", programme.conditionality, -1, 1);
  faults.within("monitoring_share", programme.monitoring_share, -1, 1);
  faults.within("own_share", programme.own_share, 0, 1);
  for (const auto& [name, week] : {std::pair{"opened", programme.opened},
                                   {"starts", programme.starts},
                                   {"ends", programme.ends},
                                   {"tapers_until", programme.tapers_until},
                                   {"weeks", programme.weeks}})
    faults.within(name, week, 0, latest_week);
  for (const auto& [name, money] : {std::pair{"spent", programme.spent},
                                    {"delivered", programme.delivered},
                                    {"wasted", programme.wasted},
                                    {"diverted", programme.diverted},
                                    {"tolls", programme.tolls}})
    faults.within(name, money, 0, most_cents);
}

void check_presence_from_outside(FaultSearch& faults, const World& world) {
  for (std::size_t t = 0; t < world.teams.size(); ++t) {
    const AdvisoryTeam& team = world.teams[t];
    faults.in("teams", t);
    faults.within("advisers", team.advisers, 0, most_persons);
    faults.within("safety", team.safety, 0, 1);
    faults.within("since", team.since, 0, latest_week);
    faults.within("until", team.until, 0, latest_week);
  }
  for (std::size_t m = 0; m < world.missions.size(); ++m) {
    const PeacekeepingMission& mission = world.missions[m];
    faults.in("missions", m);
    faults.within("persons", mission.persons, 0, most_persons);
    faults.within("mandate.protect", mission.mandate.protect, 0, 1);
    faults.within("mandate.monitor", mission.mandate.monitor, 0, 1);
    faults.within("mandate.mentor", mission.mandate.mentor, 0, 1);
    faults.within("from", mission.from, 0, latest_week);
    faults.within("until", mission.until, 0, latest_week);
    for (const Contributor& promise : mission.promised) faults.within("promised", promise.persons, 0, most_persons);
    for (const Contribution& sent : mission.contributions)
      faults.within("contributions", sent.persons, 1, most_persons);
  }
  for (std::size_t o = 0; o < world.organisations.size(); ++o) {
    const RegionalOrganisation& organisation = world.organisations[o];
    faults.in("organisations", o);
    faults.within("information_sharing", organisation.information_sharing, 0, 1);
    faults.within("exercises_per_year", organisation.exercises_per_year, 0, sim::weeks_per_year);
    faults.within("exercise_usd", organisation.exercise_usd, 0, most_usd);
    faults.within("spent", organisation.spent, 0, most_cents);
  }
}

void check_what_goes_on(FaultSearch& faults, const World& world) {
  for (std::size_t h = 0; h < world.hazards.size(); ++h) {
    faults.in("hazards", h);
    faults.within("severity", world.hazards[h].severity, 0, 1);
    faults.within("weeks_left", world.hazards[h].weeks_left, 1, latest_week);
  }
  for (std::size_t u = 0; u < world.undertakings.size(); ++u) {
    const Undertaking& undertaking = world.undertakings[u];
    faults.in("undertakings", u);
    faults.within("level", undertaking.level, -any_number, any_number);
    faults.each_within("amounts", undertaking.amounts, -any_number, any_number);
    faults.within("since", undertaking.since, 0, latest_week);
    if (undertaking.until != none) faults.within("until", undertaking.until, 0, latest_week);
  }
  for (std::size_t f = 0; f < world.flows.size(); ++f) {
    faults.in("flows", f);
    faults.each_within("value_usd", world.flows[f].value_usd, 0, most_usd);
  }
}

void check_accounts(FaultSearch& faults, const World& world) {
  faults.in("costs");
  const Costs& costs = world.costs;
  for (const auto& [name, money] : {std::pair{"donors", costs.donors},
                                    {"partners", costs.partners},
                                    {"organisations", costs.organisations},
                                    {"instability", costs.instability},
                                    {"intervention", costs.intervention}})
    faults.within(name, money, 0, most_cents);
  faults.in("");
  faults.within("week", world.week, 0, latest_week);
  faults.within("common_at_start_usd", world.common_at_start_usd, 0, most_usd);
  faults.within("common_bought_usd", world.common_bought_usd, world.common_at_start_usd, most_usd);
  faults.in("ledger");
  sim::Ledger::fields(world.ledger, [&]<class Field>(const char* name, const Field& field) {
    if constexpr (std::is_same_v<Field, std::vector<double>>) faults.each_within(name, field, -most_cents, most_cents);
  });
  faults.in("booked_before");
  for (std::size_t r = 0; r < world.booked_before.size(); ++r)
    faults.each_within("", world.booked_before[r], -most_cents, most_cents);
  for (const auto& [name, measures] : {std::pair{"measures", &world.measures}, {"assessed", &world.assessed}})
    for (std::size_t m = 0; m < measure_count; ++m) {
      faults.in(name, m);
      faults.each_within("", measures->row(m), -any_number, any_number);
    }
}

template <class List, class Check>
void check_each(FaultSearch& faults, const char* name, const List& list, const Check& check) {
  for (std::size_t k = 0; k < list.size(); ++k) {
    faults.in(name, k);
    check(faults, list[k]);
  }
}

}  // namespace

std::string first_number_out_of_range(const World& world) {
  FaultSearch faults;
  check_cohorts(faults, world.cohorts);
  check_regions(faults, world.regions);
  check_institutions(faults, world.institutions);
  check_each(faults, "governments", world.governments, check_government);
  check_each(faults, "groups", world.groups, check_group);
  check_cells(faults, world.cells);
  check_each(faults, "donors", world.donors, check_donor);
  check_each(faults, "programmes", world.programmes, check_programme);
  check_presence_from_outside(faults, world);
  check_what_goes_on(faults, world);
  check_accounts(faults, world);
  return faults.first();
}

}  // namespace mainstay::agents
