// A study made ready to run: its points, its courses of action, and a number for each run that depends on nothing else
// than which run it is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "studies/recorder.h"
#include "studies/study_file.h"

namespace mainstay::studies {

// Which run: of which point, course of action (0: the twin) and seed (0: the first).
struct RunKey {
  std::size_t point = 0, course = 0, seed = 0;
  bool operator==(const RunKey&) const = default;
};

class Plan {
 public:
  // Both throw InvalidInput if the scenario cannot be built.
  explicit Plan(LoadedStudy loaded);

  const Study& study() const { return loaded_.study; }
  const scenarios::ScenarioSource& source() const { return loaded_.source; }
  const scenarios::Scenario& base() const { return base_; }                 // where nothing is varied
  const Focus& focus() const { return focus_; }                             // of base()
  std::uint32_t weeks() const { return weeks_; }                            // length of each run
  const std::vector<Treatment>& treatments() const { return treatments_; }  // of the courses, in base()
  std::size_t points() const { return values_.size(); }
  const std::vector<scenarios::Json>& values(std::size_t point) const { return values_[point]; }  // by factor
  const std::vector<std::string>& courses() const { return courses_; }                            // "twin" first

  std::int64_t run_id(const RunKey& key) const;
  RunKey key(std::int64_t run_id) const;
  std::uint64_t seed(const RunKey& key) const { return study().first_seed + key.seed; }

  // The scenario at a point; throws InvalidInput if the values do not go together.
  scenarios::Scenario scenario(std::size_t point) const;

 private:
  LoadedStudy loaded_;
  scenarios::Scenario base_;
  Focus focus_;
  std::uint32_t weeks_;
  std::vector<std::string> courses_;
  std::vector<Treatment> treatments_;
  std::vector<std::vector<scenarios::Json>> values_;
};

}  // namespace mainstay::studies
