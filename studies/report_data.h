// What a report is made from, read once: courses of action, pairs of runs (same point and seed, with and without the
// course), and estimates over these pairs.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "studies/report_text.h"
#include "studies/results.h"
#include "studies/statistics.h"

namespace mainstay::studies {

inline constexpr std::size_t twin = 0xffffffff;  // in place of a course's index

struct Course {
  std::string id, title, summary;
  std::string letter;  // "A", "B", ...: told apart without colour
  std::string label;   // letter and as much of the title as tells it apart; for narrow places
  std::size_t index = 0;
  std::vector<CourseMark> marks;
  std::uint32_t end_of_effort = 0;  // when its last programme is over, handover included; 0 if it opens none
};

struct Estimate {
  double median = 0, low = 0, high = 0;  // 5 % and 95 % over pairs
  Interval certainty;                    // interval of the median, of 95 % unless asked otherwise
  std::size_t count = 0;                 // pairs that have a value
};

// Which side of zero the median of paired differences lies on, as far as the interval allows to say.
enum class Direction { up, down, unclear, identical, unknown };

// A curve over weeks for every run of one course: weeks x runs.
struct Curves {
  std::vector<std::uint32_t> weeks;
  std::vector<std::vector<double>> values;  // one row a week
  bool empty() const { return weeks.empty(); }
};

// One measure of one week by region: a value a pair, for each course and the twin.
class RegionValues {
 public:
  using ByRegion = std::map<std::string, std::vector<double>>;
  double at(std::size_t course, const std::string& region, std::size_t pair) const;  // not a number where there is none
  ByRegion differences(std::size_t course) const;                                    // from the twin of the same pair

 private:
  friend class ReportData;
  std::map<std::size_t, ByRegion> by_course_;
};

class ReportData {
 public:
  explicit ReportData(const ResultsStore& store);

  const ResultsStore& store() const { return store_; }
  std::string provenance(const std::string& key, const std::string& otherwise = "") const;
  const std::vector<Course>& courses() const { return courses_; }
  const std::vector<RunInfo>& failed() const { return failed_; }
  const Calendar& calendar() const { return calendar_; }
  std::uint32_t weeks() const { return weeks_; }
  std::size_t pairs() const { return pairs_.size(); }
  std::size_t points() const { return points_; }
  std::size_t seeds() const;  // that any point has
  // Of the whole study, before stop_when adds seeds; seeds and runs are 0 where results do not say.
  std::size_t planned_seeds() const;
  std::size_t planned_points() const;
  std::size_t planned_runs() const { return planned_seeds() * planned_points() * (courses_.size() + 1); }
  std::int64_t point_of(std::size_t pair) const { return pairs_[pair].first; }
  std::uint64_t seed_of(std::size_t pair) const { return pairs_[pair].second; }
  std::string pair_noun() const { return points_ > 1 ? "pair" : "seed"; }
  std::string pairs_noun() const { return points_ > 1 ? "pairs of runs" : "seeds"; }
  std::size_t runs() const { return run_places_.size(); }

  const std::string& focus() const { return focus_; }  // scope for capacity: "focus", else "theatre"
  std::string scope_title(const std::string& scope) const;

  MeasureInfo measure(const std::string& name) const;
  OutcomeInfo outcome(const std::string& name) const;
  std::vector<std::string> outcome_names() const;  // that any course has, in order of showing
  // One value a pair, not a number where there is none.
  std::vector<double> values(std::size_t course, const std::string& outcome) const;
  Estimate estimate(std::size_t course, const std::string& outcome) const;
  // Of one value a pair. Its certainty comes from resampling whole points where there are several: pairs of one point
  // share what is varied, and say less than as many independent ones.
  Estimate estimate_of_pairs(std::span<const double> values, double confidence = 0.95) const;
  Direction direction_of_pairs(std::span<const double> differences) const;
  // 95 % interval of the mean over pairs, from resampling whole points where there are several.
  Interval mean_interval_of_pairs(std::span<const double> values) const;
  Direction direction(std::size_t course, const std::string& outcome) const;
  // Whether the peak gain is at least `least` and more than luck: the highest of many weeks is above zero in any case,
  // so the week in which the mean over pairs is highest must be so clearly. A small or unclear peak is no measure of
  // what is retained.
  bool has_clear_peak(std::size_t course, double least) const;

  // Levels of a measure; columns are pairs. Thinned to at most about 130 weeks.
  Curves curves(std::size_t course, const std::string& measure, const std::string& scope) const;
  // Differences from the twin of the same pair.
  Curves gains(std::size_t course, const std::string& measure, const std::string& scope) const;
  bool has(const std::string& measure, const std::string& scope) const;
  const RegionValues& regions(const std::string& measure, std::uint32_t week) const;

  struct Place {
    std::size_t course = twin;
    std::size_t pair = 0;
  };
  const Place* place(std::int64_t run_id) const;  // null for failed runs

 private:
  void read_courses();
  void read_runs();
  void read_outcomes();
  void derive_missing_outcomes();
  void choose_focus();

  const ResultsStore& store_;
  std::map<std::string, std::string> provenance_;
  Calendar calendar_;
  std::vector<Course> courses_;
  std::vector<RunInfo> failed_;
  std::map<std::int64_t, Place> run_places_;
  std::vector<std::pair<std::int64_t, std::uint64_t>> pairs_;  // point, seed
  std::size_t points_ = 0;
  std::uint32_t weeks_ = 0;
  std::string focus_;
  std::map<std::string, std::vector<std::string>> recorded_;
  std::map<std::pair<std::size_t, std::string>, std::vector<double>> outcomes_;
  mutable std::map<std::pair<std::size_t, std::string>, Estimate> estimates_;  // each is asked for many times
  mutable std::map<std::size_t, bool> peaks_above_luck_;
  std::map<std::string, MeasureInfo> measure_infos_;
  std::map<std::string, OutcomeInfo> outcome_infos_;
  std::map<std::string, ScopeInfo> scope_infos_;
  // What was asked for last: the curves of every course, made together.
  using AllCurves = std::map<std::size_t, Curves>;
  struct KeptCurves {
    std::string measure, scope;
    AllCurves curves;
  };
  AllCurves make_curves(const std::string& measure, const std::string& scope) const;
  const AllCurves& all_curves(const std::string& measure, const std::string& scope) const;
  mutable std::deque<KeptCurves> kept_curves_;
  mutable std::map<std::pair<std::string, std::uint32_t>, RegionValues> region_values_;
};

// Of values that are independent of each other.
Estimate estimate_of(std::span<const double> values, double confidence = 0.95);

// Points of capacity, [0, 1], below which no peak is told, and below which nothing is said to be retained of it.
inline constexpr double least_peak_told = 0.005, least_peak_retained = 0.01;

}  // namespace mainstay::studies
