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
  std::string measure = "capacity";  // any measure or outcome
  std::string scope = "focus";       // focus, theatre or a region, by id or name
  std::string course;                // empty: the first
  std::string against = "twin";
  // Of a study, only these points; all if both are empty.
  std::optional<std::int64_t> point;
  std::vector<std::pair<std::string, std::string>> where;  // factor, and value or range
};

// A flow that differs, and what moved it.
struct CausalFlow {
  std::string stock, cause;  // as in the books
  double amount = 0;         // what was booked more than in the other course
  std::string sense;         // "more gained", "less gained", "more lost" or "less lost"; empty where it went both ways
  bool programme = false;    // it is what a programme delivers
  std::string order;         // that opened the programme: "order of surge_only in week 104: us opens surge-north"
  std::vector<CausalFlow> moved_by;  // the largest first; empty also where it was followed before
};

struct Explanation {
  ExplainQuestion question;              // with its course, and ids
  std::string measure, place;            // in words: "Capacity of institutions", "Mopti (ML-5)"
  std::string stock;                     // that the measure is explained by; empty where it has no books of its own
  std::vector<std::string> differences;  // sentences on how far the measure or outcome differs
  std::string made_from;                 // "means over 20 pairs"
  double sum = 0;                        // of all flows of the stock
  std::vector<CausalFlow> flows;         // those worth telling, the largest first
  std::vector<std::string> orders;       // of the course, for chains that the books do not follow to their end
};

// Uses the stored books, as means over pairs; for a place whose books are not stored it simulates the first pair of the
// points asked for again. Throws InvalidInput if the question names nothing, with what there is.
Explanation explain_difference(const ResultsStore& store, const ExplainQuestion& question);

// The same measure of each course against the twin, from stored books alone; courses without books are left out.
std::vector<Explanation> explain_courses(const ResultsStore& store, const std::string& measure,
                                         const std::string& scope);

std::string explanation_text(const Explanation& explanation);

// "+12 persons", "−0.45 million US$", "+1.20 points", in the unit of a stock.
std::string amount_in_words(const std::string& stock, double amount);
// "−12 persons, more lost": the sign says which way the stock differs, the words what the flow does.
std::string flow_in_words(const CausalFlow& flow);

}  // namespace mainstay::studies
