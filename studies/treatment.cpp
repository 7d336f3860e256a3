#include "studies/treatment.h"

#include <algorithm>

namespace mainstay::studies {

PlannedProgramme planned_programme(const agents::Order& order, const agents::Parameters& parameters) {
  const double delay = order.surge ? parameters.surge_delay_weeks : parameters.programme_delay_weeks;
  const std::uint32_t starts = order.week + static_cast<std::uint32_t>(delay);
  return {starts, starts + order.weeks, starts + order.weeks + order.sustainment.taper_weeks};
}

std::vector<Treatment> treatments_of(const scenarios::Scenario& scenario, std::uint32_t weeks) {
  std::vector<Treatment> all;
  for (const auto& course : scenario.courses) {
    Treatment treatment{course.name, {}, weeks, 0};
    for (const agents::Order& order : course.orders) {
      if (order.verb != agents::Verb::open_programme || order.targets.regions.empty()) continue;
      treatment.regions.insert(treatment.regions.end(), order.targets.regions.begin(), order.targets.regions.end());
      treatment.from = std::min(treatment.from, order.week);
      treatment.until = std::max(treatment.until, planned_programme(order, scenario.setting->parameters).over);
    }
    std::sort(treatment.regions.begin(), treatment.regions.end());
    treatment.regions.erase(std::unique(treatment.regions.begin(), treatment.regions.end()), treatment.regions.end());
    if (!treatment.regions.empty() && treatment.from < treatment.until && treatment.until < weeks)
      all.push_back(std::move(treatment));
  }
  return all;
}

}  // namespace mainstay::studies
