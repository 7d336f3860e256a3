// Finds the name that somebody probably meant, and words it for an error message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mainstay::scenarios {

// Fewest single-character insertions, deletions, replacements and swaps of neighbours that turn one into the other;
// capital letters count as small ones. Those that are `enough` or more need not be counted to the end.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t enough = static_cast<std::size_t>(-1));

// The closest name, or "" if none is near enough to be meant.
std::string nearest_name(std::string_view found, const std::vector<std::string>& names);

// `did you mean "x"? Allowed: x, y, z`, or `allowed: x, y, z` if nothing is near. Long lists show the nearest names
// first and say how many more there are.
std::string suggest(std::string_view found, const std::vector<std::string>& names,
                    std::string_view list_label = "allowed");

}  // namespace mainstay::scenarios
