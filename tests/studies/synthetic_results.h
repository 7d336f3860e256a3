// Invented results in the shape that runs write, for tests of reports: an easy stand-in for hours of simulation. The
// numbers mean nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace synthetic {

struct Plan {
  std::string id, title, summary;
  double peak = 0.24;     // gain in capacity at its peak, [0, 1]
  double lasting = 0.04;  // gain at the end
  double donor_usd = 27e6;
  double harm = 120;  // civilians harmed more than without it
  double spread = 1;  // how much seeds differ
};

struct Options {
  std::vector<Plan> plans = {};
  int seeds = 20;
  unsigned weeks = 520;
  int every = 4;                                // weeks between recorded values of theatre and focus
  std::vector<std::string> only_measures = {};  // empty: all
  bool books = true, events = true, map = true, outcomes = true, descriptions = true;
  int failed_runs = 0;
};

std::vector<Plan> three_plans();

Options normal();
Options backfiring();
Options one_course();
Options eight_courses();
Options long_names();
Options missing_measures();
Options no_difference();
Options three_seeds();

// Twelve invented regions, "XA-1" to "XA-12".
std::string map_geojson();

void write(const std::filesystem::path& folder, const Options& options);

}  // namespace synthetic
