#include "sessions/books.h"

#include <cctype>

#include "sessions/place.h"

namespace mainstay::sessions {

CapacityBooks booked(const agents::World& world, const std::vector<sim::RegionIndex>& regions) {
  CapacityBooks sums;
  const auto accounts = world.ledger.accounts();
  for (std::size_t a = 0; a < accounts.size(); ++a) {
    if (accounts[a].stock != "capacity") continue;
    double sum = 0;
    for (const sim::RegionIndex r : regions) sum += world.ledger.total(r, static_cast<sim::AccountIndex>(a));
    if (sum != 0) sums[accounts[a].cause] += sum;
  }
  return sums;
}

std::string without_programme(const std::string& cause) {
  const std::size_t bracket = cause.find(" (");
  std::string title = bracket == std::string::npos ? cause : cause.substr(0, bracket);
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

CapacityBooks capacity_books(const agents::World& world, const std::vector<sim::RegionIndex>& regions) {
  const double staff = authorised_staff(world, regions);
  CapacityBooks sums;
  for (const auto& [cause, amount] : booked(world, regions)) sums[without_programme(cause)] += amount / staff;
  return sums;
}

}  // namespace mainstay::sessions
