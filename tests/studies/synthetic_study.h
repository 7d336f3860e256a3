// Invented results of a study over points, in the shape that studies write: which course backfires where is known, so
// that tests can ask whether the analysis finds it.
#pragma once

#include <filesystem>
#include <vector>

namespace synthetic {

struct StudyOptions {
  const char* design = "latin_hypercube";  // or "morris", "saltelli"
  int samples = 200;                       // points, trajectories or rows
  int seeds = 2;
  bool regions = true;  // series by region with what observers saw of them
  int failed_runs = 0;
  bool sustained_gain = true;  // the outcome that answers are about
};

// Factors: "/governments/XAA/will" from 0.1 to 0.9, "/parameters/skill_half_life_weeks" from 28 to 57, and, which does
// nothing, "/donors/D1/stance" with three texts. Courses: `surge_only`, which leaves less than nothing where will is
// below 0.35 and the half-life below 45 and nowhere else, and `steady_partnership`, which leaves more where will is
// above 0.3.
void write_study(const std::filesystem::path& folder, const StudyOptions& options);

// A study whose outcome "sustained_gain" of its one course, "Surge", is given by point and seed; factors are called P0,
// P1, ... and go from 0 to 1.
void write_gains(const std::filesystem::path& folder, const std::vector<std::vector<double>>& points,
                 const std::vector<std::vector<double>>& gains, const char* design, const char* study);

}  // namespace synthetic
