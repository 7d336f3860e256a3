// Results as other programs like them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mainstay::studies {

// One tidy CSV file (RFC 4180, a head line, numbers in full precision) for each table that results.sqlite documents,
// into `out`; returns their names. Throws ResultsError.
std::vector<std::filesystem::path> export_csv(const std::filesystem::path& results, const std::filesystem::path& out);

// One NetCDF-4 file after the CF conventions, with the dimensions run, week and scope: each measure as a variable of
// all three, each outcome and factor as a variable of run; what is not recorded is missing. Throws ResultsError.
void export_netcdf(const std::filesystem::path& results, const std::filesystem::path& file);

}  // namespace mainstay::studies
