// Why a measure differs between two courses of action: the flows of its stock that differ, and what moved them,
// followed through the books up to the orders.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "studies/results.h"

namespace mainstay::studies {

struct ExplainQuestion {
  std::string measure = "capacity";
  std::string scope = "focus";  // focus, theatre, a country or a region
  std::string course;           // empty: the first
  std::string against = "twin";
  // Of a study, only these points; all if both are empty.
  std::optional<std::int64_t> point;
  std::vector<std::pair<std::string, std::string>> where;  // factor and value
};

// As text. Uses the stored books, as means over pairs; for a place whose books are not stored it simulates the first
// pair of the points asked for again. Throws ResultsError if the question names nothing, with what there is.
std::string explain_difference(const ResultsStore& store, const ExplainQuestion& question);

}  // namespace mainstay::studies
