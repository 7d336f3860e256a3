#include "sim/elementary.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

// What a double cannot hold goes into a second one (Dekker 1971); logarithms are worked out to some 62 bits, so that
// rounding to double is nearly all that is lost. Tables are computed by the compiler, from their definitions.
namespace mainstay::sim {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

// The sum of both; |low| is at most half a unit in the last place of high.
struct Pair {
  double high, low;
};

// Exact, if |a| >= |b|.
constexpr Pair sum_of_ordered(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}
constexpr Pair exact_sum(double a, double b) {
  const double sum = a + b, part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}
// Exact, as long as nothing overflows or becomes subnormal.
constexpr Pair exact_product(double a, double b) {
  constexpr double splitter = 0x1p27 + 1;
  const double a_scaled = splitter * a, b_scaled = splitter * b;
  const double a_high = a_scaled - (a_scaled - a), b_high = b_scaled - (b_scaled - b);
  const double a_low = a - a_high, b_low = b - b_high;
  const double product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}
constexpr Pair add(Pair a, Pair b) {
  const Pair high = exact_sum(a.high, b.high), low = exact_sum(a.low, b.low);
  const Pair sum = sum_of_ordered(high.high, high.low + low.high);
  return sum_of_ordered(sum.high, sum.low + low.low);
}
constexpr Pair multiply(Pair a, Pair b) {
  const Pair product = exact_product(a.high, b.high);
  return sum_of_ordered(product.high, product.low + (a.high * b.low + a.low * b.high));
}
constexpr Pair divide(Pair a, Pair b) {
  const double first = a.high / b.high;
  const Pair rest = add(a, multiply(b, {-first, 0}));
  const double second = rest.high / b.high;
  const Pair last = add(rest, multiply(b, {-second, 0}));
  return add(sum_of_ordered(first, second), {last.high / b.high, 0});
}

// Series for the tables, to some 100 bits.
constexpr Pair table_exp(Pair x) {
  Pair sum{1, 0};
  for (int n = 30; n > 0; --n) sum = add({1, 0}, divide(multiply(x, sum), {static_cast<double>(n), 0}));
  return sum;
}
constexpr Pair table_log_of_inverse(double v) {  // log(1 / v) = 2 atanh(w)
  const Pair w = divide({1 - v, 0}, exact_sum(1, v)), square = multiply(w, w);
  Pair sum{0, 0};
  for (int n = 45; n > 0; n -= 2) sum = add(divide({1, 0}, {static_cast<double>(n), 0}), multiply(square, sum));
  return multiply({2, 0}, multiply(w, sum));
}
constexpr Pair table_atan(double x) {  // Euler's series
  const Pair y = divide({x * x, 0}, {1 + x * x, 0});
  Pair sum{1, 0};
  for (int n = 110; n > 0; --n) sum = add({1, 0}, multiply(multiply(y, divide({2.0 * n, 0}, {2.0 * n + 1, 0})), sum));
  return multiply(divide({x, 0}, {1 + x * x, 0}), sum);
}

// log 2 = first + second, 2^-96 left over; whole multiples of `first` up to 2^11 are exact.
constexpr double log2_first = 0x1.62e42fefa38p-1, log2_second = 0x1.ef35793c7673p-45;
constexpr Pair one_by_log2 = {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56};

// exp works in steps of log 2 / 128.
constexpr int exp_steps = 128;
constexpr double steps_by_log2 = 0x1.71547652b82fep+7;
constexpr double step_first = 0x1.62e42fef8p-8, step_second = 0x1.1cf79abc9e3b4p-43;  // multiples up to 2^18 are exact
constexpr auto exp_table = [] {
  std::array<Pair, exp_steps> table{};
  constexpr Pair log2_pair = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
  for (int i = 0; i < exp_steps; ++i)
    table[static_cast<std::size_t>(i)] = table_exp(multiply(log2_pair, {i / double{exp_steps}, 0}));
  return table;
}();

// log divides by the nearest 1/128th to its argument in [0.7, 1.42); the inverse has so few bits that nothing is lost.
constexpr int log_first = 90, log_last = 182;
struct LogStep {
  double inverse;
  Pair log;
};
constexpr auto log_table = [] {
  std::array<LogStep, log_last - log_first + 1> table{};
  for (int i = log_first; i <= log_last; ++i) {
    const int inverse = (128 * 2048 + i / 2) / i;  // in 1/2048
    const double v = inverse / 2048.0;
    table[static_cast<std::size_t>(i - log_first)] = {v, table_log_of_inverse(v)};
  }
  return table;
}();

constexpr int atan_steps = 16;
constexpr auto atan_table = [] {
  std::array<Pair, atan_steps + 1> table{};
  for (int i = 0; i <= atan_steps; ++i) table[static_cast<std::size_t>(i)] = table_atan(i / double{atan_steps});
  return table;
}();

constexpr double to_whole = 0x1.8p52;  // adding and taking it away rounds to the nearest whole number

double power_of_two(std::int64_t exponent) {  // -1022 ... 1023
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

// exp of the sum of both, where neither it nor its parts leave the range of normal numbers.
[[gnu::always_inline]] inline double exp_in_range(double x, double rest) {
  const double shifted = x * steps_by_log2 + to_whole, steps = shifted - to_whole;
  const double r = (x - steps * step_first) - steps * step_second + rest;
  const double more = r * r * (0.5 + r * (1 / 6.0 + r * (1 / 24.0 + r * (1 / 120.0 + r * (1 / 720.0)))));
  const auto whole = static_cast<std::int32_t>(std::bit_cast<std::uint64_t>(shifted));
  const Pair& start = exp_table[static_cast<std::size_t>(whole & (exp_steps - 1))];
  return (start.high + (start.low + start.high * (r + more))) * power_of_two(whole >> 7);
}

// The same at the ends of the range of doubles, and beyond.
[[gnu::noinline]] double far_exp(double x, double rest) {
  if (!(x < 709.8)) return x >= 709.8 ? infinity : x;
  if (x < -745.2) return 0;
  // A hundred doublings more or less lose no digit.
  constexpr double hundred = 100 * log2_first, hundred_rest = 100 * log2_second;
  return x > 0 ? exp_in_range(x - hundred, rest - hundred_rest) * 0x1p100
               : exp_in_range(x + hundred, rest + hundred_rest) * 0x1p-100;
}

[[gnu::always_inline]] inline double exp_of(double x, double rest) {
  return std::abs(x) < 690 ? exp_in_range(x, rest) : far_exp(x, rest);
}

// A positive, finite number as 2^doublings * (1 + r) / step.inverse, exactly.
struct Reduced {
  double doublings;
  const LogStep& step;
  Pair r;
};
[[gnu::always_inline]] inline Reduced reduced(double x) {
  std::int64_t doublings = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    doublings = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t above = bits - std::bit_cast<std::uint64_t>(0.70710678118654752);
  doublings += static_cast<std::int64_t>(above) >> 52;
  const std::uint64_t z_bits = bits - (above & 0xfff0'0000'0000'0000);
  const auto z = std::bit_cast<double>(z_bits), z_high = std::bit_cast<double>(z_bits & 0xffff'ffff'f800'0000);
  const LogStep& step = log_table[static_cast<std::size_t>(static_cast<int>(z * 128 + 0.5) - log_first)];
  return {static_cast<double>(doublings), step, sum_of_ordered(z_high * step.inverse - 1, (z - z_high) * step.inverse)};
}

// To some 62 bits.
[[gnu::always_inline]] inline Pair log_of(double x) {
  const Reduced number = reduced(x);
  const double r = number.r.high;
  const Pair a = sum_of_ordered(number.doublings * log2_first, number.step.log.high), b = sum_of_ordered(a.high, r);
  const double more =
      r * r * (-0.5 + r * (1 / 3.0 - r * (1 / 4.0 - r * (1 / 5.0 - r * (1 / 6.0 - r * (1 / 7.0 - r * (1 / 8.0)))))));
  return sum_of_ordered(b.high,
                        a.low + b.low + (number.doublings * log2_second + number.step.log.low + number.r.low) + more);
}

// Quarter turns, and what is left: at most an eighth of a turn to either side.
struct Angle {
  std::int64_t quarters;
  Pair rest;
};
constexpr double largest_angle = 1e5;

Angle angle_of(double x) {
  constexpr double quarters_by_radian = 0x1.45f306dc9c883p-1;
  constexpr double first = 0x1.921fb544p+0, second = 0x1.0b4611a6p-34, third = 0x1.3198a2e037073p-69;
  const double quarters = (x * quarters_by_radian + to_whole) - to_whole;
  const Pair rest = exact_sum(x - quarters * first, -quarters * second);
  const Pair whole = sum_of_ordered(rest.high, rest.low - quarters * third);
  return {static_cast<std::int64_t>(quarters), whole};
}

double sin_of(Pair x) {
  const double h = x.high, s = h * h;
  const double cubes =
      -1 / 6.0 +
      s * (1 / 120.0 +
           s * (-1 / 5040.0 + s * (1 / 362880.0 + s * (-1 / 39916800.0 +
                                                       s * (1 / 6227020800.0 + s * (-1 / 1307674368000.0 +
                                                                                    s * (1 / 355687428096000.0)))))));
  return h + (s * h * cubes + x.low * (1 - 0.5 * s));
}

double cos_of(Pair x) {
  const double h = x.high, s = h * h, half = 0.5 * s, start = 1 - half;
  const double fourths =
      1 / 24.0 +
      s * (-1 / 720.0 +
           s * (1 / 40320.0 + s * (-1 / 3628800.0 + s * (1 / 479001600.0 + s * (-1 / 87178291200.0 +
                                                                                s * (1 / 20922789888000.0 -
                                                                                     s * (1 / 6402373705728000.0)))))));
  return start + (((1 - start) - half) + (s * s * fourths - h * x.low));
}

// atan of a number in [0, 1].
double small_atan(double x) {
  const auto step = static_cast<int>(x * atan_steps + 0.5);
  const double c = step / double{atan_steps}, t = (x - c) / (1 + x * c), s = t * t;
  const double cubes = -1 / 3.0 + s * (1 / 5.0 + s * (-1 / 7.0 + s * (1 / 9.0 + s * (-1 / 11.0 + s * (1 / 13.0)))));
  const Pair& start = atan_table[static_cast<std::size_t>(step)];
  return start.high + (t + (start.low + t * s * cubes));
}

constexpr Pair half_pi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};

}  // namespace

double exp(double x) {
  return exp_of(x, 0);
}

double log(double x) {
  if (x > 0 && x < infinity) return log_of(x).high;
  return x == 0 ? -infinity : (x < 0 ? not_a_number : x);
}

double log2(double x) {
  if (!(x > 0 && x < infinity)) return log(x);
  return multiply(log_of(x), one_by_log2).high;
}

double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (std::isnan(x) || std::isnan(y) || x < 0) return not_a_number;
  if (x == 0 || x == infinity) return (x == 0) == (y < 0) ? infinity : 0;
  const Pair log = log_of(x);
  const double about = y * log.high;
  if (!(std::abs(about) < 750)) return about > 0 ? infinity : 0;
  if (std::abs(about) < 0x1p-60) return 1 + about;
  const Pair product = exact_product(y, log.high);
  return exp_of(product.high, product.low + y * log.low);
}

double sin(double x) {
  if (!(std::abs(x) <= largest_angle)) return not_a_number;
  const Angle angle = angle_of(x);
  const double value = angle.quarters & 1 ? cos_of(angle.rest) : sin_of(angle.rest);
  return angle.quarters & 2 ? -value : value;
}

double cos(double x) {
  if (!(std::abs(x) <= largest_angle)) return not_a_number;
  const Angle angle = angle_of(x);
  const double value = angle.quarters & 1 ? sin_of(angle.rest) : cos_of(angle.rest);
  return (angle.quarters + 1) & 2 ? -value : value;
}

double tan(double x) {
  if (!(std::abs(x) <= largest_angle)) return not_a_number;
  const Angle angle = angle_of(x);
  const double s = sin_of(angle.rest), c = cos_of(angle.rest);
  return angle.quarters & 1 ? -c / s : s / c;
}

double atan(double x) {
  if (std::isnan(x)) return not_a_number;
  const double size = std::abs(x);
  if (size <= 1) return std::copysign(small_atan(size), x);
  return std::copysign(half_pi.high + (half_pi.low - small_atan(1 / size)), x);
}

double atan2(double y, double x) {
  if (std::isnan(x) || std::isnan(y)) return not_a_number;
  const double up = std::abs(y), right = std::abs(x);
  double angle = 0;
  if (up > right)
    angle = half_pi.high + (half_pi.low - small_atan(right / up));
  else if (right > 0)
    angle = right == infinity && up == infinity ? half_pi.high / 2 : small_atan(up / right);
  if (std::signbit(x)) angle = 2 * half_pi.high + (2 * half_pi.low - angle);
  return std::copysign(angle, y);
}

}  // namespace mainstay::sim
