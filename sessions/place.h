// The places that a value is taken over: regions and the weight of each, or one scope of the model's measures.
#pragma once

#include <vector>

#include "agents/measures.h"

namespace mainstay::sessions {

struct Place {
  std::vector<std::size_t> scopes;
  std::vector<double> weights;  // empty: all alike. They need not sum to 1
  bool sum = false;             // add up instead of averaging
  static Place scope(std::size_t scope) { return {{scope}, {}, false}; }

  // `at` gives the value of one scope.
  template <class At>
  double over(const At& at) const {
    double total = 0, weight = 0;
    for (std::size_t k = 0; k < scopes.size(); ++k) {
      const double w = weights.empty() || sum ? 1 : weights[k];
      total += w * static_cast<double>(at(scopes[k]));
      weight += w;
    }
    return sum || weight == 0 ? total : total / weight;
  }
  // Of measures as [measure * all_scopes + scope].
  double value(const std::vector<float>& measures, std::size_t all_scopes, agents::Measure measure) const {
    return over([&](std::size_t scope) { return measures[agents::measure(measure) * all_scopes + scope]; });
  }
};

}  // namespace mainstay::sessions
