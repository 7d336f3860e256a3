#include "studies/factor.h"

#include <algorithm>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>

#include "agents/numeric.h"
#include "sim/real.h"
#include "studies/truncated_normal.h"

namespace mainstay::studies {

using scenarios::Json;

namespace {

// What is sampled becomes part of a world, so its bits are the same everywhere.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

void multiply_numbers(Json& value, double by) {
  constexpr double most_whole = 9e18;  // more is no whole number of 64 bits
  if (value.is_number_integer() && std::fabs(value.get<double>() * by) < most_whole) {
    value = agents::rounded(value.get<double>() * by);
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
      return std::clamp(sim::exp(sim::log(low) + u * (sim::log(high) - sim::log(low))), low, high);
    case Distribution::triangular:
      return plain(quantile(boost::math::triangular_distribution<sim::Real, Policy>(low, mode, high), sim::Real(u)));
    case Distribution::normal:
      return truncated_normal_quantile(u, mean, standard_deviation, low, high);
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
