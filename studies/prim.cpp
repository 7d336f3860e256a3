#include "studies/prim.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <limits>
#include <optional>

namespace mainstay::studies {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

bool inside_except(const Box& box, const std::vector<double>& point, std::size_t factor) {
  for (std::size_t f = 0; f < point.size(); ++f)
    if (f != factor && !box.limits[f].contains(point[f])) return false;
  return true;
}

struct Count {
  double points = 0, cases = 0;
  double share() const { return points > 0 ? cases / points : 0; }
};

// The points that are left, and how many there were at first.
class Search {
 public:
  Search(Matrix points, std::vector<bool> of_interest, double all_points, double all_cases, const PrimPlan& plan)
      : points_(std::move(points)),
        of_interest_(std::move(of_interest)),
        all_points_(all_points),
        all_cases_(all_cases),
        plan_(plan) {}

  Discovery run() const {
    Discovery found;
    Box box;
    box.limits.assign(points_.front().size(), {-infinite, infinite});
    found.trajectory.push_back(measured(box));
    while (const auto next = peeled(found.trajectory.back())) found.trajectory.push_back(*next);
    found.peeled = found.trajectory.size();
    while (const auto next = pasted(found.trajectory.back())) found.trajectory.push_back(*next);
    const auto& best = *std::max_element(found.trajectory.begin(), found.trajectory.end(),
                                         [](const Box& a, const Box& b) { return balance(a) < balance(b); });
    found.chosen = without_insignificant(loosened(best));
    for (std::size_t f = 0; f < found.chosen.limits.size(); ++f) found.quasi_p.push_back(quasi_p(found.chosen, f));
    return found;
  }

 private:
  static double balance(const Box& box) {
    return box.coverage + box.density > 0 ? 2 * box.coverage * box.density / (box.coverage + box.density) : 0;
  }

  Box measured(Box box) const {
    Count inside;
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (is_inside(box, points_[i])) {
        ++inside.points;
        inside.cases += of_interest_[i];
      }
    box.mass = inside.points / static_cast<double>(points_.size());
    box.density = inside.share();
    box.coverage = inside.cases / all_cases_;
    box.restricted = static_cast<std::size_t>(std::count_if(box.limits.begin(), box.limits.end(), [](Interval limit) {
      return limit.low > -infinite || limit.high < infinite;
    }));
    return box;
  }

  std::vector<std::size_t> inside(const Box& box) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < points_.size(); ++i)
      if (is_inside(box, points_[i])) found.push_back(i);
    return found;
  }

  // The limit that takes away at least `count` of the lowest (or highest) values and no part of a tie; none if nothing
  // would be left. It lies midway between what goes and what stays.
  static std::optional<double> cut(const std::vector<double>& sorted, std::size_t count, bool low) {
    const std::size_t n = sorted.size();
    const auto at = [&](std::size_t i) { return low ? sorted[i] : sorted[n - 1 - i]; };
    while (count < n && at(count) == at(count - 1)) ++count;
    if (count >= n) return std::nullopt;
    return (at(count) + at(count - 1)) / 2;
  }

  // The best of all peels by gain in density for each point taken away ("lenient" criterion; Kwakkel and Jaxa-Rozen
  // 2016), which is fair to factors with few values.
  std::optional<Box> peeled(const Box& box) const {
    if (box.density >= 1) return std::nullopt;
    const auto here = inside(box);
    const auto before = static_cast<double>(here.size());
    std::optional<Box> best;
    double best_gain = -infinite;
    std::vector<double> sorted(here.size());
    for (std::size_t f = 0; f < box.limits.size(); ++f) {
      std::transform(here.begin(), here.end(), sorted.begin(), [&](std::size_t i) { return points_[i][f]; });
      std::sort(sorted.begin(), sorted.end());
      const auto count = std::max<std::size_t>(1, static_cast<std::size_t>(plan_.peel * before));
      for (const bool low : {true, false}) {
        const auto limit = cut(sorted, count, low);
        if (!limit) continue;
        Count left;
        for (const std::size_t i : here)
          if (low ? points_[i][f] >= *limit : points_[i][f] <= *limit) {
            ++left.points;
            left.cases += of_interest_[i];
          }
        if (left.points < plan_.least_mass * all_points_) continue;
        const double gain = (left.share() - box.density) / (before - left.points);
        if (gain > best_gain) {
          best_gain = gain;
          best = box;
          (low ? best->limits[f].low : best->limits[f].high) = *limit;
        }
      }
    }
    return best ? std::optional(measured(*best)) : std::nullopt;
  }

  // Points that one factor alone keeps out, by factor.
  std::vector<std::vector<std::size_t>> kept_out_by_one(const Box& box) const {
    std::vector<std::vector<std::size_t>> found(box.limits.size());
    for (std::size_t i = 0; i < points_.size(); ++i) {
      std::size_t by = 0, factors = 0;
      for (std::size_t f = 0; f < box.limits.size() && factors < 2; ++f)
        if (!box.limits[f].contains(points_[i][f])) {
          by = f;
          ++factors;
        }
      if (factors == 1) found[by].push_back(i);
    }
    return found;
  }

  // Values of a factor at those of `points` that are beyond its lower (or upper) limit, nearest to the limit first.
  std::vector<double> values_beyond(const std::vector<std::size_t>& points, const Interval& limit, std::size_t factor,
                                    bool low) const {
    std::vector<double> values;
    for (const std::size_t i : points)
      if (low ? points_[i][factor] < limit.low : points_[i][factor] > limit.high) values.push_back(points_[i][factor]);
    std::sort(values.begin(), values.end());
    if (low) std::reverse(values.begin(), values.end());
    return values;
  }

  std::optional<Box> pasted(const Box& box) const {
    const double before = box.mass * static_cast<double>(points_.size());
    std::optional<Box> best;
    const auto kept_out = kept_out_by_one(box);
    for (std::size_t f = 0; f < box.limits.size(); ++f)
      for (const bool low : {true, false}) {
        const auto beyond = values_beyond(kept_out[f], box.limits[f], f, low);
        if (beyond.empty()) continue;
        const auto count = std::max<std::size_t>(1, static_cast<std::size_t>(plan_.paste * before));
        Box next = box;
        double& limit = low ? next.limits[f].low : next.limits[f].high;
        limit = count < beyond.size() ? (beyond[count] + beyond[count - 1]) / 2 : low ? -infinite : infinite;
        next = measured(next);
        if (next.mass > box.mass && next.density >= (best ? best->density : box.density)) best = next;
      }
    return best;
  }

  // Probability of as many points of interest or more among those inside, if they were drawn from the box without this
  // factor's limits.
  double quasi_p(const Box& box, std::size_t factor) const {
    if (box.limits[factor].low == -infinite && box.limits[factor].high == infinite) return 1;
    Count with, without;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (!inside_except(box, points_[i], factor)) continue;
      ++without.points;
      without.cases += of_interest_[i];
      if (!box.limits[factor].contains(points_[i][factor])) continue;
      ++with.points;
      with.cases += of_interest_[i];
    }
    if (with.cases < 1 || without.share() >= 1) return 1;
    const boost::math::binomial chance(with.points, without.share());
    return cdf(complement(chance, with.cases - 1));
  }

  // Limits on one side that make the box no better go, before the factors' limits are judged as a whole.
  Box loosened(Box box) const {
    for (std::size_t f = 0; f < box.limits.size(); ++f)
      for (const bool low : {true, false}) {
        Box wider = box;
        (low ? wider.limits[f].low : wider.limits[f].high) = low ? -infinite : infinite;
        wider = measured(wider);
        if (balance(wider) >= balance(box)) box = wider;
      }
    return box;
  }

  Box without_insignificant(Box box) const {
    for (;;) {
      std::size_t weakest = 0;
      double highest = -1;
      for (std::size_t f = 0; f < box.limits.size(); ++f) {
        const bool limited = box.limits[f].low > -infinite || box.limits[f].high < infinite;
        const double p = limited ? quasi_p(box, f) : -1;
        if (p > highest) {
          highest = p;
          weakest = f;
        }
      }
      if (highest <= plan_.significance) return box;
      box.limits[weakest] = {-infinite, infinite};
      box = measured(box);
    }
  }

  Matrix points_;
  std::vector<bool> of_interest_;
  double all_points_, all_cases_;
  PrimPlan plan_;
};

}  // namespace

bool is_inside(const Box& box, const std::vector<double>& point) {
  return inside_except(box, point, point.size());
}

std::vector<Discovery> discover_boxes(const Matrix& points, const std::vector<bool>& of_interest,
                                      const PrimPlan& plan) {
  std::vector<Discovery> found;
  const auto all = static_cast<double>(points.size());
  const auto cases = static_cast<double>(std::count(of_interest.begin(), of_interest.end(), true));
  Matrix left = points;
  std::vector<bool> interest_left = of_interest;
  double cases_left = cases;
  while (found.size() < plan.most_boxes && cases_left > 0 && cases_left < static_cast<double>(left.size()) &&
         cases_left >= plan.least_mass * all) {
    Discovery next = Search(left, interest_left, all, cases, plan).run();
    if (next.chosen.restricted == 0) break;
    Matrix outside;
    std::vector<bool> interest_outside;
    for (std::size_t i = 0; i < left.size(); ++i)
      if (!is_inside(next.chosen, left[i])) {
        outside.push_back(left[i]);
        interest_outside.push_back(interest_left[i]);
      }
    found.push_back(std::move(next));
    left = std::move(outside);
    interest_left = std::move(interest_outside);
    cases_left = static_cast<double>(std::count(interest_left.begin(), interest_left.end(), true));
  }
  return found;
}

}  // namespace mainstay::studies
