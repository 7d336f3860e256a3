// The results folder of a run or study in the window: fans of its stored runs, and any of them again on map and
// timeline, simulated anew as `run --from` does. The folder may still be written to.
#pragma once

#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sessions/ensemble.h"
#include "studies/plan.h"
#include "viz/widgets.h"

namespace mainstay::viz {

// The points of a study, as its report names factors and their values; none of either where there is one point.
struct StoredPoints {
  std::vector<std::string> factors;
  std::vector<std::vector<std::string>> values;  // by point and factor; empty: nothing is stored of that point
};

class StoredRuns {
 public:
  // Throws studies::ResultsError when the folder holds no results, or does not say what they were made from.
  explicit StoredRuns(const std::string& folder);
  ~StoredRuns();

  const std::string& folder() const { return folder_; }
  const std::string& made_by() const { return made_by_; }  // version and commit of the program that stored them
  const studies::Plan& plan() const { return plan_; }
  const std::vector<studies::RunInfo>& runs() const { return runs_; }
  std::size_t failed() const { return failed_; }
  const StoredPoints& points() const { return points_; }
  std::string point_text(std::size_t point) const;  // "Will 0.3, Budget 1.2"

  // Chooses the run that is shown; null or the first one that is done if there is none of that id.
  void choose(std::int64_t run_id);
  studies::RunKey shown() const { return shown_; }
  const studies::RunInfo* shown_run() const;  // null as long as it is not stored

  // Of the runs of the shown point; empty until they are read. `course`: "twin" or a course of action; `scopes`: the
  // place's, as results name them.
  sessions::Bands bands(const std::string& course, agents::Measure measure, const std::vector<std::string>& scopes,
                        const sessions::Place& place);
  // Takes over what was read in the background and looks for new runs every few seconds.
  void follow(double time);

  bool version_told = false;
  bool compared = false;  // whether it has been said that the shown run is the stored one

 private:
  struct Fan {
    agents::Measure measure = agents::Measure::capacity;
    std::vector<std::string> scopes;
    sessions::Place place;
    std::size_t point = 0, runs = 0;  // runs that were stored then
    std::map<std::string, sessions::Bands> by_course;
  };
  void take_runs(std::vector<studies::RunInfo> runs);
  static Fan read_fan(const std::string& folder, Fan wanted, std::vector<studies::RunInfo> runs);

  std::string folder_, made_by_;
  studies::Plan plan_;
  std::vector<studies::RunInfo> runs_;
  StoredPoints points_;
  std::size_t failed_ = 0;
  studies::RunKey shown_;
  Fan fan_, asked_;
  std::future<Fan> reading_;
  std::future<std::vector<studies::RunInfo>> looking_;
  double looked_ = 0;
};

std::unique_ptr<Game> open_stored_run(const std::string& folder, std::int64_t run_id);
// Once a frame, of a game that has stored runs: says when the shown run is known to its end whether it is the same.
void follow_stored_runs(State& state);
// Points, seeds and failures, over the map; a click shows that run.
void draw_stored_runs(State& state, const Rect& map);

}  // namespace mainstay::viz
