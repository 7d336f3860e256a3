#include "scenarios/table_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "scenarios/unicode.h"
#include "scenarios/wording.h"

namespace mainstay::scenarios {

namespace {

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// Digits, in groups of three if `group` stands among them; without it again.
std::optional<std::string> whole_part(std::string_view text, char group) {
  std::string digits;
  std::size_t in_group = 0;
  bool grouped = false;
  for (const char letter : text) {
    if (is_digit(letter)) {
      digits += letter;
      ++in_group;
    } else if (letter == group) {
      if (in_group == 0 || in_group > 3 || (grouped && in_group != 3)) return {};
      grouped = true;
      in_group = 0;
    } else {
      return {};
    }
  }
  if (grouped && (in_group != 3 || digits.front() == '0')) return {};
  return digits;
}

std::optional<double> read_as(std::string_view text, char decimal, char group) {
  const std::string_view all = text;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::string_view exponent;
  if (const std::size_t at = text.find_first_of("eE"); at != text.npos) {
    exponent = text.substr(at + 1);
    text = text.substr(0, at);
    if (exponent.starts_with('+')) exponent.remove_prefix(1);
    const std::string_view figures = exponent.substr(exponent.starts_with('-') ? 1 : 0);
    if (figures.empty() || !std::all_of(figures.begin(), figures.end(), is_digit)) return {};
  }
  std::string_view decimals;
  if (const std::size_t at = text.find(decimal); at != text.npos) {
    decimals = text.substr(at + 1);
    text = text.substr(0, at);
    if (!std::all_of(decimals.begin(), decimals.end(), is_digit)) return {};
  }
  const auto whole = whole_part(text, group);
  if (!whole || (whole->empty() && decimals.empty())) return {};
  const std::string plain_number =
      fmt::format("{}{}.{}{}{}", negative ? "-" : "", whole->empty() ? "0" : *whole, decimals.empty() ? "0" : decimals,
                  exponent.empty() ? "" : "e", exponent);
  double value = 0;
  const auto [end, error] = std::from_chars(plain_number.data(), plain_number.data() + plain_number.size(), value);
  if (error != std::errc() || !std::isfinite(value)) return {};
  return all.empty() ? std::optional<double>() : value;
}

bool groups_digits(char32_t point) {
  return is_blank(point) || point == '\'' || point == 0x2019;
}

}  // namespace

CellNumber read_number(std::string_view cell) {
  CellNumber number;
  std::u32string points = code_points(cell);
  const auto drop_blanks = [&] {
    while (!points.empty() && is_blank(points.back())) points.pop_back();
  };
  drop_blanks();
  if (!points.empty() && points.back() == '%') {
    number.percent = true;
    points.pop_back();
    drop_blanks();
  }
  std::string text;
  bool grouped_by_blanks = false;
  for (std::size_t at = 0; at < points.size(); ++at) {
    const bool between = at > 0 && at + 1 < points.size() && points[at - 1] < 0x80 && points[at + 1] < 0x80 &&
                         is_digit(static_cast<char>(points[at - 1])) && is_digit(static_cast<char>(points[at + 1]));
    if (points[at] == 0x2212) {
      text += '-';
    } else if (groups_digits(points[at])) {
      if (!between) return {};
      grouped_by_blanks = true;
      text += ' ';
    } else {
      append_utf8(text, points[at]);
    }
  }
  // Where blanks divide the thousands, any other mark divides off the decimals.
  number.with_point = read_as(text, '.', grouped_by_blanks ? ' ' : ',');
  number.with_comma = read_as(text, ',', grouped_by_blanks ? ' ' : '.');
  if (number.percent)
    for (auto* value : {&number.with_point, &number.with_comma})
      if (*value) **value /= 100;
  return number;
}

void DecimalMark::hear(const CsvTable& table, const CsvCell& cell) {
  const CellNumber number = read_number(cell.text);
  if (number.with_point.has_value() == number.with_comma.has_value()) return;
  CsvCell& same = number.with_point ? point_ : comma_;
  if (same.text.empty()) same = cell;
  if (point_.text.empty() || comma_.text.empty()) return;
  throw InvalidInput({table.problem(
      cell,
      fmt::format("\"{}\" has a decimal comma, but \"{}\" on line {} has a decimal point; write all numbers of the "
                  "table the same way",
                  comma_.text, point_.text, (number.with_point ? comma_ : point_).line))});
}

std::optional<double> DecimalMark::number(const CsvTable& table, const CsvCell& cell,
                                          std::vector<Problem>& problems) const {
  const CellNumber number = read_number(cell.text);
  if (!number.with_point && !number.with_comma) {
    problems.push_back(
        table.problem(cell, fmt::format("\"{}\" found; a number is needed, such as 1250000, 0.3 or 30 %", cell.text)));
    return {};
  }
  if (!number.with_point || (number.with_comma && !comma_.text.empty())) return number.with_comma;
  if (!number.with_comma || !point_.text.empty() || *number.with_point == *number.with_comma) return number.with_point;
  problems.push_back(table.problem(
      cell, fmt::format("\"{}\" could be {} or {}, and no other number of the table tells which; write it "
                        "without a mark between the thousands",
                        cell.text, plain(*number.with_point), plain(*number.with_comma))));
  return {};
}

std::optional<bool> read_answer(std::string_view cell) {
  // As spreadsheets in English, French, Spanish, Portuguese, German and Italian save them.
  constexpr std::array<std::string_view, 13> yes = {"true", "yes", "1",  "y",    "t",   "x",   "vrai",
                                                    "oui",  "ja",  "si", "wahr", "sim", "vero"};
  constexpr std::array<std::string_view, 13> no = {"false", "no",   "0",   "n",     "f",      "-",  "faux",
                                                   "non",   "nein", "nao", "falso", "falsch", "não"};
  std::string small(cell);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (small == "verdadero" || small == "verdadeiro" || small == "sí") return true;
  if (std::find(yes.begin(), yes.end(), small) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), small) != no.end()) return false;
  return {};
}

}  // namespace mainstay::scenarios
