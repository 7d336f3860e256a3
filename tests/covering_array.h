// Few trials in which each pair of factors meets in every combination of their levels: a covering array of strength 2.
// Faults that need two values at once are found without trying all combinations of all factors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mainstay::tests {

// Rows of a level for each factor, in [0, levels). Greedy, one row at a time; the same for the same numbers.
std::vector<std::vector<std::uint8_t>> covering_array(std::size_t factors, std::size_t levels);

// Pairs of factors times pairs of levels that no row has: 0 for a whole array.
std::size_t missing_pairs(const std::vector<std::vector<std::uint8_t>>& rows, std::size_t factors, std::size_t levels);

}  // namespace mainstay::tests
