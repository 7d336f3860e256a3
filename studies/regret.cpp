#include "studies/regret.h"

#include <algorithm>
#include <cmath>

#include "studies/statistics.h"

namespace mainstay::studies {

std::vector<Robustness> robustness(std::span<const std::vector<double>> values, bool more_is_better, double threshold) {
  const double sign = more_is_better ? 1 : -1;
  std::vector<std::vector<double>> regrets(values.size());
  std::vector<double> satisfied(values.size(), 0.0);
  for (std::size_t point = 0; !values.empty() && point < values.front().size(); ++point) {
    double best = -std::numeric_limits<double>::infinity();
    bool complete = true;
    for (const auto& course : values) {
      complete &= !std::isnan(course[point]);
      best = std::max(best, sign * course[point]);
    }
    if (!complete) continue;
    for (std::size_t c = 0; c < values.size(); ++c) {
      regrets[c].push_back(best - sign * values[c][point]);
      satisfied[c] += sign * values[c][point] >= sign * threshold;
    }
  }
  std::vector<Robustness> all;
  for (std::size_t c = 0; c < values.size(); ++c) {
    const auto& regret = regrets[c];
    const auto count = static_cast<double>(regret.size());
    Robustness one{quantile(regret, 1), mean(regret), quantile(regret, 0.9), not_a_number, not_a_number, regret.size()};
    if (!regret.empty()) {
      one.share_best = static_cast<double>(std::count(regret.begin(), regret.end(), 0.0)) / count;
      if (!std::isnan(threshold)) one.share_satisfying = satisfied[c] / count;
    }
    all.push_back(one);
  }
  return all;
}

}  // namespace mainstay::studies
