// Designs: which points of the factors' ranges a study looks at. Pure functions of their arguments: the same points on
// every machine. Coordinates are shares of a factor's range, [0, 1] (Factor::value_at makes values of them).
#pragma once

#include <cstdint>
#include <vector>

#include "studies/study_file.h"

namespace mainstay::studies {

using Points = std::vector<std::vector<double>>;  // a row a point, a column a factor

// Each of n equal parts of every factor's range holds one point, at a place in it left to chance; parts of different
// factors are combined by chance (McKay, Beckman and Conover 1979).
Points latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed);

// The first points of Sobol's sequence (directions: Joe and Kuo 2008, from Boost.Random), scrambled after Owen 1995.
// Any 2^m first points stay balanced. At most 3,667 factors and 2^32 points.
Points sobol(std::size_t points, std::size_t factors, std::uint64_t seed);

// Trajectories for elementary effects (Morris 1991): each has factors + 1 points, one after another, of which each
// differs from the one before in one factor, by levels / (2 (levels - 1)). `levels` is even.
Points morris(std::size_t trajectories, std::size_t factors, std::uint32_t levels, std::uint64_t seed);

// Saltelli's scheme for Sobol indices (Saltelli et al. 2010): for each row of the base matrices A and B a block of
// points: the row of A, then for each factor the row of A with that coordinate of B, then, for second-order indices,
// the row of B with each coordinate of A, and last the row of B.
Points saltelli(std::size_t rows, std::size_t factors, bool second_order, std::uint64_t seed);

// How many points a study has, without making them; one that does not fit 64 bits is given as the largest number.
std::uint64_t point_count(const Study& study);

// The values of every factor at every point: a row a point, a column a factor.
std::vector<std::vector<scenarios::Json>> design_values(const Study& study);

// The order in which to run points, so that the first ones already cover the design.
std::vector<std::size_t> covering_order(Design design, std::size_t points);

}  // namespace mainstay::studies
