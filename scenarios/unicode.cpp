#include "scenarios/unicode.h"

#include "scenarios/json_scan.h"

namespace mainstay::scenarios {

void append_utf8(std::string& text, char32_t point) {
  const auto byte = [&](char32_t value) { text += static_cast<char>(static_cast<unsigned char>(value)); };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xc0 | point >> 6);
    byte(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    byte(0xe0 | point >> 12);
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  } else {
    byte(0xf0 | point >> 18);
    byte(0x80 | (point >> 12 & 0x3f));
    byte(0x80 | (point >> 6 & 0x3f));
    byte(0x80 | (point & 0x3f));
  }
}

std::u32string code_points(std::string_view utf8) {
  std::u32string points;
  while (!utf8.empty()) {
    const auto first = static_cast<unsigned char>(utf8[0]);
    const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const std::string_view sequence = utf8.substr(0, length);
    if (sequence.size() < length || find_not_utf8(sequence) != sequence.npos) {
      points += replacement_character;
      utf8.remove_prefix(1);
      continue;
    }
    char32_t point = length == 1 ? first : first & (0xffu >> (length + 1));
    for (std::size_t at = 1; at < length; ++at) point = point << 6 | (static_cast<unsigned char>(sequence[at]) & 0x3fu);
    points += point;
    utf8.remove_prefix(length);
  }
  return points;
}

bool is_blank(char32_t point) {
  return point <= ' ' || point == 0x85 || point == 0xa0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200b) ||
         point == 0x2028 || point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000 || point == 0xfeff;
}

std::string trimmed(std::string_view utf8) {
  const std::u32string points = code_points(utf8);
  std::size_t begin = 0, end = points.size();
  while (begin < end && is_blank(points[begin])) ++begin;
  while (end > begin && is_blank(points[end - 1])) --end;
  std::string text;
  for (std::size_t at = begin; at < end; ++at) append_utf8(text, points[at]);
  return text;
}

std::string on_one_line(std::string_view utf8) {
  std::string text;
  bool gap = false;
  for (const char32_t point : code_points(utf8)) {
    if (is_blank(point)) {
      gap = !text.empty();
      continue;
    }
    if (gap) text += ' ';
    gap = false;
    append_utf8(text, point);
  }
  return text;
}

}  // namespace mainstay::scenarios
