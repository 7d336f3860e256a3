#include "viz/books_view.h"

#include <algorithm>
#include <cctype>
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

std::map<std::string, double> booked(const World& world, const std::vector<RegionIndex>& regions) {
  std::map<std::string, double> sums;
  const auto accounts = world.ledger.accounts();
  for (std::size_t a = 0; a < accounts.size(); ++a) {
    if (accounts[a].stock != "capacity") continue;
    double sum = 0;
    for (const RegionIndex r : regions) sum += world.ledger.total(r, static_cast<sim::AccountIndex>(a));
    if (sum != 0) sums[accounts[a].cause] += sum;
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

std::map<std::string, double> booked_by_title(const World& world, const std::vector<RegionIndex>& regions) {
  const double staff = authorised_staff(world, regions);
  std::map<std::string, double> sums;
  for (const auto& [cause, amount] : booked(world, regions)) sums[without_programme(cause)] += amount / staff;
  return sums;
}

// "Forgetting +0.5" would read as if forgetting helped: it is less of it.
std::string difference_title(const std::string& title, double base, double change) {
  if (base > 0 && change > 0) return title;
  std::string lower = title;
  lower[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lower[0])));
  return (base < 0 && change < 0 ? "More " : "Less ") + lower;
}

// Half a tenth of a point: less would be written as 0.0.
constexpr double smallest_shown = 5e-4;

// The largest causes, gains before losses; what is left is one more, so that all sum to the change.
void set_causes(Explanation& result, const std::map<std::string, double>& sums, std::size_t most) {
  for (const auto& [title, amount] : sums)
    if (std::abs(amount) >= smallest_shown) result.causes.push_back({title, amount});
  std::stable_sort(result.causes.begin(), result.causes.end(),
                   [](const Cause& a, const Cause& b) { return std::abs(a.amount) > std::abs(b.amount); });
  if (result.causes.size() > most) result.causes.resize(most);
  double named = 0;
  for (const Cause& cause : result.causes) named += cause.amount;
  const double rest = result.after - result.before - named;
  std::stable_sort(result.causes.begin(), result.causes.end(),
                   [](const Cause& a, const Cause& b) { return a.amount > b.amount; });
  if (std::abs(rest) >= smallest_shown) result.causes.push_back({"Other causes", rest});
}

}  // namespace

double authorised_staff(const World& world, const std::vector<RegionIndex>& regions) {
  std::vector<bool> inside(world.setting->regions());
  for (const RegionIndex r : regions) inside[r] = true;
  double staff = 0;
  for (Index i = 0; i < world.institutions.size(); ++i)
    if (inside[world.institutions.region[i]] && world.institutions.active[i] &&
        world.setting->catalogue.institutions[world.institutions.kind[i]].state)
      staff += world.institutions.authorised[i];
  return std::max(1.0, staff);
}

double joint_capacity(const World& world, const std::vector<RegionIndex>& regions) {
  double sum = 0, staff = 0;
  for (const RegionIndex r : regions) {
    const double weight = authorised_staff(world, {r});
    sum += weight * world.measures.at(measure(Measure::capacity), r);
    staff += weight;
  }
  return staff > 0 ? sum / staff : 0;
}

Explanation explain_difference(const World& shown, const World& base, const std::vector<RegionIndex>& regions,
                               std::size_t most) {
  Explanation result{base.week, shown.week, joint_capacity(base, regions), joint_capacity(shown, regions), {}};
  const std::map<std::string, double> here = booked_by_title(shown, regions), there = booked_by_title(base, regions);
  std::map<std::string, double> sums;
  for (const auto& [title, amount] : here)
    if (!there.contains(title)) sums[title] += amount;
  for (const auto& [title, amount] : there) {
    const auto own = here.find(title);
    const double change = (own == here.end() ? 0 : own->second) - amount;
    sums[difference_title(title, amount, change)] += change;
  }
  set_causes(result, sums, most);
  return result;
}

Explanation explain_capacity(const sessions::History& history, const World& now,
                             const std::vector<RegionIndex>& regions, sim::Week since, std::size_t most) {
  const auto before = history.keyframe(std::min(since, now.week));
  const double staff = authorised_staff(now, regions);
  Explanation result{before->week, now.week, joint_capacity(*before, regions), joint_capacity(now, regions), {}};
  std::map<std::string, double> sums;
  for (const auto& [cause, amount] : booked(now, regions)) sums[without_programme(cause)] += amount / staff;
  for (const auto& [cause, amount] : booked(*before, regions)) sums[without_programme(cause)] -= amount / staff;
  set_causes(result, sums, most);
  return result;
}

}  // namespace mainstay::viz
