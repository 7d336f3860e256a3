// A study file: which runs of a scenario to make, and what to keep of them. assets/schemas/study.json says what each
// key means.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/scenario.h"
#include "studies/factor.h"

namespace mainstay::studies {

enum class Design : std::uint8_t { list, grid, latin_hypercube, sobol, morris, saltelli };
inline constexpr std::array<std::string_view, 6> design_names = {"list",  "grid",   "latin_hypercube",
                                                                 "sobol", "morris", "saltelli"};

enum class Statistic : std::uint8_t { mean, sum, minimum, maximum, last, largest_year };
inline constexpr std::array<std::string_view, 6> statistic_names = {"mean",    "sum",  "minimum",
                                                                    "maximum", "last", "largest_year"};

// An outcome that a study asks for: a statistic of one measure's weekly values.
struct MeasureOutcome {
  std::string name, title, measure, scope;
  Statistic statistic = Statistic::mean;
  std::uint32_t from_week = 0, until_week = 0;  // inclusive; a run may end earlier
  bool against_twin = true;
};

// Seeds are added until the mean of `outcome` has an interval narrower than `width` at every point and for every
// course.
struct StopWhen {
  std::string outcome;  // empty: the number of seeds is fixed
  double width = 0, confidence = 0.95;
  std::uint32_t most_seeds = 200, step = 10;
};

struct Recording {
  std::vector<std::string> measures;  // empty: those that reports show; "all"
  std::vector<std::string> scopes;    // empty: theatre, focus and assisted countries
  std::uint32_t every_weeks = 4;
};

struct Study {
  std::string file, text;
  std::string title, summary;
  std::uint32_t weeks = 0;           // 0: as the scenario says
  std::vector<std::string> courses;  // empty: all of the scenario
  std::vector<Factor> factors;
  Design design = Design::list;
  std::uint64_t samples = 0;
  std::uint32_t levels = 4;
  bool second_order = false;
  std::uint64_t design_seed = 1;
  std::uint32_t seeds = 10;
  std::uint64_t first_seed = 1;
  std::vector<MeasureOutcome> outcomes;
  StopWhen stop_when;
  Recording record;
};

// How many seeds a point may come to: with stop_when, more than it begins with.
std::uint32_t most_seeds(const Study& study);

// Reads a study that has been checked.
Study read_study(const scenarios::Document& document);

// The file that a study names: relative to the study, or else to the working directory. Throws InvalidInput if it is
// not there.
std::filesystem::path scenario_of_study(const scenarios::Document& document);

// Every problem of a study and of its scenario: unknown names, factors that name nothing, values that the scenario does
// not allow.
std::vector<scenarios::Problem> check_study(const scenarios::Document& document);
// The same with its scenario at hand, which is read where it is not there yet.
std::vector<scenarios::Problem> check_study(const scenarios::Document& document,
                                            std::optional<scenarios::ScenarioSource>& source);
// Types and limits of a study by itself, such as one that results keep.
std::vector<scenarios::Problem> check_study_alone(const scenarios::Document& document);

// What of a study without problems is probably not meant so: keys that its factors do nothing with, a mean outside of
// the range that it is cut off at.
std::vector<scenarios::Problem> warn_of_study(const scenarios::Document& document);

struct LoadedStudy {
  Study study;
  scenarios::ScenarioSource source;
};
// Both throw InvalidInput with every problem.
LoadedStudy load_study(const std::filesystem::path& file);
LoadedStudy load_study(const scenarios::Document& document);

}  // namespace mainstay::studies
