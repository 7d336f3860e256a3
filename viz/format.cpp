#include "viz/format.h"

#include <fmt/core.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace mainstay::viz {

using namespace agents;
namespace chrono = std::chrono;

namespace {

const MeasureDescription& description(Measure m) {
  return measure_descriptions[measure(m)];
}

std::string with_minus(std::string text) {
  if (!text.empty() && text[0] == '-') text = "\u2212" + text.substr(1);
  return text;
}

std::string short_number(double value) {
  const double size = std::abs(value);
  if (size >= 9.995e9) return fmt::format("{:.0f} bn", value / 1e9);
  if (size >= 9.995e8) return fmt::format("{:.1f} bn", value / 1e9);
  if (size >= 9.95e6) return fmt::format("{:.0f} M", value / 1e6);
  if (size >= 9.995e5) return fmt::format("{:.1f} M", value / 1e6);
  if (size >= 9950) return fmt::format("{:.0f} k", value / 1e3);
  if (size >= 999.5) return fmt::format("{:.1f} k", value / 1e3);
  if (size >= 9.95 || size == 0) return fmt::format("{:.0f}", value);
  return fmt::format("{:.1f}", value);
}

chrono::sys_days day_of(const std::string& start_date, Week week) {
  int year = 2000;
  unsigned month = 1, day = 1;
  std::sscanf(start_date.c_str(), "%d-%u-%u", &year, &month, &day);
  return chrono::sys_days(chrono::year(year) / static_cast<int>(month) / static_cast<int>(day)) +
         chrono::days(7 * static_cast<int>(week));
}

std::string shown(Measure m, double value, bool sign) {
  const auto& d = description(m);
  const double scaled = value * shown_factor(m);
  std::string text;
  if (d.unit == "index" || d.unit == "share") {
    const bool fine = sign && std::abs(scaled) < 9.95;
    text = fine ? fmt::format("{:.1f}", scaled) : fmt::format("{:.0f}", scaled);
  } else if (d.unit == "-1 to 1") {
    text = fmt::format("{:.2f}", scaled);
    sign = true;
  } else {
    text = short_number(scaled);
  }
  if (text == "-0" || text == "-0.0" || text == "-0.00") text.erase(0, 1);
  if (sign && text[0] != '-' && text != "0" && text != "0.0" && text != "0.00") text = "+" + text;
  return with_minus(text);
}

}  // namespace

double shown_factor(Measure m) {
  return description(m).unit == "index" || description(m).unit == "share" ? 100 : 1;
}

std::string value_text(Measure m, double value) {
  return shown(m, value, false);
}
std::string change_text(Measure m, double change) {
  return shown(m, change, true);
}

std::string step_text(Measure m, double value, double step) {
  const double scaled = value * shown_factor(m), apart = std::abs(step * shown_factor(m));
  double unit = 1;
  std::string_view suffix;
  for (const auto& [size, name] : {std::pair<double, std::string_view>{1e3, " k"}, {1e6, " M"}, {1e9, " bn"}})
    if (std::max(std::abs(scaled), apart) >= size) unit = size, suffix = name;
  int decimals = 0;
  for (double rest = apart / unit; decimals < 3 && std::abs(rest - std::round(rest)) > 1e-6 * rest; rest *= 10)
    ++decimals;
  std::string text = fmt::format("{:.{}f}", scaled / unit, decimals);
  if (std::strtod(text.c_str(), nullptr) == 0) return "0";
  if (description(m).unit == "-1 to 1" && text[0] != '-') text = "+" + text;
  return with_minus(text) + std::string(suffix);
}

std::string unit_text(Measure m) {
  const auto unit = description(m).unit;
  if (unit == "index") return "points, 0 to 100";
  if (unit == "share") return "per cent";
  if (unit == "usd") return "US$";
  return std::string(unit);
}

std::string short_title(Measure m) {
  const auto title = description(m).title;
  return std::string(title.substr(0, title.find(',')));
}

std::string people_text(double persons) {
  return short_number(persons);
}
std::string usd_text(double usd) {
  return with_minus(short_number(usd)) + " US$";
}

std::string date_text(const std::string& start_date, Week week) {
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const chrono::year_month_day date(day_of(start_date, week));
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

std::string month_text(const std::string& start_date, Week week) {
  const std::string date = date_text(start_date, week);
  return date.substr(date.find(' ') + 1);
}

int year_of(const std::string& start_date, Week week) {
  return static_cast<int>(chrono::year_month_day(day_of(start_date, week)).year());
}

Week week_of_year_start(const std::string& start_date, int year) {
  const auto days = chrono::sys_days(chrono::year(year) / 1 / 1) - day_of(start_date, 0);
  return days.count() <= 0 ? 0 : static_cast<Week>((days.count() + 6) / 7);
}

std::string weeks_text(Week weeks) {
  if (weeks >= 104 && weeks % sim::weeks_per_year == 0) return fmt::format("{} years", weeks / sim::weeks_per_year);
  return fmt::format("{} week{}", weeks, weeks == 1 ? "" : "s");
}

}  // namespace mainstay::viz
