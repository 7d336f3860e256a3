#include "studies/pattern_measure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "agents/numeric.h"
#include "studies/statistics.h"
#include "studies/study_analysis.h"

namespace mainstay::studies {

namespace {

// A median curve's peak is looked for until half a year after the effort has ended.
constexpr std::uint32_t weeks_to_peak_after_end = 26;

// Points with a value of the factor, in its order.
std::vector<std::pair<double, std::size_t>> along(const PatternTable& table, const PatternCheck& check) {
  std::vector<std::pair<double, std::size_t>> points;
  for (const std::size_t point : table.points_where(check.where))
    if (const double value = table.factor_at(point, check.factor); !std::isnan(value))
      points.emplace_back(value, point);
  std::sort(points.begin(), points.end());
  return points;
}

double reported(const EvaluationReports& reports, std::string_view method) {
  if (method == evaluation_methods[0]) return reports.before_after;
  return method == evaluation_methods[1] ? reports.difference_in_differences : reports.matched;
}

}  // namespace

PatternTable::PatternTable(const ReportData& data) : data_(data), points_(data.store()) {
  std::set<std::uint64_t> seeds;
  std::set<std::int64_t> points;
  for (std::size_t pair = 0; pair < data.pairs(); ++pair) {
    seeds.insert(data.seed_of(pair));
    points.insert(data.point_of(pair));
  }
  seeds_.assign(seeds.begin(), seeds.end());
  point_ids_.assign(points.begin(), points.end());
  pair_.assign(point_ids_.size(), std::vector<std::size_t>(seeds_.size(), none_));
  for (std::size_t pair = 0; pair < data.pairs(); ++pair) {
    const auto point = std::lower_bound(point_ids_.begin(), point_ids_.end(), data.point_of(pair));
    const auto seed = std::lower_bound(seeds_.begin(), seeds_.end(), data.seed_of(pair));
    pair_[static_cast<std::size_t>(point - point_ids_.begin())][static_cast<std::size_t>(seed - seeds_.begin())] = pair;
  }
}

std::optional<std::size_t> PatternTable::course(const std::string& id) const {
  if (id == "twin") return twin;
  for (const Course& course : data_.courses())
    if (course.id == id) return course.index;
  return std::nullopt;
}

double PatternTable::factor_at(std::size_t point, const std::string& id) const {
  if (!points_.has(point_ids_[point])) return not_a_number;
  for (std::size_t f = 0; f < points_.factors().size(); ++f)
    if (points_.factors()[f].id == id) return points_.values()[points_.row_of(point_ids_[point])][f];
  return not_a_number;
}

std::vector<std::size_t> PatternTable::points_where(const std::map<std::string, double>& where) const {
  std::vector<std::size_t> chosen;
  for (std::size_t point = 0; point < point_ids_.size(); ++point)
    if (std::all_of(where.begin(), where.end(), [&](const auto& wanted) {
          return std::fabs(factor_at(point, wanted.first) - wanted.second) <=
                 1e-9 * std::max(1.0, std::fabs(wanted.second));
        }))
      chosen.push_back(point);
  return chosen;
}

std::vector<double> PatternTable::at(const std::vector<double>& by_pair, const std::vector<std::size_t>& points,
                                     PickedSeeds seeds) const {
  std::vector<double> values;
  for (const std::size_t point : points)
    for (const std::size_t seed : seeds)
      if (pair_[point][seed] != none_) values.push_back(by_pair[pair_[point][seed]]);
  return values;
}

PatternMeasurement::PatternMeasurement(const PatternTable& table, const PatternCheck& check)
    : table_(table), check_(check) {
  const auto course = table.course(check.course);
  if (!course) return;
  known_ = true;
  course_ = *course;
  points_ = table.points_where(check.where);
  if (check.statistic == PatternStatistic::overstatement || check.statistic == PatternStatistic::error_ratio) {
    read_evaluation();
    return;
  }
  own_ = table.data().values(course_, check.outcome);
  cost_ = table.data().values(course_, "donor_cost_usd");
  if (!check.per.empty()) per_ = table.data().values(course_, check.per);
  for (const std::string& other : check.than) {
    const auto index = table.course(other);
    if (index) others_.push_back(table.data().values(*index, check.outcome));
    if (index && !check.per.empty()) others_per_.push_back(table.data().values(*index, check.per));
    known_ &= index.has_value();
  }
  if (!check.factor.empty()) along_ = along(table, check);
  if (check.statistic == PatternStatistic::half_gone_weeks && course_ != twin)
    gains_ = table.data().gains(course_, "capacity", table.data().focus());
}

void PatternMeasurement::read_evaluation() {
  for (CourseEvaluation& evaluation : evaluate_courses(table_.data()))
    if (evaluation.course == course_ && evaluation.measure == check_.outcome)
      evaluation_ = std::move(evaluation.reports);
  known_ = evaluation_.size() == table_.data().pairs();
}

double PatternMeasurement::operator()(PickedSeeds seeds) const {
  if (!known_) return not_a_number;
  switch (check_.statistic) {
    case PatternStatistic::median:
      return median(table_.at(own_, points_, seeds));
    case PatternStatistic::difference:
      return difference(seeds);
    case PatternStatistic::ratio:
      return ratio(seeds);
    case PatternStatistic::spearman:
      return correlation(seeds);
    case PatternStatistic::marginal_ratio:
      return marginal_ratio(seeds);
    case PatternStatistic::change:
      return along_.size() < 2 ? not_a_number : level(along_.back(), seeds) - level(along_.front(), seeds);
    case PatternStatistic::half_gone_weeks:
      return half_gone(seeds);
    case PatternStatistic::share_above:
      return share_above(table_.at(own_, points_, seeds));
    case PatternStatistic::per:
      return per(own_, per_, seeds);
    case PatternStatistic::per_ratio:
      return per_ratio(seeds);
    case PatternStatistic::overstatement:
      return error_of(check_.method, seeds);
    case PatternStatistic::error_ratio:
      return check_.than.empty() ? not_a_number
                                 : agents::ratio(std::fabs(error_of(check_.method, seeds)),
                                                 std::fabs(error_of(check_.than.front(), seeds)), not_a_number);
  }
  return not_a_number;
}

double PatternMeasurement::at(const Along& point, const std::vector<double>& values, PickedSeeds seeds) const {
  return median(table_.at(values, {point.second}, seeds));
}

double PatternMeasurement::level(const Along& point, PickedSeeds seeds) const {
  const auto values = table_.at(own_, {point.second}, seeds);
  return check_.threshold ? share_above(values) : median(values);
}

// From the best of the others: whichever makes the difference smallest.
double PatternMeasurement::difference(PickedSeeds seeds) const {
  double least = not_a_number;
  for (const auto& other : others_) {
    const double found = median(table_.at(paired_differences(own_, other), points_, seeds));
    if (std::isnan(found)) return not_a_number;  // who knows whether it was the best
    if (!(found >= least)) least = found;
  }
  return least;
}

double PatternMeasurement::ratio(PickedSeeds seeds) const {
  double largest = not_a_number;
  for (const auto& other : others_) {
    const double found = median(table_.at(other, points_, seeds));
    if (std::isnan(found)) return not_a_number;
    if (!(found <= largest)) largest = found;
  }
  return largest > 0 ? median(table_.at(own_, points_, seeds)) / largest : not_a_number;
}

double PatternMeasurement::correlation(PickedSeeds seeds) const {
  std::vector<double> x, y;
  for (const auto& point : along_) {
    x.push_back(point.first);
    y.push_back(level(point, seeds));
  }
  return spearman(x, y);
}

double PatternMeasurement::marginal_ratio(PickedSeeds seeds) const {
  if (along_.size() < 3) return not_a_number;
  const auto slope = [&](std::size_t from, std::size_t until) {
    return (at(along_[until], own_, seeds) - at(along_[from], own_, seeds)) /
           (at(along_[until], cost_, seeds) - at(along_[from], cost_, seeds));
  };
  const double first = slope(0, 1);
  return first > 0 ? slope(along_.size() - 2, along_.size() - 1) / first : not_a_number;
}

double PatternMeasurement::half_gone(PickedSeeds seeds) const {
  if (gains_.empty()) return not_a_number;
  const std::uint32_t end = table_.data().courses()[course_].end_of_effort;
  double peak = 0;
  for (std::size_t i = 0; i < gains_.weeks.size(); ++i) {
    const double gain = median(table_.at(gains_.values[i], points_, seeds));
    if (gains_.weeks[i] <= end + weeks_to_peak_after_end) peak = std::max(peak, gain);
    if (gains_.weeks[i] > end && peak > 0 && gain <= peak / 2) return gains_.weeks[i] - end;
  }
  return peak > 0 ? static_cast<double>(gains_.weeks.back() - end) : not_a_number;
}

double PatternMeasurement::share_above(const std::vector<double>& values) const {
  double above = 0, all = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    all += 1;
    above += value >= check_.threshold.value_or(0);
  }
  return all > 0 ? above / all : not_a_number;
}

// Over the runs that have both.
double PatternMeasurement::per(const std::vector<double>& outcome, const std::vector<double>& per,
                               PickedSeeds seeds) const {
  if (per.empty()) return not_a_number;
  const auto values = table_.at(outcome, points_, seeds), divisors = table_.at(per, points_, seeds);
  double sum = 0, divisor = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) || std::isnan(divisors[i])) continue;
    sum += values[i];
    divisor += divisors[i];
  }
  return divisor != 0 ? sum / divisor : not_a_number;
}

double PatternMeasurement::per_ratio(PickedSeeds seeds) const {
  double largest = not_a_number;
  for (std::size_t other = 0; other < others_.size(); ++other) {
    const double found = per(others_[other], others_per_[other], seeds);
    if (std::isnan(found)) return not_a_number;
    if (!(found <= largest)) largest = found;
  }
  return largest > 0 ? per(own_, per_, seeds) / largest : not_a_number;
}

std::size_t PatternMeasurement::seeds() const {
  std::size_t count = 0;
  for (std::size_t seed = 0; seed < table_.seeds(); ++seed) {
    const PickedSeeds one(&seed, 1);
    const auto has = [&](const std::vector<double>& values) {
      return !std::isnan(median(table_.at(values, points_, one)));
    };
    // Ranks and ratios of one seed may not exist although it has all that they are made of.
    count += own_.empty() || check_.statistic == PatternStatistic::half_gone_weeks
                 ? !std::isnan((*this)(one))
                 : has(own_) && std::all_of(others_.begin(), others_.end(), has);
  }
  return known_ ? count : 0;
}

double PatternMeasurement::error_of(std::string_view method, PickedSeeds seeds) const {
  std::vector<double> errors;
  for (const EvaluationReports& reports : evaluation_) errors.push_back(reported(reports, method) - reports.truth);
  return median(table_.at(errors, points_, seeds));
}

}  // namespace mainstay::studies
