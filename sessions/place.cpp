#include "sessions/place.h"

#include <fmt/format.h>

#include <algorithm>

#include "studies/report_text.h"

namespace mainstay::sessions {

using namespace agents;

namespace {

constexpr std::size_t most_named = 3;

// By region: authorised staff of the state's institutions.
std::vector<double> staff_by_region(const World& world) {
  const Institutions& units = world.institutions;
  std::vector<double> staff(world.setting->regions());
  for (Index i = 0; i < units.size(); ++i)
    if (units.active[i] && world.setting->catalogue.institutions[units.kind[i]].state)
      staff[units.region[i]] += units.authorised[i];
  return staff;
}

class Chosen {
 public:
  explicit Chosen(const World& start) : start_(start), chosen_(start.setting->regions()) {}

  void add(RegionIndex region) { chosen_[region] = true; }
  void add_country(CountryIndex country) {
    for (const RegionIndex region : regions_of(*start_.setting, start_.setting->country_scope(country))) add(region);
  }
  void add_institution(Index institution) {
    if (institution < start_.institutions.size()) add(start_.institutions.region[institution]);
  }
  void add(const Targets& targets) {
    for (const RegionIndex region : targets.regions) add(region);
    for (const CountryIndex country : targets.countries) add_country(country);
    if (empty())
      for (const Index institution : targets.institutions) add_institution(institution);
  }
  bool empty() const { return std::find(chosen_.begin(), chosen_.end(), true) == chosen_.end(); }
  std::vector<RegionIndex> regions() const {
    std::vector<RegionIndex> regions;
    for (RegionIndex region = 0; region < chosen_.size(); ++region)
      if (chosen_[region]) regions.push_back(region);
    return regions;
  }

 private:
  const World& start_;
  std::vector<bool> chosen_;
};

// Whom the programme that an order changes is for: as it was opened, by an earlier order or by the scenario.
const Targets* targets_of_programme(const World& start, const std::vector<Order>& orders, const Order& order) {
  if (order.verb < Verb::restructure_programme || order.verb > Verb::terminate_programme) return nullptr;
  for (const Order& opening : orders)
    if (opening.verb == Verb::open_programme && opening.id == order.id) return &opening.targets;
  for (const Programme& programme : start.programmes)
    if (programme.id == order.id) return &programme.targets;
  return nullptr;
}

}  // namespace

std::vector<RegionIndex> regions_of(const Setting& setting, std::size_t scope) {
  if (scope < setting.regions()) return {static_cast<RegionIndex>(scope)};
  std::vector<RegionIndex> regions;
  for (RegionIndex r = 0; r < setting.regions(); ++r)
    if (scope == setting.theatre_scope() || setting.map.regions[r].country == scope - setting.regions())
      regions.push_back(r);
  return regions;
}

std::optional<std::size_t> scope_of(const Setting& setting, const std::vector<RegionIndex>& regions) {
  if (regions.size() == 1) return regions.front();
  if (regions.size() == setting.regions()) return setting.theatre_scope();
  for (CountryIndex country = 0; country < setting.countries(); ++country)
    if (const std::size_t scope = setting.country_scope(country); regions == regions_of(setting, scope)) return scope;
  return {};
}

std::string place_name(const Setting& setting, const std::vector<RegionIndex>& regions) {
  const auto& map = setting.map;
  if (const auto scope = scope_of(setting, regions))
    return *scope < setting.regions()         ? map.regions[*scope].name
           : *scope < setting.theatre_scope() ? map.countries[*scope - setting.regions()].name
                                              : "all regions";
  std::vector<std::string> names;
  for (const RegionIndex region : regions) names.push_back(map.regions[region].name);
  if (names.size() > most_named + 1) {
    const std::size_t others = names.size() - most_named;
    names.resize(most_named);
    names.push_back(fmt::format("{} more", others));
  }
  return studies::listed(names);
}

double authorised_staff(const World& world, const std::vector<RegionIndex>& regions) {
  const std::vector<double> by_region = staff_by_region(world);
  double staff = 0;
  for (const RegionIndex region : regions) staff += by_region[region];
  return std::max(1.0, staff);
}

Place place_of(const std::vector<RegionIndex>& regions, Measure m, const World& world) {
  const Aggregate aggregate = measure_descriptions[measure(m)].aggregate;
  const auto staff = aggregate == Aggregate::staff_mean ? staff_by_region(world) : std::vector<double>{};
  Place place;
  place.sum = aggregate == Aggregate::sum;
  for (const RegionIndex r : regions) {
    const sim::Region& region = world.setting->map.regions[r];
    place.scopes.push_back(r);
    place.weights.push_back(aggregate == Aggregate::people_mean   ? region.population
                            : aggregate == Aggregate::border_mean ? region.international_border_km
                            : aggregate == Aggregate::staff_mean  ? std::max(1.0, staff[r])
                                                                  : 1);
  }
  return place;
}

Place measured_place(const std::vector<RegionIndex>& regions, Measure m, const World& world) {
  const auto scope = scope_of(*world.setting, regions);
  return scope ? Place::scope(*scope) : place_of(regions, m, world);
}

double value_at(const World& world, const Place& place, Measure m) {
  return place.over([&](std::size_t scope) { return world.measures.at(measure(m), scope); });
}

std::vector<RegionIndex> meant_regions(const World& start, const std::vector<Order>& orders, std::size_t index) {
  const Order& order = orders[index];
  Chosen chosen(start);
  chosen.add(order.targets);
  for (const RegionIndex region : order.regions) chosen.add(region);
  if (chosen.empty())
    if (const Targets* targets = targets_of_programme(start, orders, order)) chosen.add(*targets);
  if (chosen.empty()) chosen.add_institution(order.institution);
  if (chosen.empty() && order.government != none) chosen.add_country(order.government);
  if (chosen.empty() && order.organisation < start.organisations.size())
    for (const CountryIndex country : start.organisations[order.organisation].members) chosen.add_country(country);
  return chosen.empty() ? regions_of(*start.setting, start.setting->theatre_scope()) : chosen.regions();
}

}  // namespace mainstay::sessions
