#include "studies/treatment.h"

#include <algorithm>

namespace mainstay::studies {

std::vector<Treatment> treatments_of(const scenarios::Scenario& scenario, std::uint32_t weeks) {
  std::vector<Treatment> all;
  for (const auto& course : scenario.courses) {
    Treatment treatment{course.name, {}, weeks, 0};
    for (const agents::Order& order : course.orders) {
      if (order.verb != agents::Verb::open_programme || order.targets.regions.empty()) continue;
      treatment.regions.insert(treatment.regions.end(), order.targets.regions.begin(), order.targets.regions.end());
      treatment.from = std::min(treatment.from, order.week);
      treatment.until = std::max(treatment.until, order.week + order.weeks + order.sustainment.taper_weeks);
    }
    std::sort(treatment.regions.begin(), treatment.regions.end());
    treatment.regions.erase(std::unique(treatment.regions.begin(), treatment.regions.end()), treatment.regions.end());
    if (!treatment.regions.empty() && treatment.from < treatment.until && treatment.until < weeks)
      all.push_back(std::move(treatment));
  }
  return all;
}

}  // namespace mainstay::studies
