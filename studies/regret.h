// How each course of action does over all points of a study, where nobody knows which point is the truth: regret
// (Savage 1951) and satisficing (Starr 1963; Lempert, Popper and Bankes 2003).
#pragma once

#include <limits>
#include <span>
#include <vector>

namespace mainstay::studies {

struct Robustness {
  // Regret at a point: what the best course reaches there minus what this one does; 0 where it is the best.
  double largest_regret = 0, mean_regret = 0, regret_90 = 0;  // in units of the outcome; 90 % quantile over points
  double share_best = 0;                                      // share of points where no course does better
  double share_satisfying = 0;  // share of points that reach the threshold; not a number without one
  std::size_t points = 0;       // at which every course has a value; others are left out
};

// `values`: by course, then point; all of the same length. One entry a course.
std::vector<Robustness> robustness(std::span<const std::vector<double>> values, bool more_is_better,
                                   double threshold = std::numeric_limits<double>::quiet_NaN());

}  // namespace mainstay::studies
