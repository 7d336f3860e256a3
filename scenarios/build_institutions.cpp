#include "scenarios/build_institutions.h"

#include <algorithm>

#include "agents/governments.h"
#include "agents/institutions.h"
#include "agents/numeric.h"
#include "agents/reorganise.h"
#include "agents/residents.h"
#include "scenarios/defaults.h"

namespace mainstay::scenarios {

using namespace agents;

namespace {

void add_institution(World& world, const Json& json, const std::string& id, RegionIndex region, double authorised) {
  const Setting& setting = *world.setting;
  const KindIndex kind_index = setting.catalogue.institution(json.at("kind").get<std::string>());
  const InstitutionKind& kind = setting.catalogue.institutions[kind_index];
  Institutions& units = world.institutions;
  const Index i = append_institution(units);
  units.id[i] = id;
  units.number[i] = i;
  units.kind[i] = kind_index;
  units.region[i] = region;
  units.country[i] = setting.map.regions[region].country;
  units.authorised[i] = static_cast<std::int32_t>(std::max(1.0, std::round(authorised)));
  const double staff =
      json.contains("staff") ? json.at("staff").get<double>() : authorised * json.at("staff_share").get<double>();
  const Persons hired = take_persons(world, region, any_stance, none, whole(staff), 0.5, i);
  units.staff[i] = static_cast<std::int32_t>(hired);
  units.skill[i] = json.at("skill");
  units.management[i] = json.at("management");
  units.integrity[i] = json.at("integrity");
  units.morale[i] = json.at("morale");
  units.ghost_share[i] = kind.state ? world.setting->parameters.ghost_share * (1 - units.integrity[i]) : 0;
  units.interoperability[i] = json.at("common_equipment_share");
  units.external_share[i] = json.at("externally_paid_share");
  units.pay_cover[i] = 1;
  units.required[i] = cents(units.authorised[i] * json.value("materiel_usd_per_person", kind.materiel_usd_per_person));
  units.serviceable[i] = whole(static_cast<double>(units.required[i]) * json.at("serviceable_share").get<double>());
  for (const auto& [task, share] : list_of(json, "tasks").items())
    for (std::size_t t = 0; t < task_count; ++t)
      if (task_names[t] == task) units.usual_tasks[i][t] = share;
  settle_at_start(world, i);
}

// The yearly aid that makes the share which donors are said to pay.
double aid_for_share(const World& world, Index i) {
  const double share = std::min(0.95, world.institutions.external_share[i]);
  return own_cost_usd_per_year(world, i) * share / (1 - share);
}

}  // namespace

void place_institutions(World& world, const Json& root, const OrderReader& reader) {
  const sim::RegionalMap& map = world.setting->map;
  for (const auto& json : list_of(root, "institutions")) {
    const auto size = [&](RegionIndex r) {
      if (json.contains("authorised_staff")) return json.at("authorised_staff").get<double>();
      if (json.contains("authorised_staff_per_border_km"))
        return json.at("authorised_staff_per_border_km").get<double>() * map.regions[r].international_border_km;
      return json.at("authorised_staff_per_1000_people").get<double>() * map.regions[r].population / 1000;
    };
    if (!json.contains("rule")) {
      RegionIndex region = none;
      if (json.contains("region"))
        region = map.find_region(json.at("region").get<std::string>());
      else if (json.contains("country"))
        region = map.countries[map.find_country(json.at("country").get<std::string>())].capital;
      else if (json.contains("organisation"))
        for (const auto& organisation : list_of(root, "regional_organisations"))
          if (organisation.at("id") == json.at("organisation") && organisation.contains("seat"))
            region = map.find_region(organisation.at("seat").get<std::string>());
      if (region == none) region = map.countries.front().capital;
      add_institution(world, json, json.at("id"), region, size(region));
      continue;
    }
    const std::string rule = json.at("rule");
    for (const RegionIndex r : reader.regions(json.contains("where") ? json.at("where") : Json::object())) {
      const sim::Region& region = map.regions[r];
      const bool capital = region.country != none && map.countries[region.country].capital == r;
      if (rule == "border_regions" && region.international_border_km <= 0) continue;
      if ((rule == "capital_region" || rule == "national") && !capital) continue;
      if (rule == "coast_regions" && !region.coast) continue;
      const double authorised = size(r);
      if (authorised >= 1)
        add_institution(world, json, json.at("kind").get<std::string>() + "@" + region.id, r, authorised);
    }
  }
}

void find_parents(World& world, const Json& root) {
  Institutions& units = world.institutions;
  for (Index i = 0; i < units.size(); ++i) units.parent[i] = office_above(world, i);
  for (const auto& json : list_of(root, "institutions"))
    if (json.contains("parent"))
      for (Index i = 0; i < units.size(); ++i)
        if (json.contains("id") ? units.id[i] == json.at("id")
                                : units.id[i].starts_with(json.at("kind").get<std::string>() + "@"))
          for (Index above = 0; above < units.size(); ++above)
            if (units.id[above] == json.at("parent")) units.parent[i] = above;
}

void settle_budgets(World& world, const Json& root) {
  const Setting& setting = *world.setting;
  const Parameters& p = setting.parameters;
  const std::size_t kinds = setting.catalogue.institutions.size();
  for (CountryIndex country = 0; country < world.governments.size(); ++country) {
    Government& government = world.governments[country];
    std::vector<double> pay(kinds, 0), rest(kinds, 0);
    double people = 0;
    for (Index i = 0; i < world.institutions.size(); ++i) {
      if (world.institutions.country[i] != country) continue;
      const Need need = weekly_need(world, i);
      world.institutions.aid_usd_recent_year[i] = aid_for_share(world, i);
      pay[world.institutions.kind[i]] += static_cast<double>(need.pay);
      rest[world.institutions.kind[i]] +=
          static_cast<double>(need.upkeep + need.training + need.purchase) * p.initial_upkeep_cover;
    }
    double given = 0, needed = 0;
    for (std::size_t k = 0; k < kinds; ++k) {
      needed += pay[k] + rest[k];
      if (pay[k] > 0) given += government.budget_shares[k];
    }
    std::vector<double> budget(kinds, 0);
    for (std::size_t k = 0; k < kinds; ++k) {
      const double tilt = given > 0 && pay[k] > 0
                              ? std::clamp(government.budget_shares[k] / given * needed / (pay[k] + rest[k]), 0.5, 1.5)
                              : 1;
      budget[k] = pay[k] + rest[k] * tilt;
    }
    double sum = 0;
    for (const double usd : budget) sum += usd;
    if (sum > 0) government.budget_shares = std::move(budget);
    normalise(government.budget_shares);
    if (sum <= 0) continue;  // there is nobody to be paid
    for (RegionIndex r = 0; r < setting.regions(); ++r)
      if (setting.map.regions[r].country == country) people += setting.map.regions[r].population;
    const double income =
        people * government.revenue_usd_per_person_per_year * cents_per_usd / sim::weeks_per_year * 0.825;
    // What patronage and theft leave of the money pays for security; where they leave nothing, no income is enough.
    const double kept = 1 - p.patronage_share - p.own_leakage * (1.3 - 0.8 * government.oversight);
    const double most = government.security_share * income;
    const double received = std::min(most, ratio(sum, kept, most));
    government.security_share = std::min(government.security_share, ratio(received, income, 1));
    government.patronage_usd = received * (p.patronage_share + 0.5 * p.own_leakage) / cents_per_usd;
    // Clients wait for more than they get as far as promises are still owed to them.
    const double owed = government_of(root, setting.map.countries[country].id).at("patronage_debt");
    government.patronage_expected_usd = government.patronage_usd * (1 + owed);
  }
}

}  // namespace mainstay::scenarios
