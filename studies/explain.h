// Why a measure differs between two courses of action: the flows of its stock that differ, and what moved them,
// followed through the books up to the orders.
#pragma once

#include <string>

#include "studies/results.h"

namespace mainstay::studies {

struct ExplainQuestion {
  std::string measure = "capacity";
  std::string scope = "focus";  // focus, theatre, a country or a region
  std::string course;           // empty: the first
  std::string against = "twin";
};

// As text. Uses the stored books, as means over pairs; for a place whose books are not stored it simulates the first
// pair again. Throws ResultsError if the question names nothing, with what there is.
std::string explain_difference(const ResultsStore& store, const ExplainQuestion& question);

}  // namespace mainstay::studies
