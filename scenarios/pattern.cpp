#include "scenarios/pattern.h"

#include <chrono>
#include <map>
#include <regex>

namespace mainstay::scenarios {

bool has_pattern(const std::string& text, const std::string& pattern) {
  // Making an expression takes much longer than asking it.
  thread_local std::map<std::string, std::regex> made;
  auto found = made.find(pattern);
  if (found == made.end()) found = made.emplace(pattern, std::regex(pattern)).first;
  return std::regex_search(text, found->second);
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
