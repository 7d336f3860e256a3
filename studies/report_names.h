// What reports know of measures and outcomes by name: title, unit, which way is better, and what the figure means.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mainstay::studies {

struct KnownName {
  std::string_view name, title, unit, better, meaning;
};

std::optional<KnownName> known_measure(std::string_view measure);
std::optional<KnownName> known_outcome(std::string_view outcome);

// A cause of the books in words for a planner: "own training" -> "Partners' own training". Causes that a programme
// opened ("Training (surge-mopti)") are named after the instrument, so that all programmes' amounts can be added up.
std::string cause_title(std::string_view cause);

// Place in the order in which figures are shown; unknown outcomes come last.
int outcome_order(std::string_view outcome);

// One of the units reports know ("index", "share", "balance", "usd", "usd a week") where a text means the same,
// otherwise the text.
std::string_view known_unit(std::string_view unit);

}  // namespace mainstay::studies
