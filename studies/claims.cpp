#include "studies/claims.h"

#include <algorithm>
#include <boost/math/distributions/hypergeometric.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "sim/random.h"
#include "studies/statistics.h"

namespace mainstay::studies {

namespace {

constexpr sim::Purpose dealing_purpose = 251;  // beside the bootstrap's
constexpr std::size_t fewest_points = 10, fewest_trajectories = 4, fewest_rows = 8;

// Enough of them that the level can be told at all.
std::size_t deals_for(double level, std::size_t least) {
  return std::max(least, static_cast<std::size_t>(std::ceil(4 / level)));
}

// Fisher and Yates; std::shuffle differs between standard libraries.
template <class T>
void deal(std::span<T> items, sim::Stream& luck) {
  for (std::size_t left = items.size(); left > 1; --left)
    std::swap(items[left - 1], items[(static_cast<std::uint64_t>(luck()) * left) >> 32]);
}

// What a statistic must exceed so that luck does as much in at most `level` of the cases, counting the case that was
// seen among them.
double threshold(std::vector<double> by_luck, double level) {
  const auto allowed = static_cast<std::size_t>(level * static_cast<double>(by_luck.size() + 1));
  if (allowed == 0) return std::numeric_limits<double>::infinity();
  std::sort(by_luck.begin(), by_luck.end(), std::greater<>());
  return by_luck[allowed - 1];
}

FactorClaims nothing(std::size_t factors) {
  return {std::vector<char>(factors), std::vector<int>(factors), 0};
}

double ratio(double seen, double needed) {
  return needed > 0 && std::isfinite(needed) ? seen / needed : seen > 0 && needed <= 0 ? 2 : 0;
}

// Ranks with mean 0 and length 1; empty where they do not vary.
std::vector<double> unit_ranks(std::span<const double> values) {
  auto found = ranks(values);
  const double centre = mean(found);
  double squares = 0;
  for (double& rank : found) {
    rank -= centre;
    squares += rank * rank;
  }
  if (!(squares > 0)) return {};
  for (double& rank : found) rank /= std::sqrt(squares);
  return found;
}

}  // namespace

FactorClaims claims_of_ranks(const Matrix& values, std::span<const double> outcomes, double level) {
  const std::size_t factors = values.empty() ? 0 : values.front().size();
  FactorClaims claims = nothing(factors);
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < values.size(); ++row)
    if (!std::isnan(outcomes[row])) rows.push_back(row);
  if (rows.size() < fewest_points) return claims;
  std::vector<double> column(rows.size());
  std::transform(rows.begin(), rows.end(), column.begin(), [&](std::size_t row) { return outcomes[row]; });
  auto outcome = unit_ranks(column);
  if (outcome.empty()) return claims;
  Matrix columns;
  for (std::size_t f = 0; f < factors; ++f) {
    std::transform(rows.begin(), rows.end(), column.begin(), [&](std::size_t row) { return values[row][f]; });
    columns.push_back(unit_ranks(column));
  }
  const auto correlation = [&](std::size_t f) {
    return std::inner_product(columns[f].begin(), columns[f].end(), outcome.begin(), 0.0);
  };
  std::vector<double> seen(factors), by_luck(deals_for(level, 999));
  for (std::size_t f = 0; f < factors; ++f) seen[f] = correlation(f);
  for (std::size_t d = 0; d < by_luck.size(); ++d) {
    sim::Stream luck(1, dealing_purpose, d, 0);
    deal<double>(outcome, luck);
    for (std::size_t f = 0; f < factors; ++f) by_luck[d] = std::max(by_luck[d], std::fabs(correlation(f)));
  }
  const double needed = threshold(std::move(by_luck), level);
  for (std::size_t f = 0; f < factors; ++f) {
    claims.strongest = std::max(claims.strongest, ratio(std::fabs(seen[f]), needed));
    if (!(std::fabs(seen[f]) > needed)) continue;
    claims.named[f] = 1;
    claims.sign[f] = seen[f] > 0 ? 1 : -1;
  }
  return claims;
}

namespace {

// Sizes by factor and unit (trajectory, row): means over units, against those with each unit's sizes dealt to the
// factors. Units that lack one are left out.
void name_by_size(const Matrix& sizes, double level, FactorClaims& claims) {
  const std::size_t factors = sizes.size();
  Matrix units;
  for (std::size_t u = 0; u < sizes.front().size(); ++u) {
    units.emplace_back();
    for (std::size_t f = 0; f < factors; ++f)
      if (!std::isnan(sizes[f][u])) units.back().push_back(sizes[f][u]);
    if (units.back().size() < factors) units.pop_back();
  }
  const auto sums = [&] {
    std::vector<double> all(factors);
    for (const auto& unit : units)
      for (std::size_t f = 0; f < factors; ++f) all[f] += unit[f];
    return all;
  };
  const auto seen = sums();
  std::vector<double> by_luck(deals_for(level, 999));
  for (std::size_t d = 0; d < by_luck.size(); ++d) {
    sim::Stream luck(2, dealing_purpose, d, 0);
    for (auto& unit : units) deal<double>(unit, luck);
    const auto dealt = sums();
    by_luck[d] = *std::max_element(dealt.begin(), dealt.end());
  }
  const double needed = threshold(std::move(by_luck), level);
  for (std::size_t f = 0; f < factors; ++f) {
    // The same sum in another order is no more than itself.
    if (seen[f] > needed * (1 + 1e-12)) claims.named[f] = 1;
    claims.strongest = std::max(claims.strongest, ratio(seen[f], needed));
  }
}

Matrix sizes_of(Matrix effects) {
  for (auto& of_factor : effects)
    for (double& effect : of_factor) effect = std::fabs(effect);
  return effects;
}

}  // namespace

FactorClaims claims_of_effects(const Matrix& effects, double level) {
  FactorClaims claims = nothing(effects.size());
  if (effects.empty() || effects.front().size() < fewest_trajectories) return claims;
  if (effects.size() > 1) name_by_size(sizes_of(effects), level / 2, claims);
  for (std::size_t f = 0; f < effects.size(); ++f) {
    double count = 0, sum = 0, sizes = 0, squares = 0;
    for (const double effect : effects[f])
      if (!std::isnan(effect)) {
        ++count;
        sum += effect;
        sizes += std::fabs(effect);
        squares += effect * effect;
      }
    if (count < fewest_trajectories || sizes == 0) continue;
    // What is left of the squares by rounding alone is no spread.
    const double spread = std::max(squares - sum * sum / count, 1e-12 * squares);
    const double t = std::fabs(sum) / std::sqrt(spread * count / (count - 1));
    const boost::math::students_t student(count - 1);
    const double needed = boost::math::quantile(complement(student, level / 4 / static_cast<double>(effects.size())));
    claims.strongest = std::max(claims.strongest, ratio(t, needed));
    if (t <= needed) continue;
    claims.named[f] = 1;
    // What goes up here and down there goes no way.
    if (std::fabs(sum) >= sizes / 2) claims.sign[f] = sum > 0 ? 1 : -1;
  }
  return claims;
}

FactorClaims claims_of_rows(const SaltelliValues& rows, const Matrix& base, double level) {
  const std::size_t factors = rows.a_with_b.size();
  FactorClaims claims = nothing(factors);
  if (rows.a.size() < fewest_rows) return claims;
  std::vector<double> outcomes = rows.a;
  outcomes.insert(outcomes.end(), rows.b.begin(), rows.b.end());
  claims = claims_of_ranks(base, outcomes, level / 2);
  if (factors < 2) return claims;
  Matrix steps(factors, std::vector<double>(rows.a.size()));
  for (std::size_t f = 0; f < factors; ++f)
    for (std::size_t i = 0; i < rows.a.size(); ++i)
      steps[f][i] = (rows.a[i] - rows.a_with_b[f][i]) * (rows.a[i] - rows.a_with_b[f][i]);
  name_by_size(steps, level / 2, claims);
  return claims;
}

std::optional<double> samples_that_tell(double samples, double strength) {
  constexpr double margin = 1.25;  // so that it is likely told, and not in one study of two
  constexpr double most_times = 100;
  if (!(strength > 0)) return std::nullopt;
  const double times = std::max(1.0, (margin / strength) * (margin / strength));
  if (times > most_times) return std::nullopt;
  const double needed = samples * times, power = std::pow(10.0, std::floor(std::log10(needed)));
  for (const double digit : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0})
    if (digit * power >= needed * (1 - 1e-9)) return std::max(std::ceil(digit * power), samples + 1);
  return 10 * power;
}

namespace {

struct Cases {
  std::size_t points = 0, cases = 0;
};

Cases inside(const Matrix& points, const std::vector<bool>& of_interest, const Box& box) {
  Cases found;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (is_inside(box, points[i])) {
      ++found.points;
      found.cases += of_interest[i];
    }
  return found;
}

// How unlikely it is that so many of the points inside are of interest if they are any points: minus the logarithm.
double telling(const Cases& all, const Cases& box) {
  if (box.cases == 0 || box.points == all.points) return 0;
  const boost::math::hypergeometric chance(static_cast<unsigned>(all.cases), static_cast<unsigned>(box.points),
                                           static_cast<unsigned>(all.points));
  const auto [least, most] = boost::math::range(chance);
  double tail = 0;
  for (auto cases = static_cast<unsigned>(box.cases); cases <= most; ++cases)
    if (cases >= least) tail += boost::math::pdf(chance, cases);
  return -std::log(std::max(tail, std::numeric_limits<double>::min()));
}

bool limited(const Interval& limit) {
  return std::isfinite(limit.low) || std::isfinite(limit.high);
}

// Limits that hold even though the best of so many was taken: peels of either end of every factor.
Box with_held_limits(const Discovery& found, double level, const PrimPlan& plan) {
  Box box = found.chosen;
  const double ends = 2 * static_cast<double>(box.limits.size()) / plan.peel;
  for (std::size_t f = 0; f < box.limits.size(); ++f) {
    const Interval limit = box.limits[f];
    const double tried = std::isfinite(limit.low) && std::isfinite(limit.high) ? ends / plan.peel : ends;
    if (found.quasi_p[f] * tried > level)
      box.limits[f] = {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }
  return box;
}

}  // namespace

std::optional<Box> asserted_box(const Matrix& points, const std::vector<bool>& of_interest, const Discovery& found,
                                double level, const PrimPlan& plan) {
  const Cases all{points.size(), static_cast<std::size_t>(std::count(of_interest.begin(), of_interest.end(), true))};
  if (all.points < fewest_points_for_box || all.cases < fewest_cases_for_box ||
      all.points - all.cases < fewest_cases_for_box)
    return std::nullopt;
  Box box = with_held_limits(found, level, plan);
  const Cases held = inside(points, of_interest, box);
  box.restricted = static_cast<std::size_t>(std::count_if(box.limits.begin(), box.limits.end(), limited));
  if (box.restricted == 0 || held.cases < fewest_cases_in_box) return std::nullopt;
  box.mass = static_cast<double>(held.points) / static_cast<double>(all.points);
  box.density = static_cast<double>(held.cases) / static_cast<double>(held.points);
  box.coverage = static_cast<double>(held.cases) / static_cast<double>(all.cases);

  const double seen = telling(all, held);
  const std::size_t deals = deals_for(level, 199);
  const auto allowed = static_cast<std::size_t>(level * static_cast<double>(deals + 1));
  PrimPlan first_only = plan;
  first_only.most_boxes = 1;
  std::vector<char> dealt(of_interest.begin(), of_interest.end());
  std::size_t as_telling = 1;  // the one that was seen
  for (std::size_t d = 0; d < deals && as_telling <= allowed; ++d) {
    sim::Stream luck(3, dealing_purpose, d, 0);
    deal<char>(dealt, luck);
    const std::vector<bool> interest(dealt.begin(), dealt.end());
    const auto boxes = discover_boxes(points, interest, first_only);
    as_telling += !boxes.empty() && telling(all, inside(points, interest, boxes.front().chosen)) >= seen;
  }
  return as_telling <= allowed ? std::optional(box) : std::nullopt;
}

}  // namespace mainstay::studies
