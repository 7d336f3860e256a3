#include "studies/report_text.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace mainstay::studies {

namespace {

constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                            "July",    "August",   "September", "October", "November", "December"};

// Three significant digits for small magnitudes, whole numbers for large ones.
int decimals_for(double largest) {
  if (largest >= 100) return 0;
  if (largest >= 10) return 1;
  return largest >= 1 ? 1 : 2;
}

}  // namespace

std::string escape(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') safe += c;
    }
  }
  return safe;
}

std::string readable(std::string_view identifier) {
  std::string text(identifier);
  for (char& c : text)
    if (c == '_') c = ' ';
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  if (text.size() > 4 && text.ends_with(" usd")) text.replace(text.size() - 4, 4, ", US$");
  return text;
}

std::string lower_first(std::string_view text) {
  std::string lowered(text);
  if (lowered.size() > 1 && std::islower(static_cast<unsigned char>(lowered[1])))
    lowered[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lowered[0])));
  return lowered;
}

std::string count_word(std::int64_t number) {
  constexpr std::array words{"no",    "one",   "two",  "three", "four",   "five",  "six",
                             "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  return number >= 0 && number < static_cast<std::int64_t>(words.size())
             ? words[static_cast<std::size_t>(number)]
             : with_thousands(static_cast<double>(number), 0);
}

std::string plural(double number, std::string_view noun) {
  return fmt::format("{} {}{}", with_thousands(number, 0), noun, number == 1 ? "" : "s");
}

std::string plural_words(std::int64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", count_word(number), noun, number == 1 ? "" : "s");
}

std::string with_thousands(double value, int decimals) {
  if (!std::isfinite(value)) return "–";
  std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  std::size_t point = digits.find('.');
  if (point == std::string::npos) point = digits.size();
  for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, ",");
  return value < 0 && !zero ? "−" + digits : digits;
}

Format::Format(std::string_view unit, double largest) {
  if (unit == "index") {
    scale_ = 100;
    unit_ = "points";
    decimals_ = largest * 100 >= 9.95 ? 0 : 1;
  } else if (unit == "share") {
    scale_ = 100;
    unit_ = "%";
    decimals_ = largest * 100 >= 9.95 ? 0 : 1;
  } else if (unit == "usd" || unit == "usd a week") {
    money_ = true;
    const bool billions = largest >= 1e9, millions = largest >= 1e6, thousands = largest >= 1e4;
    scale_ = billions ? 1e-9 : millions ? 1e-6 : thousands ? 1e-3 : 1;
    unit_ = billions ? "billion US$" : millions ? "million US$" : thousands ? "thousand US$" : "US$";
    if (unit != "usd") unit_ += " a week";
    decimals_ = scale_ == 1 ? 0 : decimals_for(largest * scale_);
  } else if (unit == "balance") {
    decimals_ = 2;
  } else {
    unit_ = unit;
    decimals_ = decimals_for(largest);
  }
}

std::string Format::plain(double value) const {
  return with_thousands(value * scale_, decimals_);
}

std::string Format::with_sign(double value) const {
  const std::string text = plain(value);
  return value > 0 && text.find_first_of("123456789") != std::string::npos ? "+" + text : text;
}

std::string Format::range(double low, double high) const {
  return plain(low) + " to " + plain(high);
}

std::string Format::with_unit(double value) const {
  const std::string text = plain(value);
  if (money_) {
    const auto space = unit_.find(' ');
    return space == std::string::npos ? "US$ " + text : "US$ " + text + " " + unit_.substr(0, space);
  }
  if (unit_ == "%") return text + " %";
  if (unit_ == "points" && text == "1") return "1 point";
  if (unit_ == "persons" && text == "1") return "1 person";
  return unit_.empty() ? text : text + " " + unit_;
}

Calendar::Calendar(std::string_view start_date) {
  int year = 0;
  unsigned month = 0, day = 0;
  if (std::sscanf(std::string(start_date).c_str(), "%d-%u-%u", &year, &month, &day) != 3) return;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  known_ = date.ok();
  if (known_) start_day_ = std::chrono::sys_days(date).time_since_epoch().count();
}

double Calendar::year(std::uint32_t week) const {
  if (!known_) return week / 52.0;
  const std::chrono::sys_days day{std::chrono::days(start_day_ + 7 * static_cast<std::int64_t>(week))};
  const std::chrono::year_month_day date(day);
  const auto begin = std::chrono::sys_days(date.year() / 1 / 1);
  return static_cast<int>(date.year()) +
         static_cast<double>((day - begin).count()) / (date.year().is_leap() ? 366 : 365);
}

std::string Calendar::date(std::uint32_t week) const {
  if (!known_) return fmt::format("week {}", week);
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days(start_day_ + 7 * static_cast<std::int64_t>(week))}};
  return fmt::format("{} {}", months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()));
}

std::string Calendar::year_text(std::uint32_t week) const {
  return known_ ? fmt::format("{}", static_cast<int>(year(week))) : fmt::format("year {}", week / 52 + 1);
}

std::string duration(std::uint32_t weeks) {
  if (weeks < 20) return plural_words(weeks, "week");
  if (weeks < 33) return "half a year";
  return plural_words((weeks + 26) / 52, "year");
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return text;
}

std::string bold(const std::string& text) {
  return "<b>" + text + "</b>";
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace mainstay::studies
