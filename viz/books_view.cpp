#include "viz/books_view.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

namespace mainstay::viz {

using namespace agents;
using sessions::booked;
using sessions::capacity_books;
using sessions::CapacityBooks;
using sessions::without_programme;

namespace {

double capacity_in(const World& world, const std::vector<RegionIndex>& regions) {
  return sessions::value_at(world, sessions::measured_place(regions, Measure::capacity, world), Measure::capacity);
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

Explanation explain_difference(Explanation result, const CapacityBooks& here, const CapacityBooks& there,
                               std::size_t most) {
  CapacityBooks sums;
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

Explanation explain_difference(const World& shown, const World& base, const std::vector<RegionIndex>& regions,
                               std::size_t most) {
  return explain_difference({base.week, shown.week, capacity_in(base, regions), capacity_in(shown, regions), {}},
                            capacity_books(shown, regions), capacity_books(base, regions), most);
}

Explanation explain_capacity(const sessions::History& history, const World& now,
                             const std::vector<RegionIndex>& regions, sim::Week since, std::size_t most) {
  const auto before = history.keyframe(std::min(since, now.week));
  const double staff = authorised_staff(now, regions);
  Explanation result{before->week, now.week, capacity_in(*before, regions), capacity_in(now, regions), {}};
  std::map<std::string, double> sums;
  for (const auto& [cause, amount] : booked(now, regions)) sums[without_programme(cause)] += amount / staff;
  for (const auto& [cause, amount] : booked(*before, regions)) sums[without_programme(cause)] -= amount / staff;
  set_causes(result, sums, most);
  return result;
}

}  // namespace mainstay::viz
