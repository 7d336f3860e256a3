#include "studies/stopping.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "sim/parallel.h"

namespace mainstay::studies {

double interval_width_of_mean(std::span<const double> values, double confidence) {
  std::vector<double> known;
  for (const double value : values)
    if (!std::isnan(value)) known.push_back(value);
  if (known.size() < 2) return std::numeric_limits<double>::infinity();
  const auto count = static_cast<double>(known.size());
  const double mean = sim::tree_sum(known) / count;
  for (double& value : known) value = (value - mean) * (value - mean);
  const double variance = sim::tree_sum(known) / (count - 1);
  const boost::math::students_t_distribution<double> student(count - 1);
  return 2 * quantile(student, 0.5 + confidence / 2) * std::sqrt(variance / count);
}

std::vector<std::size_t> undecided_points(const Plan& plan, const ResultsStore& store,
                                          const std::vector<std::size_t>& points, std::size_t seeds) {
  const StopWhen& rule = plan.study().stop_when;
  const std::size_t courses = plan.courses().size();
  std::vector<std::vector<double>> values(plan.points() * courses);
  for (const OutcomeValue& value : store.outcomes(rule.outcome)) {
    const RunKey key = plan.key(value.run_id);
    if (key.seed < seeds) values[key.point * courses + key.course].push_back(value.value);
  }
  std::vector<std::size_t> undecided;
  std::copy_if(points.begin(), points.end(), std::back_inserter(undecided), [&](std::size_t point) {
    // The twin is compared with itself: nothing to decide, unless it is all that runs.
    for (std::size_t course = courses > 1 ? 1 : 0; course < courses; ++course)
      if (!(interval_width_of_mean(values[point * courses + course], rule.confidence) <= rule.width)) return true;
    return false;
  });
  return undecided;
}

}  // namespace mainstay::studies
