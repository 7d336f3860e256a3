#include "scenarios/build_world.h"

#include "agents/books.h"
#include "agents/governments.h"
#include "agents/institutions.h"
#include "agents/measures.h"
#include "agents/numeric.h"
#include "agents/programmes.h"
#include "agents/regional_organisations.h"
#include "agents/residents.h"
#include "agents/threats.h"
#include "scenarios/build_institutions.h"
#include "scenarios/defaults.h"
#include "scenarios/read_orders.h"
#include "sim/random.h"

namespace mainstay::scenarios {

using namespace agents;

namespace {

double share_in(const Json& community, const sim::RegionalMap& map, RegionIndex r) {
  const Json& shares = community.at("share_by_region");
  const sim::Region& region = map.regions[r];
  if (shares.contains(region.id)) return shares.at(region.id);
  if (region.country != none && shares.contains(map.countries[region.country].id))
    return shares.at(map.countries[region.country].id);
  return shares.contains("*") ? shares.at("*").get<double>() : 0;
}

void add_cohort(World& world, RegionIndex r, std::uint32_t community, const Json& json, double persons, double trust) {
  const double size = world.setting->persons_per_resident;
  const auto count = static_cast<Index>(std::max(1.0, std::round(persons / size)));
  Cohorts& cohorts = world.cohorts;
  const auto begin = static_cast<Index>(world.residents.size());
  Residents& people = world.residents;
  const auto start = [&](const char* key) { return json.at(key).get<double>(); };
  auto left = rounded(persons);
  for (Index k = 0; k < count; ++k) {
    // People differ: their feelings at the start and their caution for life are spread around the community's.
    sim::Stream draws(0x5eed, 250, begin + k, 0);
    const auto around = [&](double mean) {
      return static_cast<std::uint16_t>(65535 * clamp01(mean + 0.3 * (draws.uniform() - 0.5)));
    };
    people.grievance.push_back(around(start("grievance")));
    people.fear_of_state.push_back(around(start("fear_of_state")));
    people.fear_of_threat.push_back(around(start("fear_of_threats")));
    people.hardship.push_back(around(start("hardship")));
    people.risk_aversion.push_back(
        static_cast<std::uint8_t>(255 * clamp01(start("risk_aversion") + 0.9 * (draws.uniform() - 0.5))));
    people.stance.push_back(static_cast<std::uint8_t>(Stance::neutral));
    const Persons mine = k + 1 == count ? left : whole(persons / count);
    people.persons.push_back(static_cast<std::int32_t>(mine));
    left -= mine;
  }
  cohorts.region.push_back(r);
  cohorts.community.push_back(community);
  cohorts.begin.push_back(begin);
  cohorts.end.push_back(begin + count);
  cohorts.trust.push_back(json.value("trust", trust));
  for (auto* list : {&cohorts.harm_by_state, &cohorts.harm_by_threat, &cohorts.message, &cohorts.grievance,
                     &cohorts.fear_of_state, &cohorts.fear_of_threat, &cohorts.hardship})
    list->push_back(0);
  cohorts.persons.push_back(0);
  for (auto& stance : cohorts.by_stance) stance.push_back(0);
  sum_cohort(people, cohorts, static_cast<Index>(cohorts.size() - 1));
}

void settle_people(World& world, const Json& root) {
  const sim::RegionalMap& map = world.setting->map;
  const Json& communities = list_of(root, "communities");
  const Json others = with_defaults("community", Json::object());
  for (RegionIndex r = 0; r < map.regions.size(); ++r) {
    world.regions.cohort_begin.push_back(static_cast<Index>(world.cohorts.size()));
    if (map.regions[r].sea) continue;
    const CountryIndex country = map.regions[r].country;
    const double trust = government_of(root, country == none ? "" : map.countries[country].id).at("trust");
    double listed = 0;
    std::uint32_t index = 0;
    for (const auto& community : communities) {
      const double share = share_in(community, map, r);
      if (share > 0) add_cohort(world, r, index, community, share * map.regions[r].population, trust);
      listed += share;
      ++index;
    }
    // People whom no community of the scenario names live together as one more.
    if (listed < 0.999) add_cohort(world, r, index, others, (1 - listed) * map.regions[r].population, trust);
  }
  world.regions.cohort_begin.push_back(static_cast<Index>(world.cohorts.size()));
}

void prepare_regions(World& world) {
  const std::size_t count = world.setting->regions();
  Regions& regions = world.regions;
  Regions::fields(regions, [&](const char*, auto& list) {
    if (static_cast<void*>(&list) != static_cast<void*>(&regions.cohort_begin)) list.assign(count, {});
  });
  regions.economy.assign(count, 1.0);
  regions.control.assign(count, 0.5);
  regions.service.assign(count, 0.4);
  regions.justice.assign(count, 0.3);
  regions.information.assign(count, 0.3);
}

void make_governments(World& world, const Json& root) {
  const Setting& setting = *world.setting;
  for (const sim::Country& country : setting.map.countries) {
    const Json json = government_of(root, country.id);
    Government g;
    g.base_preference = json.at("base_preference");
    g.reform_commitment = json.at("reform_commitment");
    g.regime_protection = json.at("regime_protection");
    g.oversight = g.oversight_at_start = json.at("oversight");
    g.merit = json.at("merit");
    g.restraint = json.at("restraint");
    g.pay_factor = json.at("pay_factor");
    g.revenue_usd_per_person_per_year = json.at("revenue_usd_per_person_per_year");
    g.security_share = json.at("security_share");
    g.treasury = g.revenue_received = cents(json.at("treasury_usd"));
    g.will = g.base_preference;
    g.believed_rival = json.at("rival_fear");
    if (json.contains("election_every_weeks")) {
      g.election_every = json.at("election_every_weeks");
      g.next_election = json.value("first_election_week", g.election_every);
    }
    for (const auto& rival : list_of(json, "rivals"))
      if (const CountryIndex index = setting.map.find_country(rival.get<std::string>()); index != none)
        g.rivals.push_back(index);
    g.budget_shares.assign(setting.catalogue.institutions.size(), 0.0);
    for (const auto& [kind, share] : list_of(json, "budget_shares").items())
      if (const KindIndex k = setting.catalogue.institution(kind); k != none) g.budget_shares[k] = share;
    for (const Donor& donor : world.donors) {
      constexpr double usual_access = 0.5;
      g.access.push_back(list_of(json, "access").value(donor.id, usual_access));
      g.alignment.push_back(0.3 + 0.4 * g.base_preference);
      g.enforced_conditions.push_back(0.3 * donor.conditionality);
      g.accepts.push_back(1);
    }
    world.governments.push_back(std::move(g));
  }
}

// As communities list it; the community that a group recruits from is near to it in any case.
void read_kinship(Group& group, const Json& root, const Setting& setting) {
  constexpr double own_people = 0.5;
  group.kinship.assign(setting.communities.size(), 0.0);
  std::uint32_t c = 0;
  for (const auto& json : list_of(root, "communities"))
    if (const Json& near = list_of(json, "kinship"); near.contains(group.id))
      group.kinship[c++] = near.at(group.id);
    else
      ++c;
  if (group.community != none) group.kinship[group.community] = std::max(group.kinship[group.community], own_people);
}

void place_threats(World& world, const Json& root) {
  const Setting& setting = *world.setting;
  for (const auto& json : list_of(root, "threats")) {
    Group group;
    group.id = json.at("id");
    group.kind = setting.catalogue.threat(json.at("kind").get<std::string>());
    for (std::uint32_t c = 0; c < setting.communities.size(); ++c)
      if (json.contains("community") && json.at("community") == setting.communities[c].id) group.community = c;
    if (json.contains("sponsor")) {
      group.sponsor = setting.map.find_country(json.at("sponsor").get<std::string>());
      if (group.sponsor != none) world.governments[group.sponsor].sponsor_of_threats = 1;
      group.sponsor_usd_per_year =
          json.value("sponsor_usd_per_year", setting.parameters.sponsor_usd_per_week * sim::weeks_per_year);
    }
    read_kinship(group, root, setting);
    for (const auto& route : list_of(json, "traffics"))
      for (std::uint32_t f = 0; f < setting.routes.size(); ++f)
        if (setting.routes[f].id == route) group.traffics.push_back(f);
    group.funds = cents(json.at("funds_usd"));
    group.reputation = json.at("reputation");
    group.sees_announced_dates = json.at("sees_announced_dates");
    group.doctrine = doctrine_of(list_of(json, "doctrine"));
    world.groups.push_back(std::move(group));
    // Fighters who are listed for a place begin as cells of the usual size.
    const double usual = 0.6 * setting.parameters.cell_split_strength;
    for (const auto& cell : list_of(json, "cells")) {
      const auto strength = cell.at("strength_persons").get<Persons>();
      const auto count = std::clamp<Persons>(rounded(static_cast<double>(strength) / usual), 1, most_cells_together);
      for (Persons k = 0; k < count; ++k)
        add_cell(world, static_cast<Index>(world.groups.size() - 1),
                 setting.map.find_region(cell.at("region").get<std::string>()),
                 static_cast<std::int32_t>(in_parts(strength, k + 1, count) - in_parts(strength, k, count)),
                 cell.at("skill"), cell.at("concealment"));
    }
  }
}

void place_donors(World& world, const Json& root) {
  const Catalogue& catalogue = world.setting->catalogue;
  const Json& donors = list_of(root, "donors");
  for (const auto& json : donors) {
    Donor d;
    d.id = json.at("id");
    d.kind = json.at("kind");
    d.budget_per_year = d.left_this_year = cents(json.at("budget_usd_per_year"));
    d.reserve = d.reserve_per_year = cents(json.at("flexible_reserve_usd"));
    d.selectivity = json.at("selectivity");
    d.conditionality = json.at("conditionality");
    d.vetting = json.at("vetting");
    d.coordination = json.at("coordination");
    d.interagency_friction = json.at("interagency_friction");
    d.monitoring_share = json.at("monitoring_share");
    d.reserve_replenishes = json.at("reserve_replenishes");
    d.allocates_yearly = json.at("allocates_yearly");
    d.believed_return.assign(world.setting->countries(), 0.0);
    d.assessed_before.assign(world.setting->countries(), 0.0);
    d.spent_there.assign(world.setting->countries(), 0);
    d.spent_before.assign(world.setting->countries(), 0);
    d.advantage.assign(catalogue.instruments.size(), 1.0);
    for (const auto& [instrument, factor] : list_of(json, "comparative_advantage").items())
      if (const KindIndex k = catalogue.instrument(instrument); k != none) d.advantage[k] = factor;
    d.priorities.assign(catalogue.institutions.size(), 0);
    for (const auto& [kind, weight] : list_of(json, "priorities").items())
      if (const KindIndex k = catalogue.institution(kind); k != none) d.priorities[k] = weight;
    world.donors.push_back(std::move(d));
  }
  Index index = 0;
  for (const auto& json : donors) {
    for (const auto& other : list_of(json, "division_of_labour"))
      for (Index d = 0; d < world.donors.size(); ++d)
        if (world.donors[d].id == other) world.donors[d].division = world.donors[index].division = std::min(index, d);
    ++index;
  }
}

void place_organisations(World& world, const Json& root) {
  const sim::RegionalMap& map = world.setting->map;
  for (const auto& json : list_of(root, "regional_organisations")) {
    RegionalOrganisation o;
    o.id = json.at("id");
    for (const auto& member : list_of(json, "members"))
      if (const CountryIndex country = map.find_country(member.get<std::string>()); country != none)
        o.members.push_back(country);
    o.information_sharing = json.at("information_sharing");
    o.exercises_per_year = json.at("joint_exercises_per_year");
    // What a budget does not set, exercises of the usual size take.
    o.exercise_usd = json.contains("budget_usd_per_year") && o.exercises_per_year >= fewest_exercises_per_year
                         ? json.at("budget_usd_per_year").get<double>() * 0.2 / o.exercises_per_year
                         : world.setting->parameters.exercise_usd;
    world.organisations.push_back(std::move(o));
    for (const auto& mission : list_of(json, "peacekeeping_missions")) {
      const int begins = mission.at("start_week"), ends = begins + mission.at("weeks").get<int>();
      world.missions.push_back({mission.at("id"),
                                static_cast<Index>(world.organisations.size() - 1),
                                map.find_country(mission.at("country").get<std::string>()),
                                mission.at("persons"),
                                mandate_of(mission.at("mandate")),
                                static_cast<Week>(std::max(0, begins)),
                                static_cast<Week>(std::max(0, ends)),
                                contributors_of(mission, map),
                                {}});
    }
  }
}

void place_programmes(World& world, const Json& root, const OrderReader& reader) {
  for (const auto& json : list_of(root, "programmes")) {
    const Order order = reader.read_programme(json);
    open_programme(world, order);
    Programme& programme = world.programmes.back();
    const int start = json.at("start_week");
    const std::string stage = json.at("stage");
    if (stage == "proposed" || stage == "approved" || stage == "in_pipeline") {
      programme.starts += static_cast<Week>(std::max(0, start));  // after the usual delay
      programme.ends = programme.starts + programme.weeks;
      programme.tapers_until = programme.ends + programme.sustainment.taper_weeks;
      programme.stage = stage == "proposed"   ? Stage::proposed
                        : stage == "approved" ? Stage::approved
                                              : Stage::in_pipeline;
      continue;
    }
    programme.starts = static_cast<Week>(std::max(0, start));
    programme.ends = static_cast<Week>(std::max(1, start + static_cast<int>(order.weeks)));
    if (stage == "handing_over") programme.ends = programme.starts;
    // What was delivered before the first week is past; the rest goes on at the same pace.
    const double left = static_cast<double>(programme.ends - programme.starts) / order.weeks;
    for (Cents& money : programme.money) money = whole(static_cast<double>(money) * std::min(1.0, left));
    const Week shortest_taper = stage == "handing_over" ? 1 : 0;
    programme.tapers_until = programme.ends + std::max(shortest_taper, programme.sustainment.taper_weeks);
    programme.stage = stage == "handing_over" ? Stage::handing_over
                      : start <= 0            ? Stage::delivering
                                              : Stage::in_pipeline;
  }
}

}  // namespace

agents::Setting make_setting(const Json& root, sim::RegionalMap map, agents::Catalogue catalogue) {
  Setting setting;
  setting.title = root.at("title");
  setting.start_date = root.at("start");
  setting.weeks = root.at("weeks");
  setting.warmup_weeks = root.at("warmup_weeks");
  setting.persons_per_resident = root.at("persons_per_resident");
  setting.map = std::move(map);
  setting.catalogue = std::move(catalogue);
  for (const auto& [name, value] : list_of(root, "parameters").items())
    for (const ParameterName& parameter : parameter_names)
      if (parameter.name == name) setting.parameters.*parameter.member = value;
  for (const auto& json : list_of(root, "communities"))
    setting.communities.push_back({json.at("id"), json.value("name", json.at("id").get<std::string>())});
  const World nobody;
  const OrderReader reader{setting, nobody};
  for (const auto& json : list_of(root, "hazards")) {
    HazardSource source;
    for (std::size_t k = 0; k < hazard_names.size(); ++k)
      if (json.at("kind") == hazard_names[k]) source.kind = static_cast<HazardKind>(k);
    if (json.contains("regions"))
      for (const auto& id : json.at("regions"))
        source.regions.push_back(setting.map.find_region(id.get<std::string>()));
    else
      source.regions = reader.regions(json.contains("where") ? json.at("where") : Json::object());
    source.per_year = json.at("per_year");
    if (json.contains("season_weeks")) {
      source.season_from = json.at("season_weeks").at(0);
      source.season_to = json.at("season_weeks").at(1);
    }
    source.severity = json.at("severity");
    source.weeks = json.at("weeks");
    setting.hazards.push_back(std::move(source));
  }
  for (const auto& json : list_of(root, "trafficking"))
    setting.routes.push_back({json.at("id"), json.at("commodity"),
                              setting.map.find_region(json.at("source").get<std::string>()),
                              setting.map.find_region(json.at("market").get<std::string>()),
                              json.at("value_usd_per_year").get<double>() / sim::weeks_per_year});
  return setting;
}

std::vector<Trigger> read_triggers(const Json& root, const Setting& setting, const World& world) {
  const OrderReader reader{setting, world};
  std::vector<Trigger> triggers;
  for (const auto& json : list_of(root, "triggers")) {
    Trigger trigger;
    const Json& when = json.at("when");
    if (when.contains("measure")) trigger.measure = reader.measure(when.at("measure"));
    if (when.contains("scope")) trigger.scope = reader.scope(when.at("scope"));
    trigger.kind = reader.kind(when);
    trigger.has_above = when.contains("above");
    trigger.has_below = when.contains("below");
    if (trigger.has_above) trigger.above = when.at("above");
    if (trigger.has_below) trigger.below = when.at("below");
    if (when.contains("for_weeks")) trigger.for_weeks = when.at("for_weeks");
    if (when.contains("week")) trigger.week = when.at("week");
    if (when.contains("probability_per_week")) trigger.probability_per_week = when.at("probability_per_week");
    trigger.once = json.at("once");
    for (const auto& order : list_of(json, "orders")) trigger.orders.push_back(reader.read(order));
    triggers.push_back(std::move(trigger));
  }
  return triggers;
}

agents::World make_world(const Json& root, const std::shared_ptr<const Setting>& setting) {
  World world;
  world.setting = setting;
  world.ledger = sim::Ledger(setting->regions());
  for (const auto& [stock, cause] : book_names) world.ledger.open(stock, cause);
  world.events = sim::EventLog(setting->regions());
  world.measures = sim::Measures(measure_count, setting->scopes());
  world.assessed = sim::Measures(measure_count, setting->scopes());
  world.booked_before.assign(setting->regions(), {});
  prepare_regions(world);
  settle_people(world, root);
  place_donors(world, root);
  place_organisations(world, root);
  make_governments(world, root);
  const OrderReader reader{*setting, world};
  place_institutions(world, root, reader);
  find_parents(world, root);
  settle_budgets(world, root);
  for (Index i = 0; i < world.institutions.size(); ++i)
    world.common_at_start_usd += usd(world.institutions.required[i]) * world.institutions.interoperability[i];
  world.common_bought_usd = world.common_at_start_usd;
  place_threats(world, root);
  place_programmes(world, root, reader);
  world.flows.resize(setting->routes.size());
  for (Index c = 0; c < world.cohorts.size(); ++c) sum_cohort(world.residents, world.cohorts, c);
  return world;
}

}  // namespace mainstay::scenarios
