#include "agents/world_check.h"

#include <numeric>

#include "agents/books.h"
#include "agents/delivery.h"
#include "agents/fault_search.h"
#include "agents/measures.h"
#include "agents/stocks.h"

namespace mainstay::agents {

namespace {

// All columns of agents that are kept as a struct of arrays have one length.
template <class Columns>
void check_columns(FaultSearch& faults, const char* name, const Columns& columns, std::size_t size) {
  faults.in(name);
  Columns::fields(columns, [&](const char* column, const auto& values) {
    if constexpr (requires(std::remove_cvref_t<decltype(values)> & list) { list.resize(size); })
      faults.size(column, values.size(), size);
    else
      for (const auto& part : values) faults.size(column, part.size(), size);  // a column for each stance
  });
}

void check_people(FaultSearch& faults, const World& world) {
  const Residents& people = world.residents;
  const Cohorts& cohorts = world.cohorts;
  const Setting& setting = *world.setting;
  check_columns(faults, "residents", people, people.size());
  check_columns(faults, "cohorts", cohorts, cohorts.size());
  if (faults.found()) return;
  Index next = 0;
  for (std::size_t c = 0; c < cohorts.size(); ++c) {
    faults.in("cohorts", c);
    faults.index("region", cohorts.region[c], setting.regions(), "regions");
    // One more for people whom no community of the scenario names.
    faults.index("community", cohorts.community[c], setting.communities.size() + 1, "communities");
    faults.require(cohorts.begin[c] == next && cohorts.end[c] > next, "begin",
                   "does not follow the cohort before it, or it has no residents");
    next = cohorts.end[c];
  }
  faults.in("cohorts");
  faults.size("residents", people.size(), next);
  faults.in("residents");
  faults.each_within("stance", people.stance, 0, stance_count - 1);
  faults.each_within("persons", people.persons, 0, most_persons);
}

void check_regions(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  const Regions& regions = world.regions;
  faults.in("regions");
  Regions::fields(regions, [&](const char* column, const auto& values) {
    const bool bounds = static_cast<const void*>(&values) == static_cast<const void*>(&regions.cohort_begin);
    faults.size(column, values.size(), setting.regions() + (bounds ? 1 : 0));
  });
  if (faults.found()) return;
  faults.require(regions.cohort_begin.front() == 0, "cohort_begin", "does not begin with 0");
  for (std::size_t r = 0; r < setting.regions() && !faults.found(); ++r) {
    const Index begin = regions.cohort_begin[r], end = regions.cohort_begin[r + 1];
    faults.require(end <= world.cohorts.size() && (setting.map.regions[r].sea ? end == begin : end > begin),
                   "cohort_begin", "does not fit: each region on land has cohorts, sea zones have none", r);
    for (Index c = begin; c < end && !faults.found(); ++c)
      faults.require(world.cohorts.region[c] == r, "cohort_begin", "holds a cohort of another region", r);
  }
  faults.require(faults.found() || regions.cohort_begin.back() == world.cohorts.size(), "cohort_begin",
                 "leaves cohorts over");
}

void check_institutions(FaultSearch& faults, const World& world) {
  const Institutions& units = world.institutions;
  const Setting& setting = *world.setting;
  check_columns(faults, "institutions", units, units.size());
  if (faults.found()) return;
  faults.each_index("kind", units.kind, setting.catalogue.institutions.size(), "kinds");
  faults.each_index("region", units.region, setting.regions(), "regions");
  faults.each_index_or_none("country", units.country, setting.countries(), "countries");
  faults.each_index_or_none("parent", units.parent, units.size(), "institutions");
  faults.each_within("active", units.active, 0, 1);
  std::vector<Persons> abroad(units.size(), 0);
  for (std::size_t m = 0; m < world.missions.size(); ++m)
    for (const Contribution& sent : world.missions[m].contributions) {
      faults.in("missions", m);
      faults.index("contributions", sent.institution, units.size(), "institutions");
      if (faults.found()) return;
      faults.require(units.country[sent.institution] != none && units.active[sent.institution], "contributions",
                     "names a unit that cannot serve abroad");
      abroad[sent.institution] += sent.persons;
    }
  faults.in("institutions");
  for (std::size_t i = 0; i < units.size() && !faults.found(); ++i) {
    faults.require(units.abroad[i] == abroad[i], "abroad", "is not what its missions have of it", i);
    faults.require(units.abroad[i] <= units.staff[i], "abroad", "is more than its staff", i);
    // Those who leave go home to people of the region.
    faults.require(units.staff[i] == 0 || !setting.map.regions[units.region[i]].sea, "staff", "lives at sea", i);
  }
}

void check_governments(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  faults.in("");
  faults.size("governments", world.governments.size(), setting.countries());
  for (std::size_t c = 0; c < world.governments.size() && !faults.found(); ++c) {
    const Government& government = world.governments[c];
    faults.in("governments", c);
    faults.size("budget_shares", government.budget_shares.size(), setting.catalogue.institutions.size());
    for (const auto* list : {&government.access, &government.alignment, &government.enforced_conditions})
      faults.size("access, alignment or enforced_conditions", list->size(), world.donors.size());
    faults.size("accepts", government.accepts.size(), world.donors.size());
    faults.each_within("accepts", government.accepts, 0, 1);
    faults.each_index("rivals", government.rivals, setting.countries(), "countries");
  }
}

void check_threats(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  for (std::size_t g = 0; g < world.groups.size(); ++g) {
    const Group& group = world.groups[g];
    faults.in("groups", g);
    faults.index("kind", group.kind, setting.catalogue.threats.size(), "kinds");
    faults.index_or_none("community", group.community, setting.communities.size(), "communities");
    faults.index_or_none("sponsor", group.sponsor, setting.countries(), "countries");
    if (!group.kinship.empty()) faults.size("kinship", group.kinship.size(), setting.communities.size());
    faults.each_index("traffics", group.traffics, setting.routes.size(), "routes");
  }
  const Cells& cells = world.cells;
  check_columns(faults, "cells", cells, cells.size());
  if (faults.found()) return;
  faults.each_index("group", cells.group, world.groups.size(), "groups");
  faults.each_index("region", cells.region, setting.regions(), "regions");
  faults.each_within("action", cells.action, 0, action_count - 1);
  faults.each_index_or_none("target", cells.target, setting.regions(), "regions");
  faults.each_index_or_none("victim", cells.victim, world.institutions.size(), "institutions");
  for (std::size_t c = 0; c < cells.size() && !faults.found(); ++c)
    faults.require(!setting.map.regions[cells.region[c]].sea, "region", "lies at sea", c);
}

void check_donors(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  for (std::size_t d = 0; d < world.donors.size(); ++d) {
    const Donor& donor = world.donors[d];
    faults.in("donors", d);
    faults.index_or_none("division", donor.division, world.donors.size(), "donors");
    faults.size("believed_return", donor.believed_return.size(), setting.countries());
    faults.size("assessed_before", donor.assessed_before.size(), setting.countries());
    faults.size("spent_there", donor.spent_there.size(), setting.countries());
    faults.size("spent_before", donor.spent_before.size(), setting.countries());
    faults.size("priorities", donor.priorities.size(), setting.catalogue.institutions.size());
    faults.size("advantage", donor.advantage.size(), setting.catalogue.instruments.size());
  }
}

void check_targets(FaultSearch& faults, const World& world, const Targets& targets) {
  const Setting& setting = *world.setting;
  faults.each_index("targets.regions", targets.regions, setting.regions(), "regions");
  faults.each_index("targets.countries", targets.countries, setting.countries(), "countries");
  faults.each_index("targets.kinds", targets.kinds, setting.catalogue.institutions.size(), "kinds");
  faults.each_index_or_none("targets.institutions", targets.institutions, world.institutions.size(), "institutions");
}

// Where a programme stands must agree with its weeks: what is due in a week is its money over their number.
void check_stage(FaultSearch& faults, const World& world, const Programme& programme) {
  faults.require(programme.stage <= Stage::terminated, "stage", "is not a stage of a programme");
  faults.require(programme.starts <= programme.ends, "ends", "comes before it starts");
  if (programme.stage < Stage::delivering)
    faults.require(programme.starts < programme.ends, "ends", "leaves no week to deliver in");
  if (programme.stage == Stage::delivering)
    faults.require(programme.starts <= world.week && world.week <= programme.ends && programme.starts < programme.ends,
                   "stage", "is delivering in a week that is not between its first and its last");
  if (programme.stage == Stage::handing_over)
    faults.require(programme.ends <= world.week && programme.ends < programme.tapers_until, "stage",
                   "is handing over in a week before its end, or without weeks to taper off in");
  // Money times weeks is formed in 64 bits.
  for (const Cents money : programme.money)
    faults.within("money", static_cast<double>(money) * (1.0 + programme.ends - programme.starts), 0, 4e18);
}

void check_programmes(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  for (std::size_t k = 0; k < world.programmes.size() && !faults.found(); ++k) {
    const Programme& programme = world.programmes[k];
    faults.in("programmes", k);
    faults.index("donor", programme.donor, world.donors.size(), "donors");
    check_targets(faults, world, programme.targets);
    for (std::size_t i = setting.catalogue.instruments.size(); i < max_instruments; ++i)
      faults.require(programme.money[i] == 0 && programme.sustainment.money[i] == 0, "money",
                     "is for an instrument that the catalogue does not have", i);
    faults.require(has_open_accounts(world, programme), "accounts",
                   "do not name an account for each stock that its money moves");
    const Objective& aim = programme.objective;
    faults.index_or_none("objective.measure", aim.measure, measure_count, "measures");
    if (aim.measure != none) faults.index("objective.scope", aim.scope, setting.scopes(), "scopes");
    faults.index_or_none("objective.kind", aim.kind, setting.catalogue.institutions.size(), "kinds");
    check_stage(faults, world, programme);
  }
}

void check_presence_from_outside(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  for (std::size_t t = 0; t < world.teams.size(); ++t) {
    const AdvisoryTeam& team = world.teams[t];
    faults.in("teams", t);
    faults.index("donor", team.donor, world.donors.size(), "donors");
    faults.index_or_none("programme", team.programme, world.programmes.size(), "programmes");
    faults.index_or_none("institution", team.institution, world.institutions.size(), "institutions");
    faults.index("region", team.region, setting.regions(), "regions");
  }
  for (std::size_t m = 0; m < world.missions.size(); ++m) {
    const PeacekeepingMission& mission = world.missions[m];
    faults.in("missions", m);
    faults.index_or_none("organisation", mission.organisation, world.organisations.size(), "organisations");
    faults.index("country", mission.country, setting.countries(), "countries");
    for (const Contributor& promise : mission.promised)
      faults.index("promised", promise.country, setting.countries(), "countries");
  }
  for (std::size_t o = 0; o < world.organisations.size(); ++o) {
    faults.in("organisations", o);
    faults.each_index("members", world.organisations[o].members, setting.countries(), "countries");
  }
}

// What an undertaking concerns is there, as its kind needs it.
void check_undertaking(FaultSearch& faults, const World& world, const Undertaking& u) {
  const Setting& setting = *world.setting;
  faults.require(u.verb <= Verb::inject, "verb", "is not an order");
  faults.require(u.inject <= Inject::custom, "inject", "is not an inject");
  faults.index_or_none("donor", u.donor, world.donors.size(), "donors");
  faults.index_or_none("government", u.government, setting.countries(), "countries");
  faults.index_or_none("organisation", u.organisation, world.organisations.size(), "organisations");
  faults.index_or_none("group", u.group, world.groups.size(), "groups");
  faults.each_index("regions", u.regions, setting.regions(), "regions");
  faults.index("stock", u.stock, stock_names.size(), "stocks");
  faults.size("amounts", u.amounts.size(), u.holders.size());
  if (faults.found()) return;
  const bool custom = u.verb == Verb::inject && u.inject == Inject::custom;
  faults.each_index("holders", u.holders, custom ? possible_holders(world, u.stock) : setting.regions(), "of them");
  if (u.verb == Verb::communicate) faults.require(!u.regions.empty(), "regions", "is empty");
  if (u.verb == Verb::joint_patrols) faults.require(u.organisation != none, "organisation", "is not named");
  const bool of_government = u.verb == Verb::reform_oversight || u.verb == Verb::ceasefire ||
                             (u.verb == Verb::inject && u.inject == Inject::revenue_shock);
  if (of_government) faults.require(u.government != none, "government", "is not named");
}

void check_what_goes_on(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  for (std::size_t h = 0; h < world.hazards.size(); ++h) {
    faults.in("hazards", h);
    faults.require(world.hazards[h].kind <= HazardKind::epidemic, "kind", "is not a kind of hazard");
    faults.index("region", world.hazards[h].region, setting.regions(), "regions");
  }
  faults.in("");
  faults.size("flows", world.flows.size(), setting.routes.size());
  for (std::size_t f = 0; f < world.flows.size(); ++f) {
    const TraffickingFlow& flow = world.flows[f];
    faults.in("flows", f);
    faults.each_index("path", flow.path, setting.map.borders.size(), "borders");
    if (!flow.value_usd.empty()) faults.size("value_usd", flow.value_usd.size(), flow.path.size() + 1);
  }
  faults.in("");
  faults.size("triggers", world.triggers.size(), setting.triggers.size());
  for (std::size_t t = 0; t < world.triggers.size(); ++t) {
    faults.in("triggers", t);
    faults.each_within("firings", world.triggers[t].firings, 0, world.week);
    faults.within("weeks_held", world.triggers[t].weeks_held, 0, latest_week);
  }
  for (std::size_t u = 0; u < world.undertakings.size() && !faults.found(); ++u) {
    faults.in("undertakings", u);
    check_undertaking(faults, world, world.undertakings[u]);
  }
}

// The number, or the length of the list, that a field of that name is.
template <class T>
std::size_t field_size(const T& value, std::string_view field) {
  std::size_t size = 0;
  T::fields(value, [&](std::string_view name, const auto& found) {
    if (name != field) return;
    if constexpr (requires { found.size(); })
      size = found.size();
    else
      size = found;
  });
  return size;
}

void check_accounts(FaultSearch& faults, const World& world) {
  const Setting& setting = *world.setting;
  const sim::Ledger& ledger = world.ledger;
  faults.in("ledger");
  faults.size("scopes", ledger.scopes(), setting.regions());
  const std::size_t stride = field_size(ledger, "stride");
  faults.require(stride >= ledger.accounts().size() && field_size(ledger, "totals") == stride * ledger.scopes(),
                 "totals", "have no room for each account of each region");
  bool named = ledger.accounts().size() >= book_names.size();
  for (std::size_t a = 0; a < book_names.size() && named; ++a)
    named = ledger.accounts()[a].stock == book_names[a][0] && ledger.accounts()[a].cause == book_names[a][1];
  faults.require(named, "accounts", "do not begin with the fixed ones");
  faults.in("");
  faults.size("booked_before", world.booked_before.size(), setting.regions());
  for (const auto& [name, measures] : {std::pair{"measures", &world.measures}, {"assessed", &world.assessed}}) {
    faults.in(name);
    faults.size("scopes", measures->scopes(), setting.scopes());
    faults.size("values", field_size(*measures, "values"), measure_count * setting.scopes());
  }
}

// Every person under arms may go home in one week.
void check_forces(FaultSearch& faults, const World& world) {
  const auto sum = [](const auto& list) { return std::accumulate(list.begin(), list.end(), std::int64_t{0}); };
  faults.in("");
  faults.within("staff and fighters in all", sum(world.institutions.staff) + sum(world.cells.strength), 0,
                most_persons);
}

}  // namespace

std::string first_fault(const World& world) {
  FaultSearch faults;
  for (const auto check :
       {check_people, check_regions, check_donors, check_governments, check_institutions, check_threats, check_accounts,
        check_programmes, check_presence_from_outside, check_what_goes_on, check_forces}) {
    check(faults, world);
    if (faults.found()) return faults.first();
  }
  return first_number_out_of_range(world);
}

}  // namespace mainstay::agents
