// The elementary functions of everything that enters state. The C library's choose their instructions by processor and
// change with its version; these are plain IEEE 754 operations in a fixed order, so their bits are the same everywhere.
// The errors named here are in units in the last place; tests/sim/elementary_errors_test.cpp holds them against MPFR.
#pragma once

namespace mainstay::sim {

double exp(double x);              // 0.51, unless the result is subnormal
double log(double x);              // 0.51
double log2(double x);             // 0.51; exact for powers of two
double pow(double x, double y);    // 1.5, as exp; not a number for x below zero, even where y is whole
double sin(double x);              // 0.8 for at most 100,000 radians; not a number beyond
double cos(double x);              // as sin
double tan(double x);              // 2.5, as sin
double atan(double x);             // 1.5
double atan2(double y, double x);  // 2

}  // namespace mainstay::sim
