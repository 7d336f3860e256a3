#include "studies/study_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "studies/report_text.h"

namespace mainstay::studies {

namespace {

using nlohmann::json;

// "/governments/MLI/will" -> "MLI: will"; parameters go by their own name.
std::string title_of(const std::string& pointer) {
  const std::size_t last = pointer.rfind('/');
  if (last == std::string::npos) return readable(pointer);
  const std::string name = readable(pointer.substr(last + 1));
  const std::size_t before = last == 0 ? std::string::npos : pointer.rfind('/', last - 1);
  if (before == std::string::npos || pointer.starts_with("/parameters/")) return name;
  return pointer.substr(before + 1, last - before - 1) + ": " + lower_first(name);
}

std::string plain_text(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// Without a description, a factor is known from its points only.
StudyFactor described(const json& entry) {
  StudyFactor factor;
  factor.id = entry.value("factor", "");
  factor.title = entry.value("title", "");
  factor.logarithmic = entry.value("distribution", "") == "log_uniform";
  factor.low = entry.value("low", std::numeric_limits<double>::infinity());
  factor.high = entry.value("high", -std::numeric_limits<double>::infinity());
  const json values = entry.value("values", json::array());
  if (std::any_of(values.begin(), values.end(), [](const json& value) { return !value.is_number(); }))
    for (const json& value : values) factor.names.push_back(plain_text(value));
  return factor;
}

std::vector<StudyFactor> described_factors(const ResultsStore& store) {
  std::vector<StudyFactor> factors;
  const json entries = json::parse(store.provenance("factors", "[]"), nullptr, false);
  if (entries.is_array())
    for (const json& entry : entries)
      if (entry.is_object()) factors.push_back(described(entry));
  return factors;
}

}  // namespace

StudyPoints::StudyPoints(const ResultsStore& store) : factors_(described_factors(store)) {
  const auto all = store.points();
  const auto column = [&](const std::string& id) {
    const auto known = std::find_if(factors_.begin(), factors_.end(), [&](const auto& f) { return f.id == id; });
    if (known != factors_.end()) return static_cast<std::size_t>(known - factors_.begin());
    factors_.push_back({id, "", {}, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
    return factors_.size() - 1;
  };
  for (const PointRow& row : all) column(row.factor);
  for (const PointRow& row : all) {
    const auto [place, added] = rows_.try_emplace(row.point_id, values_.size());
    if (added) values_.emplace_back(factors_.size(), std::numeric_limits<double>::quiet_NaN());
    const std::size_t f = column(row.factor);
    StudyFactor& factor = factors_[f];
    double value = 0;
    if (const auto* name = std::get_if<std::string>(&row.value)) {
      auto known = std::find(factor.names.begin(), factor.names.end(), *name);
      if (known == factor.names.end()) known = factor.names.insert(known, *name);
      value = static_cast<double>(known - factor.names.begin());
    } else {
      value = std::get<double>(row.value);
    }
    values_[place->second][f] = value;
    factor.low = std::min(factor.low, value);
    factor.high = std::max(factor.high, value);
  }
  for (StudyFactor& factor : factors_)
    if (factor.title.empty()) factor.title = title_of(factor.id);
}

Matrix StudyPoints::shares() const {
  Matrix shares = values_;
  for (auto& row : shares)
    for (std::size_t f = 0; f < row.size(); ++f) {
      const StudyFactor& factor = factors_[f];
      const bool logarithmic = factor.logarithmic && factor.low > 0;
      const auto place = [&](double value) { return logarithmic ? std::log(value) : value; };
      const double width = place(factor.high) - place(factor.low);
      row[f] = width > 0 ? (place(row[f]) - place(factor.low)) / width : 0.5;
    }
  return shares;
}

std::string StudyPoints::text(std::size_t factor, double value) const {
  const StudyFactor& about = factors_[factor];
  if (!about.names.empty()) {
    const auto place =
        static_cast<std::size_t>(std::clamp(std::round(value), 0.0, static_cast<double>(about.names.size() - 1)));
    return about.names[place];
  }
  // Three significant digits of the range.
  const double size = std::max(std::fabs(about.low), std::fabs(about.high));
  const int decimals = size > 0 ? std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 6) : 0;
  return with_thousands(value, decimals);
}

}  // namespace mainstay::studies
