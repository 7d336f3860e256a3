#include "studies/plan.h"

#include <algorithm>

#include "studies/designs.h"

namespace mainstay::studies {

Plan::Plan(LoadedStudy loaded)
    : loaded_(std::move(loaded)),
      base_(loaded_.source.build()),
      focus_(find_focus(base_)),
      weeks_(study().weeks > 0 ? study().weeks : base_.setting->weeks),
      courses_{"twin"},
      values_(design_values(study())) {
  for (const auto& course : base_.courses)
    if (study().courses.empty() ||
        std::find(study().courses.begin(), study().courses.end(), course.name) != study().courses.end())
      courses_.push_back(course.name);
  for (Treatment& treatment : treatments_of(base_, weeks_))
    if (std::find(courses_.begin(), courses_.end(), treatment.course) != courses_.end())
      treatments_.push_back(std::move(treatment));
}

// Seed by seed, so that runs of further seeds get further numbers.
std::int64_t Plan::run_id(const RunKey& key) const {
  return static_cast<std::int64_t>((key.seed * points() + key.point) * courses_.size() + key.course);
}

RunKey Plan::key(std::int64_t run_id) const {
  const auto number = static_cast<std::size_t>(run_id);
  const std::size_t pair = number / courses_.size();
  return {pair % points(), number % courses_.size(), pair / points()};
}

scenarios::Scenario Plan::scenario(std::size_t point) const {
  if (study().factors.empty()) return base_;
  scenarios::Json root = source().document().root();
  for (std::size_t f = 0; f < study().factors.size(); ++f) study().factors[f].apply(values_[point][f], root);
  return source().build(source().document().file(), root);
}

}  // namespace mainstay::studies
