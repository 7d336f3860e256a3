// What a pattern check computes from a study's results, for all seeds or for any resample of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "studies/evaluation_lab.h"
#include "studies/pattern_check.h"
#include "studies/study_points.h"

namespace mainstay::studies {

using PickedSeeds = std::span<const std::size_t>;

// A study's outcomes by point and seed, so that seeds can be resampled as a whole: they are shared by all points and
// courses of action.
class PatternTable {
 public:
  explicit PatternTable(const ReportData& data);

  const ReportData& data() const { return data_; }
  std::size_t seeds() const { return seeds_.size(); }
  std::optional<std::size_t> course(const std::string& id) const;    // also "twin"
  double factor_at(std::size_t point, const std::string& id) const;  // not a number where the factor is unknown
  std::vector<std::size_t> points_where(const std::map<std::string, double>& where) const;
  // The values, one a pair, at some points and seeds.
  std::vector<double> at(const std::vector<double>& by_pair, const std::vector<std::size_t>& points,
                         PickedSeeds seeds) const;

 private:
  static constexpr std::size_t none_ = static_cast<std::size_t>(-1);
  const ReportData& data_;
  StudyPoints points_;
  std::vector<std::uint64_t> seeds_;
  std::vector<std::int64_t> point_ids_;
  std::vector<std::vector<std::size_t>> pair_;  // by point and seed
};

// What a check needs of the results, looked up once for all resamples. Both are kept by reference.
class PatternMeasurement {
 public:
  PatternMeasurement(const PatternTable& table, const PatternCheck& check);
  double operator()(PickedSeeds seeds) const;  // not a number where the results cannot say
  std::size_t seeds() const;                   // that have what it is made of

 private:
  using Along = std::pair<double, std::size_t>;  // value of the factor, and the point that has it

  double at(const Along& point, const std::vector<double>& values, PickedSeeds seeds) const;
  double level(const Along& point, PickedSeeds seeds) const;
  double difference(PickedSeeds seeds) const;
  double ratio(PickedSeeds seeds) const;
  double correlation(PickedSeeds seeds) const;
  double marginal_ratio(PickedSeeds seeds) const;
  double half_gone(PickedSeeds seeds) const;
  double share_above(const std::vector<double>& values) const;
  double per(const std::vector<double>& outcome, const std::vector<double>& per, PickedSeeds seeds) const;
  double per_ratio(PickedSeeds seeds) const;
  double error_of(std::string_view method, PickedSeeds seeds) const;
  void read_evaluation();

  const PatternTable& table_;
  const PatternCheck& check_;
  bool known_ = false;
  std::size_t course_ = 0;
  std::vector<double> own_, cost_, per_;
  std::vector<std::vector<double>> others_, others_per_;
  std::vector<std::size_t> points_;
  std::vector<Along> along_;
  Curves gains_;
  std::vector<EvaluationReports> evaluation_;  // by pair
};

}  // namespace mainstay::studies
