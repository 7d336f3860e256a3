#include "studies/factor.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>

namespace mainstay::studies {

using scenarios::Json;

namespace {

double normal_between(const Factor& factor, double u) {
  const boost::math::normal_distribution<double> normal(factor.mean, factor.standard_deviation);
  const double below = cdf(normal, factor.low), above = cdf(normal, factor.high);
  const double p = below + u * (above - below);
  if (p <= 0 || p >= 1) return p <= 0 ? factor.low : factor.high;
  return std::clamp(quantile(normal, p), factor.low, factor.high);
}

void multiply_numbers(Json& value, double by) {
  if (value.is_number_integer()) {
    value = std::llround(value.get<double>() * by);
  } else if (value.is_number()) {
    value = value.get<double>() * by;
  } else if (value.is_structured()) {
    for (auto& inner : value) multiply_numbers(inner, by);
  }
}

}  // namespace

Json Factor::value_at(double u) const {
  if (!values.empty()) {
    const auto count = static_cast<double>(values.size());
    return values[static_cast<std::size_t>(std::clamp(std::floor(u * count), 0.0, count - 1))];
  }
  switch (distribution) {
    case Distribution::integer:
      return static_cast<std::int64_t>(std::min(high, low + std::floor(u * (high - low + 1))));
    case Distribution::log_uniform:
      return std::clamp(std::exp(std::log(low) + u * (std::log(high) - std::log(low))), low, high);
    case Distribution::triangular:
      return quantile(boost::math::triangular_distribution<double>(low, mode, high), u);
    case Distribution::normal:
      return normal_between(*this, u);
    case Distribution::uniform:
      break;
  }
  return low + u * (high - low);
}

void Factor::apply(const Json& value, Json& scenario) const {
  for (const std::string& pointer : pointers) {
    Json& place = scenario[Json::json_pointer(pointer)];
    if (multiply)
      multiply_numbers(place, value.get<double>());
    else
      place = value;
  }
}

}  // namespace mainstay::studies
