// A double for templates of other libraries (Boost.Random, Boost.Geometry): it computes as a double does, but the only
// elementary functions that accept it are those of sim/elementary.h. What would call the C library's does not compile.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <ostream>
#include <type_traits>

#include "sim/elementary.h"

namespace mainstay::sim {

template <class T>
concept Number = std::is_arithmetic_v<T>;

class Real {
 public:
  constexpr Real() = default;
  template <Number T>
  constexpr Real(T value) : value_(static_cast<double>(value)) {}

  template <Number T>
  explicit constexpr operator T() const {
    return static_cast<T>(value_);
  }

  constexpr Real operator-() const { return -value_; }
  constexpr Real operator+() const { return *this; }
  constexpr Real& operator+=(Real other) { return *this = *this + other; }
  constexpr Real& operator-=(Real other) { return *this = *this - other; }
  constexpr Real& operator*=(Real other) { return *this = *this * other; }
  constexpr Real& operator/=(Real other) { return *this = *this / other; }
  friend constexpr Real operator+(Real a, Real b) { return a.value_ + b.value_; }
  friend constexpr Real operator-(Real a, Real b) { return a.value_ - b.value_; }
  friend constexpr Real operator*(Real a, Real b) { return a.value_ * b.value_; }
  friend constexpr Real operator/(Real a, Real b) { return a.value_ / b.value_; }
  friend constexpr auto operator<=>(Real a, Real b) = default;

 private:
  double value_;  // without a first value, since Boost keeps such numbers in unions
};

inline double plain(Real x) {
  return static_cast<double>(x);
}

inline Real exp(Real x) {
  return exp(plain(x));
}
inline Real log(Real x) {
  return log(plain(x));
}
inline Real pow(Real x, Real y) {
  return pow(plain(x), plain(y));
}
inline Real sin(Real x) {
  return sin(plain(x));
}
inline Real cos(Real x) {
  return cos(plain(x));
}
inline Real tan(Real x) {
  return tan(plain(x));
}
inline Real atan(Real x) {
  return atan(plain(x));
}
inline Real acos(Real x) {
  return atan2(std::sqrt((1 - plain(x)) * (1 + plain(x))), plain(x));
}
inline Real atan2(Real y, Real x) {
  return atan2(plain(y), plain(x));
}
// Exact or correctly rounded by IEEE 754, in every library.
inline Real sqrt(Real x) {
  return std::sqrt(plain(x));
}
inline Real floor(Real x) {
  return std::floor(plain(x));
}
inline Real ceil(Real x) {
  return std::ceil(plain(x));
}
inline Real mod(Real x, Real y) {
  return std::fmod(plain(x), plain(y));
}
inline Real abs(Real x) {
  return std::abs(plain(x));
}
inline Real frexp(Real x, int* exponent) {
  return std::frexp(plain(x), exponent);
}
inline Real ldexp(Real x, int exponent) {
  return std::ldexp(plain(x), exponent);
}
inline Real fabs(Real x) {
  return std::abs(plain(x));
}

inline std::ostream& operator<<(std::ostream& out, Real x) {
  return out << plain(x);
}

}  // namespace mainstay::sim

template <>
class std::numeric_limits<mainstay::sim::Real> : public std::numeric_limits<double> {
 public:
  using Real = mainstay::sim::Real;
  static constexpr Real min() noexcept { return numeric_limits<double>::min(); }
  static constexpr Real max() noexcept { return numeric_limits<double>::max(); }
  static constexpr Real lowest() noexcept { return numeric_limits<double>::lowest(); }
  static constexpr Real epsilon() noexcept { return numeric_limits<double>::epsilon(); }
  static constexpr Real round_error() noexcept { return numeric_limits<double>::round_error(); }
  static constexpr Real infinity() noexcept { return numeric_limits<double>::infinity(); }
  static constexpr Real quiet_NaN() noexcept { return numeric_limits<double>::quiet_NaN(); }
  static constexpr Real signaling_NaN() noexcept { return numeric_limits<double>::signaling_NaN(); }
  static constexpr Real denorm_min() noexcept { return numeric_limits<double>::denorm_min(); }
};
