// Watches one run and keeps what results are made of. It reads the world and never changes it.
#pragma once

#include <string>
#include <vector>

#include "agents/measures.h"
#include "agents/world.h"
#include "scenarios/scenario.h"
#include "studies/results.h"

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

// Weekly values of one run that outcomes are computed from.
struct Track {
  std::vector<double> capacity;  // of the focus, by week
  double harm = 0, incidents_inside = 0, incidents_around = 0, incidents = 0, diverted_usd = 0;
  double donor_cost_usd = 0, partner_cost_usd = 0, instability_usd = 0;
};

class Recorder {
 public:
  Recorder(const scenarios::Scenario& scenario, const Focus& focus, bool everything, RunRecord& record);
  // After each step.
  void observe(const agents::World& world);
  const Track& track() const { return track_; }

 private:
  void record_series(const agents::World& world, std::uint32_t week);
  void record_books(const agents::World& world, std::uint32_t week);
  void record_events(const agents::World& world);

  const scenarios::Scenario& scenario_;
  const Focus& focus_;
  bool everything_;
  RunRecord& record_;
  Track track_;
  std::vector<bool> around_;
  std::vector<NameIndex> measure_names_, assessed_names_, scope_names_;
  NameIndex focus_name_ = 0;
  std::vector<std::vector<double>> booked_;  // by scope and account, at the last time that books were recorded
};

}  // namespace mainstay::studies
