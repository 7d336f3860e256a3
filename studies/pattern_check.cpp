#include "studies/pattern_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "studies/bootstrap.h"
#include "studies/study_points.h"

namespace mainstay::studies {

namespace {

using nlohmann::json;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, 7> statistic_names{"median",         "difference", "ratio",          "spearman",
                                                          "marginal_ratio", "change",     "half_gone_weeks"};

std::optional<double> number_at(const json& entry, const char* key) {
  return entry.contains(key) && entry.at(key).is_number() ? std::optional(entry.at(key).get<double>()) : std::nullopt;
}

PatternCheck read_check(const json& entry) {
  PatternCheck check;
  check.title = entry.value("title", "");
  const auto known = std::find(statistic_names.begin(), statistic_names.end(), entry.value("statistic", "median"));
  check.statistic = static_cast<PatternStatistic>(known == statistic_names.end() ? 0 : known - statistic_names.begin());
  check.course = entry.value("course_of_action", "");
  check.than = entry.value("than", std::vector<std::string>());
  check.outcome = entry.value("outcome", "sustained_gain");
  check.factor = entry.value("factor", "");
  check.where = entry.value("where", std::map<std::string, double>());
  check.at_least = number_at(entry, "at_least");
  check.at_most = number_at(entry, "at_most");
  return check;
}

using Picked = std::span<const std::size_t>;

// A study's outcomes by point and seed, so that seeds can be resampled as a whole: they are shared by all points and
// courses of action.
class Table {
 public:
  explicit Table(const ReportData& data) : data_(data), points_(data.store()) {
    std::set<std::uint64_t> seeds;
    for (std::size_t pair = 0; pair < data.pairs(); ++pair) seeds.insert(data.seed_of(pair));
    seeds_.assign(seeds.begin(), seeds.end());
    std::set<std::int64_t> points;
    for (std::size_t pair = 0; pair < data.pairs(); ++pair) points.insert(data.point_of(pair));
    point_ids_.assign(points.begin(), points.end());
    pair_.assign(point_ids_.size(), std::vector<std::size_t>(seeds_.size(), none_));
    for (std::size_t pair = 0; pair < data.pairs(); ++pair) {
      const auto point = std::lower_bound(point_ids_.begin(), point_ids_.end(), data.point_of(pair));
      const auto seed = std::lower_bound(seeds_.begin(), seeds_.end(), data.seed_of(pair));
      pair_[static_cast<std::size_t>(point - point_ids_.begin())][static_cast<std::size_t>(seed - seeds_.begin())] =
          pair;
    }
  }

  const ReportData& data() const { return data_; }
  std::size_t seeds() const { return seeds_.size(); }

  std::optional<std::size_t> course(const std::string& id) const {
    for (const Course& course : data_.courses())
      if (course.id == id) return course.index;
    return std::nullopt;
  }

  // Not a number where the factor is unknown.
  double factor_at(std::size_t point, const std::string& id) const {
    if (!points_.has(point_ids_[point])) return not_a_number;
    for (std::size_t f = 0; f < points_.factors().size(); ++f)
      if (points_.factors()[f].id == id) return points_.values()[points_.row_of(point_ids_[point])][f];
    return not_a_number;
  }

  std::vector<std::size_t> points_where(const std::map<std::string, double>& where) const {
    std::vector<std::size_t> chosen;
    for (std::size_t point = 0; point < point_ids_.size(); ++point)
      if (std::all_of(where.begin(), where.end(), [&](const auto& wanted) {
            return std::fabs(factor_at(point, wanted.first) - wanted.second) <=
                   1e-9 * std::max(1.0, std::fabs(wanted.second));
          }))
        chosen.push_back(point);
    return chosen;
  }

  // The values, one a pair, at some points and seeds.
  std::vector<double> at(const std::vector<double>& by_pair, const std::vector<std::size_t>& points,
                         Picked seeds) const {
    std::vector<double> values;
    for (const std::size_t point : points)
      for (const std::size_t seed : seeds)
        if (pair_[point][seed] != none_) values.push_back(by_pair[pair_[point][seed]]);
    return values;
  }

 private:
  static constexpr std::size_t none_ = static_cast<std::size_t>(-1);
  const ReportData& data_;
  StudyPoints points_;
  std::vector<std::uint64_t> seeds_;
  std::vector<std::int64_t> point_ids_;
  std::vector<std::vector<std::size_t>> pair_;  // by point and seed
};

// Points with a value of the factor, in its order.
std::vector<std::pair<double, std::size_t>> along(const Table& table, const PatternCheck& check) {
  std::vector<std::pair<double, std::size_t>> points;
  for (const std::size_t point : table.points_where(check.where))
    if (const double value = table.factor_at(point, check.factor); !std::isnan(value))
      points.emplace_back(value, point);
  std::sort(points.begin(), points.end());
  return points;
}

// What a check needs of the results, looked up once for all resamples.
class Measurement {
 public:
  Measurement(const Table& table, const PatternCheck& check) : table_(table), check_(check) {
    const auto course = table.course(check.course);
    if (!course) return;
    known_ = true;
    course_ = *course;
    own_ = table.data().values(course_, check.outcome);
    cost_ = table.data().values(course_, "donor_cost_usd");
    for (const std::string& other : check.than) {
      const auto index = other == "twin" ? std::optional(twin) : table.course(other);
      if (index) others_.push_back(table.data().values(*index, check.outcome));
      known_ &= index.has_value();
    }
    points_ = table.points_where(check.where);
    if (!check.factor.empty()) along_ = along(table, check);
    if (check.statistic == PatternStatistic::half_gone_weeks)
      gains_ = table.data().gains(course_, "capacity", table.data().focus());
  }

  double operator()(Picked seeds) const {
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
        return along_.size() < 2 ? not_a_number : at(along_.back(), own_, seeds) - at(along_.front(), own_, seeds);
      case PatternStatistic::half_gone_weeks:
        return half_gone(seeds);
    }
    return not_a_number;
  }

 private:
  double at(const std::pair<double, std::size_t>& point, const std::vector<double>& values, Picked seeds) const {
    return median(table_.at(values, {point.second}, seeds));
  }

  // From the best of the others: whichever makes the difference smallest.
  double difference(Picked seeds) const {
    double least = not_a_number;
    for (const auto& other : others_) {
      const double found = median(table_.at(paired_differences(own_, other), points_, seeds));
      if (!(found >= least)) least = found;
    }
    return least;
  }

  double ratio(Picked seeds) const {
    double largest = not_a_number;
    for (const auto& other : others_) {
      const double found = median(table_.at(other, points_, seeds));
      if (!(found <= largest)) largest = found;
    }
    return largest > 0 ? median(table_.at(own_, points_, seeds)) / largest : not_a_number;
  }

  double correlation(Picked seeds) const {
    std::vector<double> x, y;
    for (const auto& point : along_) {
      x.push_back(point.first);
      y.push_back(at(point, own_, seeds));
    }
    return spearman(x, y);
  }

  double marginal_ratio(Picked seeds) const {
    if (along_.size() < 3) return not_a_number;
    const auto slope = [&](std::size_t from, std::size_t until) {
      return (at(along_[until], own_, seeds) - at(along_[from], own_, seeds)) /
             (at(along_[until], cost_, seeds) - at(along_[from], cost_, seeds));
    };
    const double first = slope(0, 1);
    return first > 0 ? slope(along_.size() - 2, along_.size() - 1) / first : not_a_number;
  }

  double half_gone(Picked seeds) const {
    const std::uint32_t end = table_.data().courses()[course_].end_of_effort;
    double peak = 0;
    for (std::size_t i = 0; i < gains_.weeks.size(); ++i) {
      const double gain = median(table_.at(gains_.values[i], points_, seeds));
      if (gains_.weeks[i] <= end + 26) peak = std::max(peak, gain);
      if (gains_.weeks[i] > end && peak > 0 && gain <= peak / 2) return gains_.weeks[i] - end;
    }
    return peak > 0 && !gains_.weeks.empty() ? static_cast<double>(gains_.weeks.back() - end) : not_a_number;
  }

  const Table& table_;
  const PatternCheck& check_;
  bool known_ = false;
  std::size_t course_ = 0;
  std::vector<double> own_, cost_;
  std::vector<std::vector<double>> others_;
  std::vector<std::size_t> points_;
  std::vector<std::pair<double, std::size_t>> along_;
  Curves gains_;
};

bool within(const PatternCheck& check, double value) {
  return !std::isnan(value) && (!check.at_least || value >= *check.at_least) &&
         (!check.at_most || value <= *check.at_most);
}

std::string number(double value) {
  if (std::isnan(value)) return "–";
  const double size = std::fabs(value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

}  // namespace

std::optional<Pattern> pattern_of(const std::string& study_text) {
  const json study = json::parse(study_text, nullptr, false, true);
  if (!study.is_object() || !study.contains("pattern") || !study.at("pattern").is_object()) return std::nullopt;
  const json& entry = study.at("pattern");
  Pattern pattern{entry.value("id", ""), entry.value("says", ""), entry.value("source", ""), {}};
  for (const json& check : entry.value("checks", json::array()))
    if (check.is_object()) pattern.checks.push_back(read_check(check));
  return pattern;
}

std::vector<CheckResult> check_pattern(const Pattern& pattern, const ReportData& data) {
  const Table table(data);
  std::vector<std::size_t> all(table.seeds());
  for (std::size_t seed = 0; seed < all.size(); ++seed) all[seed] = seed;
  std::vector<CheckResult> results;
  for (const PatternCheck& check : pattern.checks) {
    const Measurement measure(table, check);
    CheckResult result{measure(all), {}, all.size()};
    result.interval = resampled_interval(all.size(), std::cref(measure), {0.95, 500, 1});
    result.passed = within(check, result.measured);
    const bool low_in = within(check, result.interval.low), high_in = within(check, result.interval.high);
    const bool beyond_low = check.at_least && result.interval.high < *check.at_least,
               beyond_high = check.at_most && result.interval.low > *check.at_most;
    result.clear = result.passed ? low_in && high_in : beyond_low || beyond_high;
    results.push_back(result);
  }
  return results;
}

std::string expected_words(const PatternCheck& check) {
  if (check.at_least && check.at_most) return fmt::format("{:g} to {:g}", *check.at_least, *check.at_most);
  if (check.at_least) return fmt::format("at least {:g}", *check.at_least);
  return check.at_most ? fmt::format("at most {:g}", *check.at_most) : "any";
}

std::string measured_words(const CheckResult& result) {
  if (std::isnan(result.measured)) return "not measurable";
  return fmt::format("{} ({} to {})", number(result.measured), number(result.interval.low),
                     number(result.interval.high));
}

}  // namespace mainstay::studies
