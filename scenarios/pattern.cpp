#include "scenarios/pattern.h"

#include <chrono>
#include <regex>

namespace mainstay::scenarios {

bool has_pattern(const std::string& text, const std::string& pattern) {
  return std::regex_search(text, std::regex(pattern));
}

bool is_date(const std::string& text) {
  if (!has_pattern(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) return false;
  const auto number = [&](std::size_t from, std::size_t length) { return std::stoi(text.substr(from, length)); };
  const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                         std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  return date.ok();
}

}  // namespace mainstay::scenarios
