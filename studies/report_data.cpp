#include "studies/report_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>

#include "studies/bootstrap.h"
#include "studies/report_axis.h"
#include "studies/report_names.h"
#include "studies/statistics.h"

namespace mainstay::studies {

namespace {

constexpr std::size_t most_weeks_drawn = 131;
constexpr std::size_t widest_label = 20;  // characters beside a chart

template <class Info, class Key>
auto by_name(const std::vector<Info>& infos, Key Info::*key) {
  std::map<std::string, Info> map;
  for (const Info& info : infos) map[info.*key] = info;
  return map;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

// Titles that begin alike are told apart by how they go on: "Surge with sustainment plan" -> "sustainment plan".
std::string distinctive(const Course& course, const std::vector<Course>& all) {
  const auto words = words_of(course.title);
  std::size_t shared = 0;
  for (const Course& other : all) {
    if (other.index == course.index) continue;
    const auto others = words_of(other.title);
    const auto parting = std::mismatch(words.begin(), words.end(), others.begin(), others.end()).first;
    shared = std::max(shared, static_cast<std::size_t>(parting - words.begin()));
  }
  const std::set<std::string> fillers{"that", "which", "with", "and", "a", "an", "the", "of", "by", "in"};
  if (shared > 0)
    while (shared < words.size() && fillers.contains(words[shared])) ++shared;
  std::string rest;
  for (std::size_t i = shared; i < words.size(); ++i) rest += (rest.empty() ? "" : " ") + words[i];
  return rest.empty() || !std::isalpha(static_cast<unsigned char>(rest[0])) ? course.title : rest;
}

std::string label_of(const Course& course, const std::vector<Course>& all) {
  const std::string whole = course.letter + " " + course.title;
  return shortened(whole, widest_label) == whole
             ? whole
             : shortened(course.letter + " " + distinctive(course, all), widest_label);
}

}  // namespace

namespace {

Estimate estimate_with(std::span<const double> values, const Interval& certainty) {
  const double p[] = {0.5, 0.05, 0.95};
  const auto found = quantiles(values, p);
  Estimate estimate{found[0], found[1], found[2], certainty, 0};
  estimate.count =
      static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](double v) { return !std::isnan(v); }));
  return estimate;
}

Direction direction_of(std::span<const double> differences, const Estimate& estimate) {
  if (estimate.count == 0) return Direction::unknown;
  if (std::all_of(differences.begin(), differences.end(),
                  [](double v) { return std::isnan(v) || std::fabs(v) < 1e-9; }))
    return Direction::identical;
  if (estimate.certainty.low > 0) return Direction::up;
  return estimate.certainty.high < 0 ? Direction::down : Direction::unclear;
}

}  // namespace

Estimate estimate_of(std::span<const double> values, double confidence) {
  return estimate_with(values, median_interval(values, confidence));
}

ReportData::ReportData(const ResultsStore& store)
    : store_(store), provenance_(store.all_provenance()), calendar_(provenance("start_date")) {
  measure_infos_ = by_name(store.measures(), &MeasureInfo::measure);
  outcome_infos_ = by_name(store.outcome_infos(), &OutcomeInfo::outcome);
  scope_infos_ = by_name(store.scopes(), &ScopeInfo::scope);
  read_courses();
  read_runs();
  choose_focus();
  read_outcomes();
  derive_missing_outcomes();
}

std::string ReportData::provenance(const std::string& key, const std::string& otherwise) const {
  const auto found = provenance_.find(key);
  return found == provenance_.end() || found->second.empty() ? otherwise : found->second;
}

void ReportData::read_courses() {
  const auto marks = store_.marks();
  for (const CourseInfo& info : store_.courses()) {
    Course course;
    course.id = info.coa;
    course.title = info.title.empty() ? readable(info.coa) : info.title;
    course.summary = info.summary;
    course.index = courses_.size();
    course.letter =
        course.index < 26 ? std::string(1, static_cast<char>('A' + course.index)) : fmt::format("{}", course.index + 1);
    for (const CourseMark& mark : marks)
      if (mark.coa == info.coa) {
        course.marks.push_back(mark);
        course.end_of_effort = std::max(course.end_of_effort, mark.week_to);
      }
    courses_.push_back(std::move(course));
  }
  for (Course& course : courses_) course.label = label_of(course, courses_);
}

void ReportData::read_runs() {
  std::map<std::string, std::size_t> course_of{{"twin", twin}};
  for (const Course& course : courses_) course_of[course.id] = course.index;
  const auto runs = store_.runs();
  std::set<std::pair<std::int64_t, std::uint64_t>> pairs;
  std::set<std::int64_t> points;
  for (const RunInfo& run : runs) {
    points.insert(run.point_id);
    if (run.status == "done") pairs.emplace(run.point_id, run.seed);
  }
  pairs_.assign(pairs.begin(), pairs.end());
  points_ = points.size();
  std::set<std::string> seen;
  for (const RunInfo& run : runs) {
    if (run.status != "done") {
      failed_.push_back(run);
      continue;
    }
    seen.insert(run.coa);
    weeks_ = std::max(weeks_, run.weeks);
    const auto pair =
        std::lower_bound(pairs_.begin(), pairs_.end(), std::pair(run.point_id, run.seed)) - pairs_.begin();
    run_places_[run.run_id] = {course_of.at(run.coa), static_cast<std::size_t>(pair)};
  }
}

void ReportData::choose_focus() {
  for (const char* scope : {"focus", "theatre"}) recorded_[scope] = store_.recorded_measures(scope);
  focus_ = recorded_["focus"].empty() ? "theatre" : "focus";
}

void ReportData::read_outcomes() {
  for (const OutcomeValue& value : store_.outcomes()) {
    const Place* at = place(value.run_id);
    if (at == nullptr) continue;
    auto& values = outcomes_[{at->course, value.outcome}];
    values.resize(pairs(), not_a_number);
    values[at->pair] = value.value;
  }
}

// Gains follow from the capacity curves where the runs did not store them; sums of money from their parts.
void ReportData::derive_missing_outcomes() {
  for (const Course& course : courses_) {
    const auto donors = outcomes_.find({course.index, "donor_cost_usd"}),
               partners = outcomes_.find({course.index, "partner_cost_usd"}),
               instability = outcomes_.find({course.index, "instability_cost_usd"});
    if (donors != outcomes_.end() && partners != outcomes_.end() && instability != outcomes_.end()) {
      std::vector<double> sums = donors->second;
      for (std::size_t pair = 0; pair < sums.size(); ++pair)
        sums[pair] += partners->second[pair] + instability->second[pair];
      outcomes_.try_emplace({course.index, "money_sum_usd"}, std::move(sums));
    }
    if (outcomes_.contains({course.index, "peak_gain"}) || !has("capacity", focus_)) continue;
    const Curves gain = gains(course.index, "capacity", focus_);
    if (gain.empty()) continue;
    std::vector<double> peak(pairs(), not_a_number);
    for (const auto& row : gain.values)
      for (std::size_t pair = 0; pair < row.size(); ++pair)
        if (!(row[pair] <= peak[pair])) peak[pair] = row[pair];
    outcomes_.try_emplace({course.index, "peak_gain"}, peak);
    outcomes_.try_emplace({course.index, "sustained_gain"}, gain.values.back());
  }
}

const ReportData::Place* ReportData::place(std::int64_t run_id) const {
  const auto found = run_places_.find(run_id);
  return found == run_places_.end() ? nullptr : &found->second;
}

std::string ReportData::scope_title(const std::string& scope) const {
  if (scope == "focus") return provenance("focus_title", "the focus regions");
  if (scope == "theatre") return "the whole theatre";
  const auto found = scope_infos_.find(scope);
  return found == scope_infos_.end() || found->second.name.empty() ? scope : found->second.name;
}

MeasureInfo ReportData::measure(const std::string& name) const {
  MeasureInfo info{name, readable(name), "", "", "", 0};
  if (const auto known = known_measure(name)) {
    info.title = known->title;
    info.unit = known->unit;
    info.better = known->better;
  }
  if (const auto found = measure_infos_.find(name); found != measure_infos_.end()) {
    if (!found->second.title.empty()) info.title = found->second.title;
    if (info.unit.empty()) info.unit = known_unit(found->second.unit);
    info.aggregate = found->second.aggregate;
    info.better = found->second.better;
  }
  return info;
}

OutcomeInfo ReportData::outcome(const std::string& name) const {
  OutcomeInfo info{name, readable(name), "", ""};
  if (const auto known = known_outcome(name)) {
    info.title = known->title;
    info.unit = known->unit;
    info.better = known->better;
  }
  if (const auto found = outcome_infos_.find(name); found != outcome_infos_.end()) {
    if (!found->second.title.empty()) info.title = found->second.title;
    if (info.unit.empty()) info.unit = known_unit(found->second.unit);
    info.better = found->second.better;
  }
  return info;
}

std::vector<std::string> ReportData::outcome_names() const {
  std::set<std::pair<int, std::string>> ordered;
  for (const auto& [key, values] : outcomes_)
    if (key.first != twin) ordered.emplace(outcome_order(key.second), key.second);
  std::vector<std::string> names;
  for (const auto& [order, name] : ordered) names.push_back(name);
  return names;
}

std::vector<double> ReportData::values(std::size_t course, const std::string& outcome) const {
  const auto found = outcomes_.find({course, outcome});
  return found == outcomes_.end() ? std::vector<double>(pairs(), not_a_number) : found->second;
}

std::size_t ReportData::seeds() const {
  std::set<std::uint64_t> seeds;
  for (const auto& [point, seed] : pairs_) seeds.insert(seed);
  return seeds.size();
}

std::size_t ReportData::planned_seeds() const {
  return static_cast<std::size_t>(std::strtoull(provenance("seeds", "0").c_str(), nullptr, 10));
}

std::size_t ReportData::planned_points() const {
  std::set<std::int64_t> points;
  for (const PointRow& row : store_.points()) points.insert(row.point_id);
  return std::max<std::size_t>(1, points.size());
}

Estimate ReportData::estimate_of_pairs(std::span<const double> values, double confidence) const {
  if (points_ <= 1) return estimate_of(values, confidence);
  std::vector<std::size_t> clusters;
  for (const auto& [point, seed] : pairs_)
    clusters.push_back(pairs_.front().first == point ? 0
                                                     : clusters.back() + (point != pairs_[clusters.size() - 1].first));
  return estimate_with(values, clustered_median_interval(values, clusters, confidence));
}

Interval ReportData::mean_interval_of_pairs(std::span<const double> values) const {
  std::vector<std::vector<double>> by_point;
  for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
    if (pair == 0 || points_ <= 1 || pairs_[pair].first != pairs_[pair - 1].first) by_point.emplace_back();
    if (!std::isnan(values[pair])) by_point.back().push_back(values[pair]);
  }
  std::erase_if(by_point, [](const auto& one) { return one.empty(); });
  return resampled_interval(by_point.size(), [&](std::span<const std::size_t> picked) {
    double sum = 0, count = 0;
    for (const std::size_t point : picked)
      for (const double value : by_point[point]) {
        sum += value;
        ++count;
      }
    return sum / count;
  });
}

Direction ReportData::direction_of_pairs(std::span<const double> differences) const {
  return direction_of(differences, estimate_of_pairs(differences));
}

Estimate ReportData::estimate(std::size_t course, const std::string& outcome) const {
  const auto [place, added] = estimates_.try_emplace({course, outcome});
  if (added) place->second = estimate_of_pairs(values(course, outcome));
  return place->second;
}

Direction ReportData::direction(std::size_t course, const std::string& outcome) const {
  return direction_of(values(course, outcome), estimate(course, outcome));
}

bool ReportData::has_clear_peak(std::size_t course, double least) const {
  const Estimate peak = estimate(course, "peak_gain");
  if (peak.count == 0 || peak.median < least || direction(course, "peak_gain") != Direction::up) return false;
  const auto [known, added] = peaks_above_luck_.try_emplace(course, true);
  if (!added || !has("capacity", focus_)) return known->second;
  const Curves gain = gains(course, "capacity", focus_);
  if (gain.empty()) return true;
  const auto highest = std::max_element(gain.values.begin(), gain.values.end(),
                                        [](const auto& a, const auto& b) { return mean(a) < mean(b); });
  constexpr double confidence = 0.995;  // one of many weeks was chosen
  return known->second = estimate_of_pairs(*highest, confidence).certainty.low > 0;
}

bool ReportData::has(const std::string& measure, const std::string& scope) const {
  const auto found = recorded_.find(scope);
  return found != recorded_.end() && std::binary_search(found->second.begin(), found->second.end(), measure);
}

const RegionValues& ReportData::regions(const std::string& measure, std::uint32_t week) const {
  const auto [kept, added] = region_values_.try_emplace({measure, week});
  if (added)
    for (const ScopeValue& value : store_.region_values(measure, week)) {
      const Place* at = place(value.run_id);
      if (at == nullptr) continue;
      auto& values = kept->second.by_course_[at->course][value.scope];
      if (values.empty()) values.assign(pairs(), not_a_number);
      values[at->pair] = value.value;
    }
  return kept->second;
}

double RegionValues::at(std::size_t course, const std::string& region, std::size_t pair) const {
  const auto found = by_course_.find(course);
  if (found == by_course_.end()) return not_a_number;
  const auto values = found->second.find(region);
  return values == found->second.end() ? not_a_number : values->second[pair];
}

RegionValues::ByRegion RegionValues::differences(std::size_t course) const {
  const auto own = by_course_.find(course), base = by_course_.find(twin);
  ByRegion differences = own == by_course_.end() ? ByRegion() : own->second;
  for (auto& [region, values] : differences) {
    const bool known = base != by_course_.end() && base->second.contains(region);
    values =
        known ? paired_differences(values, base->second.at(region)) : std::vector<double>(values.size(), not_a_number);
  }
  return differences;
}

ReportData::AllCurves ReportData::make_curves(const std::string& measure, const std::string& scope) const {
  std::map<std::uint32_t, std::size_t> count;
  std::size_t most = 0;
  const auto all = store_.series(measure, scope);
  for (const SeriesValue& value : all)
    if (place(value.run_id) != nullptr) most = std::max(most, ++count[value.week]);
  // Runs may record at different steps; drawn are the weeks that all of them have.
  std::vector<std::uint32_t> common, weeks;
  for (const auto& [week, runs] : count)
    if (runs == most) common.push_back(week);
  const std::size_t step = (common.size() + most_weeks_drawn - 1) / most_weeks_drawn;
  for (std::size_t i = 0; i < common.size(); ++i)
    if (i % std::max<std::size_t>(step, 1) == 0 || i + 1 == common.size()) weeks.push_back(common[i]);
  std::vector<std::size_t> row_of(weeks.empty() ? 0 : weeks.back() + 1, weeks.size());
  for (std::size_t row = 0; row < weeks.size(); ++row) row_of[weeks[row]] = row;
  AllCurves curves;
  for (const SeriesValue& value : all) {
    const std::size_t row = value.week < row_of.size() ? row_of[value.week] : weeks.size();
    const Place* at = row == weeks.size() ? nullptr : place(value.run_id);
    if (at == nullptr) continue;
    Curves& own = curves[at->course];
    if (own.empty()) own = {weeks, std::vector(weeks.size(), std::vector<double>(pairs(), not_a_number))};
    own.values[row][at->pair] = value.value;
  }
  return curves;
}

const ReportData::AllCurves& ReportData::all_curves(const std::string& measure, const std::string& scope) const {
  constexpr std::size_t kept = 2;  // charts show a measure beside another one at most
  for (const KeptCurves& known : kept_curves_)
    if (known.measure == measure && known.scope == scope) return known.curves;
  if (kept_curves_.size() == kept) kept_curves_.pop_front();
  kept_curves_.push_back({measure, scope, make_curves(measure, scope)});
  return kept_curves_.back().curves;
}

Curves ReportData::curves(std::size_t course, const std::string& measure, const std::string& scope) const {
  const AllCurves& all = all_curves(measure, scope);
  const auto found = all.find(course);
  return found == all.end() ? Curves{} : found->second;
}

Curves ReportData::gains(std::size_t course, const std::string& measure, const std::string& scope) const {
  Curves gain = curves(course, measure, scope);
  const Curves base = curves(twin, measure, scope);
  if (base.empty()) return {};
  for (std::size_t week = 0; week < gain.weeks.size(); ++week)
    gain.values[week] = paired_differences(gain.values[week], base.values[week]);
  return gain;
}

}  // namespace mainstay::studies
