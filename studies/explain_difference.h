// How far a measure or an outcome differs between two courses of action, in sentences.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "studies/explain.h"

namespace mainstay::studies {

// Over the pairs of these points: of an outcome, or of a measure's last recorded year; what is rare but large; kinds of
// events that one of the two has more of.
std::vector<std::string> measured_differences(const ResultsStore& store, const ExplainQuestion& question,
                                              const std::set<std::int64_t>& points);

}  // namespace mainstay::studies
