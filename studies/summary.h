// The results of a run in short: for scripts and for a terminal.
#pragma once

#include <string>

namespace mainstay::studies {

class ResultsStore;

// One JSON object of format "mainstay-summary/1", as `run --json` prints it.
std::string summary_json(const ResultsStore& store);

// The headline, a table with a column a course of action, and what its figures mean. Plain text, 80 columns at most.
std::string summary_table(const ResultsStore& store);

}  // namespace mainstay::studies
