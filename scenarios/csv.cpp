#include "scenarios/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "scenarios/json_scan.h"
#include "scenarios/unicode.h"

namespace mainstay::scenarios {

namespace {

// 0x80 to 0x9f of Windows-1252; 0 where it has nothing. The rest is Latin-1, which is Unicode's beginning.
constexpr std::array<char32_t, 32> windows_1252 = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                   0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                                   0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                   0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

std::string from_windows_1252(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const char32_t point = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80u] : byte;
    append_utf8(out, point == 0 ? replacement_character : point);
  }
  return out;
}

// With a byte order mark; half a pair becomes the replacement character, which no unit's name has.
std::string from_utf16(std::string_view text, bool big_endian) {
  std::string out;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]), second = static_cast<unsigned char>(text[at + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second : second << 8 | first);
  };
  for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
    char32_t point = unit(at);
    if (point >= 0xd800 && point < 0xe000) {
      const char32_t low = point < 0xdc00 && at + 3 < text.size() ? unit(at + 2) : 0;
      const bool pair = low >= 0xdc00 && low < 0xe000;
      point = pair ? 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00) : replacement_character;
      if (pair) at += 2;
    }
    append_utf8(out, point);
  }
  return out;
}

std::string as_utf8(std::string_view text, const std::string& name, CsvEncoding encoding) {
  if (text.starts_with("PK\x03\x04") || text.starts_with("\xd0\xcf\x11\xe0"))
    refuse(name, "this is a spreadsheet, not a table as text; save it as \"CSV UTF-8\"");
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) return from_utf16(text, text[0] == '\xfe');
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (text.find('\0') != text.npos)
    refuse(name,
           "the file has bytes of value 0, so it is UTF-16 without a byte order mark, or no text at all; save it "
           "as \"CSV UTF-8\"");
  const std::size_t bad = find_not_utf8(text);
  if (bad == text.npos) return std::string(text);
  if (encoding == CsvEncoding::windows_1252) return from_windows_1252(text);
  const std::string_view before = text.substr(0, bad);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_start), before.end(),
                                    [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  throw InvalidInput(
      {{name, static_cast<int>(1 + std::count(before.begin(), before.end(), '\n')), static_cast<int>(column) + 1, "",
        fmt::format(
            "byte {:#04x} is not UTF-8, so the file is in some older encoding; save it as \"CSV UTF-8\", or, if "
            "it is Latin-1 or Windows-1252 (Western Europe), add --table-encoding windows-1252",
            static_cast<unsigned char>(text[bad]))}});
}

// Reads cells letter by letter, so that a quoted one may hold separators and line breaks.
class CsvReader {
 public:
  CsvReader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  CsvTable read() {
    CsvTable table;
    table.file = file_;
    separator_ = find_separator();
    while (at_ < text_.size()) {
      const bool comment = peek("#") || peek("\"#");  // quoted once a spreadsheet has had it
      CsvRow row = read_row();
      const bool empty = std::all_of(row.begin(), row.end(), [](const CsvCell& cell) { return cell.text.empty(); });
      if (comment || empty) continue;
      if (table.head.empty()) {
        while (row.back().text.empty()) row.pop_back();
        table.head = std::move(row);
      } else {
        fit(row, table);
        table.rows.push_back(std::move(row));
      }
    }
    if (table.head.empty()) refuse(file_, "the table is empty; a line of column names and rows below it are needed");
    if (!problems_.empty()) throw InvalidInput(std::move(problems_));
    return table;
  }

 private:
  bool peek(std::string_view next) const { return text_.substr(at_).starts_with(next); }

  // The one that the head line has most of, outside quotes; Excel may say it in a line of its own.
  char find_separator() {
    if (peek("sep=") && text_.size() > 4 && (text_.substr(5, 1) == "\n" || text_.substr(5, 1) == "\r")) {
      const char told = text_[4];
      while (at_ < text_.size() && text_[at_] != '\n') step();
      if (at_ < text_.size()) step();
      return told;
    }
    std::string_view rest = text_;
    while (rest.starts_with('#') || rest.starts_with("\"#") || rest.starts_with('\n') || rest.starts_with('\r'))
      rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    std::array<std::size_t, 3> count{};
    constexpr std::string_view separators = "\t;,";
    bool quoted = false;
    for (const char letter : rest.substr(0, rest.find('\n'))) {
      if (letter == '"') quoted = !quoted;
      if (const std::size_t which = separators.find(letter); !quoted && which != separators.npos) ++count[which];
    }
    const auto most = std::max_element(count.begin(), count.end());
    return *most == 0 ? ',' : separators[static_cast<std::size_t>(most - count.begin())];
  }

  char step() {
    const char letter = text_[at_++];
    if (letter == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(letter) & 0xc0) != 0x80) {
      ++column_;
    }
    return letter;
  }

  CsvRow read_row() {
    CsvRow row;
    do row.push_back(read_cell());
    while (!row_ended_);
    return row;
  }

  // Up to and with the separator or the end of the line.
  CsvCell read_cell() {
    CsvCell cell{{}, line_, column_};
    std::size_t blanks = 0;
    while (at_ + blanks < text_.size() && text_[at_ + blanks] == ' ' && separator_ != ' ') ++blanks;
    if (text_.substr(at_ + blanks).starts_with('"')) {
      at_ += blanks;
      column_ += static_cast<int>(blanks);
      read_quoted(cell);
    }
    row_ended_ = true;
    while (at_ < text_.size()) {
      const char letter = step();
      if (letter == separator_) {
        row_ended_ = false;
        break;
      }
      if (letter == '\n' || (letter == '\r' && !peek("\n"))) break;  // lines may end as on old Macs
      if (letter != '\r') cell.text += letter;
    }
    cell.text = trimmed(cell.text);
    return cell;
  }

  void read_quoted(CsvCell& cell) {
    step();
    while (at_ < text_.size()) {
      const char letter = step();
      if (letter != '"') {
        cell.text += letter;
      } else if (peek("\"")) {
        cell.text += step();
      } else {
        return;
      }
    }
    problems_.push_back(
        {file_, cell.line, cell.column, "", "the quote that begins here is never closed; close it with \""});
  }

  // Rows may be shorter than the head, and longer if nothing is in what is too much.
  void fit(CsvRow& row, const CsvTable& table) {
    while (row.size() > table.head.size() && row.back().text.empty()) row.pop_back();
    if (row.size() > table.head.size())
      problems_.push_back(table.problem(
          row[table.head.size()],
          fmt::format("{} cells found; the head line has {}, separated by {}. Put a cell that holds the separator into "
                      "\"quotes\", or give the last column a name",
                      row.size(), table.head.size(),
                      separator_ == '\t' ? std::string("tabs") : fmt::format("'{}'", separator_))));
    const int line = row.front().line, end = row.back().column;
    row.resize(table.head.size(), {{}, line, end});
  }

  std::string_view text_;
  std::string file_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1;
  char separator_ = ',';
  bool row_ended_ = false;
  std::vector<Problem> problems_;
};

}  // namespace

CsvTable parse_csv(std::string_view text, const std::string& name, CsvEncoding encoding) {
  return CsvReader(as_utf8(text, name, encoding), name).read();
}

}  // namespace mainstay::scenarios
