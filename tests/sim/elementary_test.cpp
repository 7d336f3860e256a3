// The bits of elementary functions, held against known answers; tests/sim/elementary_errors_test.cpp holds their errors
// against MPFR where that is installed.
#include "sim/elementary.h"

#include <cmath>
#include <limits>
#include <map>

#include "tests/catch.h"
#include "tests/sim/elementary_functions.h"

using namespace mainstay;

TEST_CASE("elementary functions give the same bits everywhere") {
  const std::map<std::string_view, std::string> known = {
      {"exp", "e03775ce3a593bf9"}, {"log", "dceb0812f9d2a5d5"},  {"log2", "9c442f44457c428c"},
      {"pow", "2894698c41f0577d"}, {"sin", "a7ef55833d349df1"},  {"cos", "a8a46eea5133b8b4"},
      {"tan", "de29a13b0fd734b7"}, {"atan", "f84ee3490abcf984"}, {"atan2", "263e83bdb713509c"},
  };
  for (const tests::ElementaryFunction& function : tests::elementary_functions) {
    INFO(function.name);
    CHECK(tests::digest(function) == known.at(function.name));
  }
}

TEST_CASE("elementary functions know the ends of their range") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  CHECK(sim::exp(0) == 1);
  CHECK(sim::exp(709.78) < infinity);
  CHECK(sim::exp(709.79) == infinity);
  CHECK(sim::exp(infinity) == infinity);
  CHECK(sim::exp(-745.1) > 0);
  CHECK(sim::exp(-746) == 0);
  CHECK(sim::exp(-infinity) == 0);
  CHECK(sim::log(1) == 0);
  CHECK(sim::log(0) == -infinity);
  CHECK(sim::log(infinity) == infinity);
  CHECK(std::isnan(sim::log(-1)));
  CHECK(sim::log2(0) == -infinity);
  for (int power = -1074; power < 1024; ++power) CHECK(sim::log2(std::ldexp(1.0, power)) == power);
  double tens = 1;
  for (int power = 0; power <= 22; ++power, tens *= 10) CHECK(sim::pow(10, power) == tens);
  CHECK(sim::pow(0, 2) == 0);
  CHECK(sim::pow(0, -2) == infinity);
  CHECK(sim::pow(0, 0) == 1);
  CHECK(sim::pow(nothing, 0) == 1);
  CHECK(sim::pow(infinity, -1) == 0);
  CHECK(sim::pow(infinity, 0.5) == infinity);
  CHECK(sim::pow(2, 1024) == infinity);
  CHECK(sim::pow(2, -1080) == 0);
  CHECK(sim::pow(0.5, 1e300) == 0);
  CHECK(sim::pow(1 + 0x1p-52, 1e300) == infinity);
  CHECK(sim::pow(5, 1e-300) == 1);
  CHECK(std::isnan(sim::pow(-2, 2)));
  CHECK(sim::sin(0) == 0);
  CHECK(sim::cos(0) == 1);
  CHECK(std::isnan(sim::sin(2e5)));
  CHECK(std::isnan(sim::cos(infinity)));
  CHECK(sim::atan(infinity) == std::atan(infinity));
  CHECK(sim::atan2(0, -1) == std::atan2(0, -1));
  CHECK(sim::atan2(-0.0, -1) == std::atan2(-0.0, -1));
  CHECK(sim::atan2(0, 1) == 0);
  CHECK(sim::atan2(1, 0) == std::atan2(1, 0));
  CHECK(sim::atan2(-1, 0) == std::atan2(-1, 0));
  CHECK(sim::atan2(infinity, infinity) == std::atan2(infinity, infinity));
  for (const auto function : {sim::exp, sim::log, sim::log2, sim::sin, sim::cos, sim::tan, sim::atan})
    CHECK(std::isnan(function(nothing)));
}
