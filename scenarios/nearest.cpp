#include "scenarios/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mainstay::scenarios {
namespace {

constexpr std::size_t longest_compared = 100;
constexpr std::size_t names_shown_all = 14;
constexpr std::size_t names_shown_of_many = 8;
constexpr std::size_t names_sorted = 2000;  // of more, the first are shown: a thousand problems may ask

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string joined(const std::vector<std::string>& names, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += (i > 0 ? ", " : "") + names[i];
  return all;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t enough) {
  if (a.size() > longest_compared || b.size() > longest_compared) return std::max(a.size(), b.size());
  using Row = std::array<std::size_t, longest_compared + 1>;
  Row rows[3];
  Row *before_last = &rows[0], *last = &rows[1], *row = &rows[2];
  std::size_t least_of_last = 0;
  for (std::size_t j = 0; j <= b.size(); ++j) (*last)[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t least = (*row)[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = small(a[i - 1]) == small(b[j - 1]);
      std::size_t& here = (*row)[j];
      here = std::min({(*last)[j] + 1, (*row)[j - 1] + 1, (*last)[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && small(a[i - 1]) == small(b[j - 2]) && small(a[i - 2]) == small(b[j - 1]))
        here = std::min(here, (*before_last)[j - 2] + 1);
      least = std::min(least, here);
    }
    // No later row is below both of these.
    if (std::min(least, least_of_last) >= enough) return enough;
    least_of_last = least;
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return (*last)[b.size()];
}

std::string nearest_name(std::string_view found, const std::vector<std::string>& names) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, found.size() / 3) + 1;
  for (const auto& name : names) {
    // Half of a name that was remembered counts as near: "police" for "police_force".
    const bool part =
        found.size() >= 4 && (name.find(found) != name.npos || (name.size() >= 4 && found.find(name) != found.npos));
    auto distance = edit_distance(found, name, best_distance);
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
  std::vector<std::string> shown(names.begin(), names.begin() + names_shown_of_many);
  if (!found.empty() && names.size() <= names_sorted) {
    std::vector<std::pair<std::size_t, std::size_t>> by_distance;  // and by place
    for (std::size_t k = 0; k < names.size(); ++k) by_distance.emplace_back(edit_distance(found, names[k]), k);
    std::partial_sort(by_distance.begin(), by_distance.begin() + names_shown_of_many, by_distance.end());
    for (std::size_t k = 0; k < names_shown_of_many; ++k) shown[k] = names[by_distance[k].second];
  }
  return fmt::format("{}: {} and {} more", text, joined(shown, names_shown_of_many),
                     names.size() - names_shown_of_many);
}

}  // namespace mainstay::scenarios
