// The report of a run or study: one page that opens in any browser, offline, and prints well.
#pragma once

#include <filesystem>
#include <string>

namespace mainstay::studies {

class ResultsStore;

// Reads results.sqlite in the folder, writes report.html beside it, and returns the path of that. Throws ResultsError.
std::filesystem::path write_report(const std::filesystem::path& results_folder);

// The page itself.
std::string report_html(const ResultsStore& store);

}  // namespace mainstay::studies
