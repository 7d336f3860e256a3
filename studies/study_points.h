// The points of a study, as its results hold them: what was varied, and the value of every factor at every point.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "studies/elementary_effects.h"
#include "studies/results.h"

namespace mainstay::studies {

struct StudyFactor {
  std::string id;                  // JSON pointer
  std::string title;               // for people
  std::vector<std::string> names;  // of values that are texts, in the order of the study; empty for numbers
  double low = 0, high = 1;        // its range; of texts, their first and last place
  bool logarithmic = false;
};

class StudyPoints {
 public:
  explicit StudyPoints(const ResultsStore& store);

  const std::vector<StudyFactor>& factors() const { return factors_; }
  std::size_t size() const { return values_.size(); }
  // Place of a point among the rows, which are in order of point_id.
  std::size_t row_of(std::int64_t point_id) const { return rows_.at(point_id); }
  bool has(std::int64_t point_id) const { return rows_.contains(point_id); }

  // A row a point, a column a factor; of texts, their place in StudyFactor::names.
  const Matrix& values() const { return values_; }
  // Shares of each factor's range, [0, 1].
  Matrix shares() const;
  // A value of a factor as text.
  std::string text(std::size_t factor, double value) const;

 private:
  std::vector<StudyFactor> factors_;
  std::map<std::int64_t, std::size_t> rows_;
  Matrix values_;
};

}  // namespace mainstay::studies
