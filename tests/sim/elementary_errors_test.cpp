// How far elementary functions are from the truth, in units in the last place: MPFR knows it to 200 bits.
#include <mpfr.h>

#include <cmath>
#include <map>

#include "tests/catch.h"
#include "tests/sim/elementary_functions.h"

using namespace mainstay;

namespace {

class Exact {
 public:
  explicit Exact(double value = 0) {
    mpfr_init2(number_, 200);
    mpfr_set_d(number_, value, MPFR_RNDN);
  }
  ~Exact() { mpfr_clear(number_); }
  Exact(const Exact&) = delete;
  Exact& operator=(const Exact&) = delete;

  mpfr_ptr get() { return number_; }

  // Distance of `value` from this number, in units of the last place that this number has as a double.
  double error_of(double value) {
    const double rounded = mpfr_get_d(number_, MPFR_RNDN);
    int exponent = 0;
    std::frexp(rounded, &exponent);
    Exact distance;
    mpfr_sub_d(distance.get(), number_, value, MPFR_RNDN);
    return std::abs(std::ldexp(mpfr_get_d(distance.get(), MPFR_RNDN), 53 - std::max(exponent, -1021)));
  }

 private:
  mpfr_t number_;
};

void set_exactly(Exact& result, std::string_view function, tests::Arguments at) {
  using One = int (*)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
  static const std::map<std::string_view, One> functions = {{"exp", mpfr_exp},  {"log", mpfr_log}, {"log2", mpfr_log2},
                                                            {"sin", mpfr_sin},  {"cos", mpfr_cos}, {"tan", mpfr_tan},
                                                            {"atan", mpfr_atan}};
  Exact x(at.x), y(at.y);
  if (function == "pow")
    mpfr_pow(result.get(), x.get(), y.get(), MPFR_RNDN);
  else if (function == "atan2")
    mpfr_atan2(result.get(), x.get(), y.get(), MPFR_RNDN);
  else
    functions.at(function)(result.get(), x.get(), MPFR_RNDN);
}

}  // namespace

TEST_CASE("errors of elementary functions stay within what is promised") {
  Exact truth;
  for (const tests::ElementaryFunction& function : tests::elementary_functions) {
    sim::Stream draws(2, 0, 0, 0);
    double worst = 0;
    for (int k = 0; k < 20'000; ++k) {
      const tests::Arguments at = function.draw(draws);
      set_exactly(truth, function.name, at);
      if (!(std::abs(mpfr_get_d(truth.get(), MPFR_RNDN)) >= 0x1p-1000)) continue;  // subnormals lose digits
      worst = std::max(worst, truth.error_of(function.value(at)));
    }
    INFO(function.name << ": " << worst << " units in the last place");
    CHECK(worst <= function.largest_error);
    CHECK(worst > 0.4);  // or nothing was tried
  }
}
