#include "scenarios/nearest.h"

#include <fmt/format.h>

#include <algorithm>

namespace mainstay::scenarios {
namespace {

constexpr std::size_t longest_compared = 100;
constexpr std::size_t names_shown_all = 14;
constexpr std::size_t names_shown_of_many = 8;

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string joined(const std::vector<std::string>& names, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i > 0 ? ", " : "") + names[i];
  return all;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  if (a.size() > longest_compared || b.size() > longest_compared) return std::max(a.size(), b.size());
  std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = small(a[i - 1]) == small(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && small(a[i - 1]) == small(b[j - 2]) && small(a[i - 2]) == small(b[j - 1])) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last = last;
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string nearest_name(std::string_view found, const std::vector<std::string>& names) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, found.size() / 3) + 1;
  for (const auto& name : names) {
    auto distance = edit_distance(found, name);
    // Half of a name that was remembered counts as near: "police" for "police_force".
    const bool part =
        found.size() >= 4 && (name.find(found) != name.npos || (name.size() >= 4 && found.find(name) != found.npos));
    if (part) distance = std::min(distance, best_distance - 1);
    if (distance < best_distance) {
      best = name;
      best_distance = distance;
    }
  }
  return best;
}

std::string suggest(std::string_view found, const std::vector<std::string>& names, std::string_view list_label) {
  std::string text(list_label);
  if (const auto near = nearest_name(found, names); !near.empty()) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
    text = fmt::format("did you mean \"{}\"? {}", near, text);
  }
  if (names.size() <= names_shown_all) return fmt::format("{}: {}", text, joined(names, names.size()));
  auto by_distance = names;
  if (!found.empty())
    std::stable_sort(by_distance.begin(), by_distance.end(),
                     [&](const auto& a, const auto& b) { return edit_distance(found, a) < edit_distance(found, b); });
  return fmt::format("{}: {} and {} more", text, joined(by_distance, names_shown_of_many),
                     names.size() - names_shown_of_many);
}

}  // namespace mainstay::scenarios
