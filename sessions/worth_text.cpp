#include "sessions/worth_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sessions/ensemble.h"
#include "studies/report_text.h"
#include "studies/statistics.h"

namespace mainstay::sessions {

namespace {

bool shows_nothing(const std::string& digits) {
  return digits.find_first_of("123456789") == std::string::npos;
}

std::string smallest_shown(const Quantity& quantity) {
  return fmt::format("less than {:.{}f}", std::pow(10, -quantity.decimals), quantity.decimals);
}

}  // namespace

std::optional<LuckRange> luck_range(const Worth& worth) {
  if (worth.others.empty()) return {};
  const bool enough = worth.others.size() >= Bands::fewest;
  const std::array<double, 3> shares = {0.5, enough ? 0.05 : 0, enough ? 0.95 : 1};
  const std::vector<double> at = studies::quantiles(worth.others, shares);
  return LuckRange{at[0], at[1], at[2], enough};
}

std::string amount_text(const Quantity& quantity, double value) {
  if (value == 0) return "0";
  const std::string digits = studies::with_thousands(value * quantity.factor, quantity.decimals);
  if (shows_nothing(digits)) return smallest_shown(quantity);
  return value > 0 ? "+" + digits : digits;
}

std::string range_digits(const Worth& worth) {
  const auto range = luck_range(worth);
  if (!range) return "";
  const auto digits = [&](double value) { return studies::with_thousands(value * worth.of.factor, worth.of.decimals); };
  const std::string low = digits(range->low), high = digits(range->high);
  if (range->low == 0 && range->high == 0) return "0";
  if (shows_nothing(low) && shows_nothing(high)) return smallest_shown(worth.of) + " either way";
  return low + " to " + high;
}

std::string range_text(const Worth& worth) {
  if (worth.others.empty()) return "one luck";
  const bool nine_tenths = luck_range(worth)->nine_tenths;
  return (nine_tenths ? "9 in 10 lucks" : studies::plural(worth.others.size(), "luck")) + ": " + range_digits(worth);
}

std::string in_words(const Worth& worth) {
  return fmt::format("{}, week {}, {} {}, {}", worth.place, worth.week, amount_text(worth.of, worth.own),
                     worth.of.words, range_text(worth));
}

}  // namespace mainstay::sessions
