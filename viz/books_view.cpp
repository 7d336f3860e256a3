#include "viz/books_view.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace mainstay::viz {

using namespace agents;

std::vector<RegionIndex> regions_of(const Setting& setting, std::size_t scope) {
  if (scope < setting.regions()) return {static_cast<RegionIndex>(scope)};
  std::vector<RegionIndex> regions;
  for (RegionIndex r = 0; r < setting.regions(); ++r)
    if (scope == setting.theatre_scope() || setting.map.regions[r].country == scope - setting.regions())
      regions.push_back(r);
  return regions;
}

namespace {

double authorised_staff(const World& world, const std::vector<RegionIndex>& regions) {
  std::vector<bool> inside(world.setting->regions());
  for (const RegionIndex r : regions) inside[r] = true;
  double staff = 0;
  for (Index i = 0; i < world.institutions.size(); ++i)
    if (inside[world.institutions.region[i]] && world.institutions.active[i] &&
        world.setting->catalogue.institutions[world.institutions.kind[i]].state)
      staff += world.institutions.authorised[i];
  return staff;
}

std::map<std::string, double> booked(const World& world, const std::vector<RegionIndex>& regions) {
  std::map<std::string, double> sums;
  const auto accounts = world.ledger.accounts();
  for (std::size_t a = 0; a < accounts.size(); ++a) {
    if (accounts[a].stock != "capacity") continue;
    for (const RegionIndex r : regions)
      sums[accounts[a].cause] += world.ledger.total(r, static_cast<sim::AccountIndex>(a));
  }
  return sums;
}

// "Training (surge-three-borders)" as "Training": all programmes' training together.
std::string without_programme(const std::string& cause) {
  const std::size_t bracket = cause.find(" (");
  std::string title = bracket == std::string::npos ? cause : cause.substr(0, bracket);
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

}  // namespace

Explanation explain_capacity(const sessions::History& history, const World& now, std::size_t scope, sim::Week since,
                             std::size_t most) {
  const auto before = history.keyframe(std::min(since, now.week));
  const auto regions = regions_of(*now.setting, scope);
  const double staff = std::max(1.0, authorised_staff(now, regions));
  const std::size_t m = measure(Measure::capacity);
  Explanation result{before->week, now.week, before->measures.at(m, scope), now.measures.at(m, scope), {}};
  std::map<std::string, double> sums;
  for (const auto& [cause, amount] : booked(now, regions)) sums[without_programme(cause)] += amount / staff;
  for (const auto& [cause, amount] : booked(*before, regions)) sums[without_programme(cause)] -= amount / staff;
  for (const auto& [title, amount] : sums)
    if (std::abs(amount) > 5e-5) result.causes.push_back({title, amount});
  std::stable_sort(result.causes.begin(), result.causes.end(),
                   [](const Cause& a, const Cause& b) { return std::abs(a.amount) > std::abs(b.amount); });
  if (result.causes.size() > most) result.causes.resize(most);
  double named = 0;
  for (const Cause& cause : result.causes) named += cause.amount;
  const double rest = result.after - result.before - named;
  std::stable_sort(result.causes.begin(), result.causes.end(),
                   [](const Cause& a, const Cause& b) { return a.amount > b.amount; });
  if (std::abs(rest) > 5e-5) result.causes.push_back({"Other causes", rest});
  return result;
}

}  // namespace mainstay::viz
