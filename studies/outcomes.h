// The numbers that one run comes down to, most of them differences from the twin of the same point and seed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "studies/recorder.h"
#include "studies/results.h"
#include "studies/study_file.h"

namespace mainstay::studies {

// What every run has.
const std::vector<OutcomeInfo>& run_outcomes();

// What a study asks for beside them.
std::vector<OutcomeInfo> outcome_infos(const std::vector<MeasureOutcome>& asked);

// By name; not a number where a run has none. `asked` as the recorder of both tracks had it.
std::map<std::string, double> outcomes_of(const Track& own, const Track& twin,
                                          const std::vector<MeasureOutcome>& asked);

}  // namespace mainstay::studies
