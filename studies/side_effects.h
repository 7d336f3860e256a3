// What a course of action changes beside capacity: control, harm, incidents, money and what else was measured.
#pragma once

#include <optional>
#include <string>

#include "studies/report_data.h"

namespace mainstay::studies {

// Means over the last year's recorded weeks, a value a pair.
std::vector<double> last_year(const Curves& curves);

struct SideEffect {
  std::string name;  // of a measure or an outcome
  std::string title, unit, place;
  bool outcome = false;  // over the whole period; otherwise the mean of the last year
  bool better = false, worse = false;
  Estimate estimate;
  double size = 0;  // a share of what there is without the course, or of the measure's range
};

// The largest difference that is clear even though so many were looked at; none from fewer than eight pairs.
std::optional<SideEffect> largest_side_effect(const ReportData& data, const Course& course);

// "control by the state in the focus, 0.12 lower in the last year (95 % interval of the median: ...)"
std::string side_effect_text(const SideEffect& effect);

}  // namespace mainstay::studies
