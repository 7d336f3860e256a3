// Whom a course of action assists, and when: what an evaluator compares before and after.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/scenario.h"

namespace mainstay::studies {

// Weeks when a programme that an order opens is expected to begin, to end, and to be over with all that follows it. In
// a run luck and friction move them: these are the medians, which everything that speaks of an effort's end goes by.
struct PlannedProgramme {
  std::uint32_t starts = 0, ends = 0, over = 0;
};
PlannedProgramme planned_programme(const agents::Order& order, const agents::Parameters& parameters);

struct Treatment {
  std::string course;
  std::vector<sim::RegionIndex> regions;  // that its programmes name
  std::uint32_t from = 0, until = 0;      // weeks: when the first one is opened, and when the last one is over
};

// One a course that opens programmes in named regions, and that ends within `weeks`.
std::vector<Treatment> treatments_of(const scenarios::Scenario& scenario, std::uint32_t weeks);

}  // namespace mainstay::studies
