// Watches one run and keeps what results are made of. It reads the world and never changes it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "agents/measures.h"
#include "agents/world.h"
#include "scenarios/scenario.h"
#include "studies/results.h"
#include "studies/study_file.h"
#include "studies/treatment.h"

namespace mainstay::studies {

// The regions that any course of action assists: what results look at first.
struct Focus {
  std::vector<sim::RegionIndex> regions;
  std::vector<double> staff;  // authorised staff of state institutions, by region of the focus
  std::string title;          // their names if they are few, otherwise "the 8 assisted regions"
  std::string names;          // of all of them
};
Focus find_focus(const scenarios::Scenario& scenario);
double focus_value(const Focus& focus, const agents::World& world, std::size_t measure);
// The same of what observers believe, or of any other measures of the world.
double focus_value(const Focus& focus, const agents::World& world, const sim::Measures& measures, std::size_t measure);

// What maps of reports show; every run records it by region.
inline constexpr std::array<std::string_view, 2> map_measures = {"capacity", "control"};

// Events of so many a week that most runs leave them out: attacks and the like. By the name that they are stored under.
bool is_frequent_event(std::string_view kind);

// What is kept of a run's weekly values, by index of measure and scope.
struct RecordPlan {
  std::vector<std::size_t> measures;
  std::vector<std::size_t> scopes;                    // recorded every `every_weeks`
  std::vector<std::size_t> region_measures, regions;  // recorded every `regions_every_weeks`
  bool focus = true;
  std::uint32_t every_weeks = 4, regions_every_weeks = 4, books_every_weeks = 12;
  bool assessed_theatre = true, books_of_theatre = true;  // beside those of the focus
  bool books_of_regions = false;
  bool frequent_events = false;  // attacks and the like, beside what is rare enough to be told
  bool hazard_events = true;     // droughts, floods, ...
  // Weeks in which what observers believe of every region is kept for the evaluation lab, and after treatment also what
  // is true; rounded so that the weeks between are not disturbed.
  std::vector<std::uint32_t> before_treatment, after_treatment;

  void evaluate(const std::vector<Treatment>& treatments, std::uint32_t weeks);
  static RecordPlan everything(const agents::Setting& setting);
  // What `run` keeps of the seeds after the first: what its report shows of them.
  static RecordPlan usual(const agents::Setting& setting);
  static RecordPlan of_study(const Recording& recording, const agents::Setting& setting, const Focus& focus);
};

// Weekly values of one run that outcomes are computed from.
struct Track {
  std::vector<double> capacity;  // of the focus, by week
  double harm = 0, incidents_inside = 0, incidents_around = 0, incidents = 0, diverted_usd = 0;
  double smuggled_usd = 0;  // what reached its market
  double donor_cost_usd = 0, partner_cost_usd = 0, instability_usd = 0;
  std::vector<std::vector<double>> asked;  // by outcome that a study asks for: its measure in the weeks that it wants
};

class Recorder {
 public:
  // All are kept by reference. `weeks`: length of the run; its last week is always recorded.
  Recorder(const scenarios::Scenario& scenario, const Focus& focus, const RecordPlan& plan,
           const std::vector<MeasureOutcome>& asked, std::uint32_t weeks, RunRecord& record);
  // After each step.
  void observe(const agents::World& world);
  const Track& track() const { return track_; }

 private:
  void track(const agents::World& world, std::uint32_t week);
  void record_series(const agents::World& world, std::uint32_t week);
  void record_evaluation(const agents::World& world, std::uint32_t week);
  void record_assessed(const agents::World& world, std::uint32_t week);
  void record_books(const agents::World& world, std::uint32_t week);
  void record_events(const agents::World& world);

  const scenarios::Scenario& scenario_;
  const Focus& focus_;
  const RecordPlan& plan_;
  const std::vector<MeasureOutcome>& asked_;
  std::uint32_t weeks_;
  RunRecord& record_;
  Track track_;
  std::vector<bool> around_;
  std::vector<bool> comparable_;  // regions of the assisted countries: what an evaluator would look at
  std::vector<NameIndex> measure_names_, assessed_names_, scope_names_;
  NameIndex focus_name_ = 0;
  std::vector<std::size_t> asked_measures_, asked_scopes_;
  std::vector<std::vector<double>> booked_;  // by scope and account, at the last time that books were recorded
};

}  // namespace mainstay::studies
