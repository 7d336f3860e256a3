// Everything that a study's report says, computed once from stored results: how the courses of action do over the
// points, what drives it, where a course backfires, and what evaluators would have made of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "studies/evaluation_lab.h"
#include "studies/prim.h"
#include "studies/regret.h"
#include "studies/report_data.h"
#include "studies/sobol_indices.h"
#include "studies/study_points.h"

namespace mainstay::studies {

// How influences were found; it follows from the design.
enum class InfluenceMethod {
  elementary_effects,  // size: mu*, in units of the outcome over the factor's whole range
  sobol_indices,       // size: total index, a share of variance
  rank_correlation,    // size: Spearman's correlation without its sign
};

struct Influence {
  std::size_t factor = 0;
  double size = 0;
  Interval interval;     // 95 %
  double direction = 0;  // above zero where more of the factor goes with more of the outcome; 0 where unknown
  double sigma = 0;      // elementary effects only
  double first = 0;      // Sobol indices only: the first-order index
  Interval first_interval;
  bool named = false;  // more than luck (claims.h)
  int sign = 0;        // +1 or -1 where the direction can be asserted
};

// What the samples of a study say about all factors together.
struct Drivers {
  std::size_t samples = 0;  // points, trajectories or rows, as the study file counts them
  // How many would name the strongest, if it is as strong as it looks, where none is named.
  std::optional<double> samples_that_name;
  bool ordered = false;  // the strongest is clearly stronger than the next
  // How many would tell these two apart, if they differ as they seem to.
  std::optional<double> samples_that_order;
};

struct OutcomeAnalysis {
  std::string outcome;
  Matrix means;                    // by course, then point: means over seeds; not a number where no run is done
  std::vector<double> twin_means;  // by point; empty if the twin has none
  // By course, and last for the world without one if the twin has the outcome.
  std::vector<Robustness> robustness;
  std::vector<std::vector<Influence>> influences;  // by course, strongest first
  std::vector<Drivers> drivers;                    // by course
  std::vector<std::vector<SobolPair>> pairs;  // by course, largest first; where second-order indices were asked for
};

// Where a course leaves less than nothing: capacity at the end below that of the world without it.
struct CourseDiscovery {
  std::size_t course = 0;
  double share = 0;  // of points
  std::size_t cases = 0;
  std::vector<Discovery> boxes;
  std::optional<Box> asserted;  // what can be said of the first (claims.h)
};

// What evaluators report on one course and measure, one entry a pair of runs.
struct CourseEvaluation {
  std::size_t course = 0;
  std::string measure;
  std::uint32_t before = 0, after = 0;  // weeks
  std::vector<EvaluationReports> reports;
};

struct StudyAnalysis {
  explicit StudyAnalysis(const ResultsStore& store) : points(store) {}
  StudyPoints points;
  std::string design;
  InfluenceMethod method = InfluenceMethod::rank_correlation;
  bool second_order = false;              // of a saltelli design: its blocks also hold the points for pairs of factors
  std::vector<OutcomeAnalysis> outcomes;  // the first is what the answer is about
  std::vector<CourseDiscovery> discoveries;
  std::vector<CourseEvaluation> evaluations;
};

StudyAnalysis analyse_study(const ReportData& data);

// Reports, one a pair and not a number where it has none, of pairs that recorded assessed values by region, for courses
// whose treated regions are known.
std::vector<CourseEvaluation> evaluate_courses(const ReportData& data);

}  // namespace mainstay::studies
