#include "studies/designs.h"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <limits>
#include <numeric>

#include "sim/random.h"

namespace mainstay::studies {

namespace {

// What the streams of designs are for; they share no seed with runs, whose purposes are the model's.
enum class Draw : sim::Purpose { order = 240, place, scramble, start };

sim::Stream stream(std::uint64_t seed, Draw draw, std::uint64_t agent) {
  return {seed, static_cast<sim::Purpose>(draw), agent, 0};
}

std::size_t below(std::size_t limit, sim::Stream& luck) {
  return boost::random::uniform_int_distribution<std::size_t>(0, limit - 1)(luck);
}

// Fisher and Yates; std::shuffle differs between standard libraries.
void shuffle(std::vector<std::size_t>& items, sim::Stream& luck) {
  for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[below(left, luck)]);
}

std::vector<std::size_t> counted(std::size_t count) {
  std::vector<std::size_t> items(count);
  std::iota(items.begin(), items.end(), std::size_t{0});
  return items;
}

// Owen's nested uniform scrambling: each bit is flipped or not by a draw that belongs to the bits before it.
std::uint32_t scrambled(std::uint32_t bits, std::uint64_t dimension, std::uint64_t seed) {
  std::uint32_t result = 0;
  for (int level = 0; level < 32; ++level) {
    const std::uint64_t before = level == 0 ? 0 : bits >> (32 - level);
    const std::uint64_t node = (std::uint64_t{1} << level) | before;
    const std::uint32_t bit = (bits >> (31 - level)) & 1u;
    const std::uint32_t flip = stream(seed, Draw::scramble, (dimension << 33) | node)() & 1u;
    result = (result << 1) | (bit ^ flip);
  }
  return result;
}

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  return b != 0 && a > most / b ? most : a * b;
}

std::size_t grid_levels(const Factor& factor, const Study& study) {
  return factor.values.empty() ? study.levels : factor.values.size();
}

// A grid's ranges are cut so that both ends are levels.
double grid_share(const Factor& factor, std::size_t level, std::size_t levels) {
  if (factor.values.empty()) return levels == 1 ? 0.5 : static_cast<double>(level) / static_cast<double>(levels - 1);
  return (static_cast<double>(level) + 0.5) / static_cast<double>(levels);
}

Points list(const Study& study) {
  const std::size_t points = static_cast<std::size_t>(point_count(study));
  Points rows(points);
  for (std::size_t p = 0; p < points; ++p)
    for (const Factor& factor : study.factors) rows[p].push_back(grid_share(factor, p, factor.values.size()));
  return rows;
}

// The last factor changes fastest.
Points grid(const Study& study) {
  const auto points = static_cast<std::size_t>(point_count(study));
  Points rows(points, std::vector<double>(study.factors.size()));
  for (std::size_t p = 0; p < points; ++p) {
    std::size_t rest = p;
    for (std::size_t f = study.factors.size(); f-- > 0;) {
      const std::size_t levels = grid_levels(study.factors[f], study);
      rows[p][f] = grid_share(study.factors[f], rest % levels, levels);
      rest /= levels;
    }
  }
  return rows;
}

Points unit_points(const Study& study) {
  const auto samples = static_cast<std::size_t>(study.samples);
  const std::size_t factors = study.factors.size();
  switch (study.design) {
    case Design::grid:
      return grid(study);
    case Design::latin_hypercube:
      return latin_hypercube(samples, factors, study.design_seed);
    case Design::sobol:
      return sobol(samples, factors, study.design_seed);
    case Design::morris:
      return morris(samples, factors, study.levels, study.design_seed);
    case Design::saltelli:
      return saltelli(samples, factors, study.second_order, study.design_seed);
    case Design::list:
      break;
  }
  return list(study);
}

}  // namespace

Points latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed) {
  Points rows(points, std::vector<double>(factors));
  for (std::size_t f = 0; f < factors; ++f) {
    auto parts = counted(points);
    sim::Stream order = stream(seed, Draw::order, f), place = stream(seed, Draw::place, f);
    shuffle(parts, order);
    for (std::size_t p = 0; p < points; ++p)
      rows[p][f] = (static_cast<double>(parts[p]) + place.uniform()) / static_cast<double>(points);
  }
  return rows;
}

Points sobol(std::size_t points, std::size_t factors, std::uint64_t seed) {
  // Boost's sequence leaves out the origin, which belongs to it.
  boost::random::sobol_engine<std::uint32_t, 32> engine(factors);
  Points rows(points, std::vector<double>(factors));
  for (std::size_t p = 0; p < points; ++p)
    for (std::size_t f = 0; f < factors; ++f) {
      const std::uint32_t bits = p == 0 ? 0 : engine();
      rows[p][f] = (static_cast<double>(scrambled(bits, f, seed)) + 0.5) * 0x1p-32;
    }
  return rows;
}

Points morris(std::size_t trajectories, std::size_t factors, std::uint32_t levels, std::uint64_t seed) {
  const std::size_t half = levels / 2;
  const auto share = [&](std::size_t level) { return static_cast<double>(level) / static_cast<double>(levels - 1); };
  Points rows;
  rows.reserve(trajectories * (factors + 1));
  for (std::size_t t = 0; t < trajectories; ++t) {
    sim::Stream start = stream(seed, Draw::start, t), turn = stream(seed, Draw::order, t);
    std::vector<std::size_t> at(factors);
    for (std::size_t& level : at) level = below(levels, start);
    auto order = counted(factors);
    shuffle(order, turn);
    const auto add = [&] {
      std::vector<double> row;
      for (const std::size_t level : at) row.push_back(share(level));
      rows.push_back(std::move(row));
    };
    add();
    for (const std::size_t f : order) {
      at[f] = at[f] < half ? at[f] + half : at[f] - half;
      add();
    }
  }
  return rows;
}

Points saltelli(std::size_t rows, std::size_t factors, bool second_order, std::uint64_t seed) {
  Points points;
  for (const auto& both : sobol(rows, 2 * factors, seed)) {
    const auto middle = both.begin() + static_cast<std::ptrdiff_t>(factors);
    const std::vector<double> a(both.begin(), middle), b(middle, both.end());
    const auto mixed = [&](const std::vector<double>& most, const std::vector<double>& one) {
      for (std::size_t f = 0; f < factors; ++f) {
        points.push_back(most);
        points.back()[f] = one[f];
      }
    };
    points.push_back(a);
    mixed(a, b);
    if (second_order) mixed(b, a);
    points.push_back(b);
  }
  return points;
}

std::uint64_t point_count(const Study& study) {
  const std::uint64_t factors = study.factors.size();
  switch (study.design) {
    case Design::list:
      return study.factors.empty() ? 1 : study.factors[0].values.size();
    case Design::grid: {
      std::uint64_t count = 1;
      for (const Factor& factor : study.factors) count = times(count, grid_levels(factor, study));
      return count;
    }
    case Design::morris:
      return times(study.samples, factors + 1);
    case Design::saltelli:
      return times(study.samples, (study.second_order ? 2 * factors : factors) + 2);
    case Design::latin_hypercube:
    case Design::sobol:
      break;
  }
  return study.samples;
}

std::vector<std::vector<scenarios::Json>> design_values(const Study& study) {
  std::vector<std::vector<scenarios::Json>> values;
  for (const auto& row : unit_points(study)) {
    values.emplace_back();
    for (std::size_t f = 0; f < study.factors.size(); ++f) values.back().push_back(study.factors[f].value_at(row[f]));
  }
  return values;
}

std::vector<std::size_t> covering_order(Design design, std::size_t points) {
  auto order = counted(points);
  // Sampled designs cover their space in their own order; whole trajectories and blocks are worth more than halves.
  if (design != Design::grid && design != Design::list) return order;
  // Van der Corput's order: the places with their bits turned round.
  int bits = 0;
  while ((std::size_t{1} << bits) < points) ++bits;
  const auto turned = [&](std::size_t place) {
    std::size_t result = 0;
    for (int b = 0; b < bits; ++b) result |= ((place >> b) & 1u) << (bits - 1 - b);
    return result;
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return turned(a) < turned(b); });
  return order;
}

}  // namespace mainstay::studies
