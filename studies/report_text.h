// Words and numbers as reports print them: sensible rounding, units, plurals, dates; text made safe for HTML.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::studies {

std::string escape(std::string_view text);                             // for HTML text and attributes
std::string readable(std::string_view identifier);                     // "surge_only" -> "Surge only"
std::string lower_first(std::string_view text);                        // unless the first word is all capitals
std::string count_word(std::int64_t number);                           // "three"; digits above twelve
std::string plural(double number, std::string_view noun);              // "1 seed", "20 seeds"; whole numbers
std::string plural_words(std::int64_t number, std::string_view noun);  // "one seed", "three seeds"
std::string with_thousands(double value, int decimals);                // "1,234.5", with a true minus sign

template <std::integral Number>
std::string plural(Number number, std::string_view noun) {
  return plural(static_cast<double>(number), noun);
}

// How the values of one measure or outcome are shown: scale, decimals and unit are chosen once for all values that
// stand together, so that they can be compared at a glance.
class Format {
 public:
  // `unit` as stored; `largest` is the greatest magnitude among the values that are shown together.
  Format(std::string_view unit, double largest);

  double scaled(double value) const { return value * scale_; }
  std::string plain(double value) const;             // "24"
  std::string with_sign(double value) const;         // "+24", "−24", "0"
  std::string range(double low, double high) const;  // "19 to 28"
  std::string with_unit(double value) const;         // "24 points", "1 point", "US$ 27.0 million"
  // The unit as a column's or an axis' heading: "points", "million US$", "%".
  const std::string& unit() const { return unit_; }

 private:
  double scale_ = 1;
  int decimals_ = 0;
  std::string unit_;
  bool money_ = false;
};

// Dates of weeks counted from the start date of a scenario.
class Calendar {
 public:
  explicit Calendar(std::string_view start_date);  // "YYYY-MM-DD"; weeks are counted as years where it is missing
  bool known() const { return known_; }
  double year(std::uint32_t week) const;            // 2023.02
  std::string date(std::uint32_t week) const;       // "June 2026", or "week 130"
  std::string year_text(std::uint32_t week) const;  // "2026", or "year 3"

 private:
  bool known_ = false;
  std::int64_t start_day_ = 0;  // days since 1970-01-01
};

// "eight years", "half a year", "six weeks"
std::string duration(std::uint32_t weeks);

// "A", "A and B", "A, B and C"
std::string listed(const std::vector<std::string>& items);

// As HTML; `text` is escaped already.
std::string bold(const std::string& text);
// With a capital first letter (ASCII).
std::string capitalised(std::string text);

}  // namespace mainstay::studies
