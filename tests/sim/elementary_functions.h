// The elementary functions with arguments to test them on: where the model uses them and far beyond, the same on every
// machine.
#pragma once

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "sim/elementary.h"
#include "sim/random.h"
#include "sim/snapshot.h"

namespace mainstay::tests {

struct Arguments {
  double x = 0, y = 0;
};

// Positive, from 2^-reach to 2^reach.
inline double drawn_size(sim::Stream& draws, double reach) {
  const double digits = 1 + draws.uniform();
  return std::ldexp(digits, static_cast<int>(std::floor(2 * reach * (draws.uniform() - 0.5))));
}
inline double drawn_between(sim::Stream& draws, double low, double high) {
  return low + (high - low) * draws.uniform();
}
inline Arguments drawn_angle(sim::Stream& draws) {
  const double most = draws.uniform() < 0.5 ? 7 : 1e5;
  return {drawn_between(draws, -most, most), 0};
}
// Half of them close to 1, where logarithms have few digits to lose.
inline Arguments drawn_for_log(sim::Stream& draws) {
  if (draws.uniform() < 0.5) return {drawn_size(draws, 1000), 0};
  const double nearness = drawn_size(draws, 40);
  return {1 + drawn_between(draws, -0.5, 0.5) / (1 + nearness), 0};
}

struct ElementaryFunction {
  std::string_view name;
  double (*value)(Arguments);
  Arguments (*draw)(sim::Stream&);
  double largest_error;  // as sim/elementary.h promises it
};

inline constexpr std::array<ElementaryFunction, 9> elementary_functions = {{
    {"exp", [](Arguments at) { return sim::exp(at.x); },
     [](sim::Stream& draws) {
       const double reach = draws.uniform() < 0.5 ? 7 : 708;
       return Arguments{drawn_between(draws, -reach, reach), 0};
     },
     0.51},
    {"log", [](Arguments at) { return sim::log(at.x); }, drawn_for_log, 0.51},
    {"log2", [](Arguments at) { return sim::log2(at.x); }, drawn_for_log, 0.51},
    {"pow", [](Arguments at) { return sim::pow(at.x, at.y); },
     [](sim::Stream& draws) {
       const double base = drawn_for_log(draws).x, reach = 700 / (0.01 + std::abs(sim::log(base)));
       return Arguments{base, drawn_between(draws, -reach, reach)};
     },
     1.5},
    {"sin", [](Arguments at) { return sim::sin(at.x); }, drawn_angle, 0.8},
    {"cos", [](Arguments at) { return sim::cos(at.x); }, drawn_angle, 0.8},
    {"tan", [](Arguments at) { return sim::tan(at.x); }, drawn_angle, 2.5},
    {"atan", [](Arguments at) { return sim::atan(at.x); },
     [](sim::Stream& draws) {
       const double size = drawn_size(draws, 20);
       return Arguments{draws.uniform() < 0.5 ? size : -size, 0};
     },
     1.5},
    {"atan2", [](Arguments at) { return sim::atan2(at.x, at.y); },
     [](sim::Stream& draws) {
       const double y = drawn_between(draws, -1, 1);
       return Arguments{y, drawn_between(draws, -1, 1)};
     },
     2},
}};

// Changes with any bit of fifty thousand values.
inline std::string digest(const ElementaryFunction& function) {
  sim::Stream draws(1, 0, 0, 0);
  std::vector<double> values;
  for (int k = 0; k < 50'000; ++k) values.push_back(function.value(function.draw(draws)));
  return sim::hash_text(sim::state_hash(values));
}

}  // namespace mainstay::tests
