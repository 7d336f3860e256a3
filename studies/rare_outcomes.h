// What happens in few pairs of runs but outweighs what happens in all the others: a median does not show it.
#pragma once

#include <string>
#include <vector>

#include "studies/report_data.h"

namespace mainstay::studies {

struct RareOutcome {
  std::string outcome;
  std::size_t course = 0;
  bool more = true;       // far above the others; otherwise far below
  std::size_t pairs = 0;  // so many of `all`
  std::size_t all = 0;
  double beyond = 0;           // a round figure that all of them go beyond, in the outcome's unit, without its sign
  double ordinary = 0;         // nine of ten of the others are nearer to zero than this
  double mean = 0;             // over all pairs
  std::string event;           // a kind of event that comes with it, in the run with or the one without the course
  bool event_without = false;  // it comes in the run without the course
};

// Of outcomes that add up over a run; the weightiest first, one entry an outcome and course. At most a quarter of the
// pairs, each more than ten times as large as three of four of all, and together more than half of all that differs.
std::vector<RareOutcome> rare_outcomes(const ReportData& data);

// One of them in a sentence of HTML.
std::string rare_outcome_text(const ReportData& data, const RareOutcome& rare);
// " In 11 of 100 seeds, Surge raises the cost of instability by more than US$ 1 billion (an intervention comes with
// it);
// ..." for the weightiest; empty if there is none.
std::string rare_outcomes_text(const ReportData& data);

}  // namespace mainstay::studies
