#include "scenarios/json_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <unordered_map>

namespace mainstay::scenarios {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Recursive descent over the text; every function returns false once a syntax fault is recorded.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  JsonScan run() {
    if (skip_blank()) {
      if (at_end()) {
        fault("the file holds no JSON value; write an object, beginning with '{'");
      } else if (value(0, at_) && skip_blank() && !at_end()) {
        fault(fmt::format("found {} after the end of the document; only one value may stand in a file", found()));
      }
    }
    return std::move(scan_);
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  char now() const { return at_end() ? '\0' : text_[at_]; }
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  bool here(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

  bool fault_at(std::size_t offset, std::string message) {
    scan_.faults.push_back({offset, pointer_, std::move(message)});
    return false;
  }
  bool fault(std::string message) { return fault_at(at_, std::move(message)); }

  std::size_t line_of(std::size_t offset) const {
    return 1 + static_cast<std::size_t>(
                   std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  }

  // The whole word or character at the cursor, quoted for a message.
  std::string found() const {
    if (at_end()) return "the end of the file";
    std::size_t end = at_;
    if (now() == '"') end = std::min(text_.find('"', at_ + 1), at_ + 24) + 1;
    if (end > text_.size() || text_.substr(at_, end - at_).find('\n') != text_.npos) end = at_;
    while (end < text_.size() && end - at_ < 24 && is_word(text_[end])) ++end;
    if (end == at_) {
      if (static_cast<unsigned char>(now()) < 0x20)
        return fmt::format("control character {:#04x}", static_cast<int>(now()));
      ++end;
      while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0) == 0x80) ++end;
    }
    return fmt::format("'{}'", text_.substr(at_, end - at_));
  }

  bool skip_blank() {
    while (!at_end()) {
      if (here("//")) {
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      } else if (here("/*")) {
        const auto end = text_.find("*/", at_ + 2);
        if (end == text_.npos) return fault("a comment begun with /* has no end; close it with */");
        at_ = end + 2;
      } else if (now() == '#') {
        return fault("found '#'; a comment begins with //");
      } else if (now() == ' ' || now() == '\t' || now() == '\n' || now() == '\r') {
        ++at_;
      } else {
        break;
      }
    }
    return true;
  }

  bool value(int depth, std::size_t key) {
    const auto index = scan_.nodes.size();
    scan_.nodes.push_back({static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(key), 0});
    if ((now() == '{' || now() == '[') && depth >= deepest_nesting) {
      pointer_.clear();  // nobody reads a path of 64 steps
      return fault(fmt::format("values are nested more than {} deep; simplify the file", deepest_nesting));
    }
    const bool good = now() == '{'   ? object(depth)
                      : now() == '[' ? array(depth)
                      : now() == '"' ? string()
                                     : number_or_word();
    scan_.nodes[index].end = static_cast<std::uint32_t>(scan_.nodes.size());
    return good;
  }

  bool ends_within(const char* what, std::size_t opened, char close) {
    return fault(fmt::format("the file ends in the middle of {} begun on line {}; a '{}' is missing", what,
                             line_of(opened), close));
  }

  bool object(int depth) {
    const auto opened = at_++;
    std::unordered_map<std::string, std::size_t> keys;
    if (!skip_blank()) return false;
    while (now() != '}') {
      if (at_end()) return ends_within("an object", opened, '}');
      if (!member(depth, keys)) return false;
      if (keys.size() > most_keys_per_object) {
        return fault(fmt::format("more than {} keys in one object; split the file", most_keys_per_object));
      }
      if (!separator("an object", opened, '}', ']')) return false;
    }
    ++at_;
    return true;
  }

  bool member(int depth, std::unordered_map<std::string, std::size_t>& keys) {
    const auto begin = at_;
    if (now() != '"') {
      if (is_word(now())) return fault(fmt::format("found {}; the name of a key stands in double quotes", found()));
      if (now() == '\'') return fault("found a single quote; names and text stand in double quotes");
      return fault(fmt::format("found {}; the name of a key in double quotes, or '}}', is expected", found()));
    }
    if (!string()) return false;
    const std::string name = decoded(begin);
    const auto parent_length = pointer_.size();
    pointer_ += fmt::format("/{}", pointer_token(name));
    if (const auto [first, fresh] = keys.emplace(name, begin); !fresh) {
      fault_at(begin,
               fmt::format("the key \"{}\" is given twice, first on line {}; keep one", name, line_of(first->second)));
    }
    if (!skip_blank()) return false;
    if (now() != ':') {
      if (at_end()) return fault(fmt::format("the file ends after the key \"{}\"; ':' and a value are missing", name));
      return fault(fmt::format("found {} after the key \"{}\"; ':' is expected", found(), name));
    }
    ++at_;
    if (!skip_blank() || !value(depth + 1, begin)) return false;
    pointer_.resize(parent_length);
    return true;
  }

  bool array(int depth) {
    const auto opened = at_++;
    const auto own_length = pointer_.size();
    if (!skip_blank()) return false;
    for (std::size_t index = 0; now() != ']'; ++index) {
      if (at_end()) return ends_within("a list", opened, ']');
      pointer_ += fmt::format("/{}", index);
      if (!value(depth + 1, at_)) return false;
      pointer_.resize(own_length);
      if (!separator("a list", opened, ']', '}')) return false;
    }
    ++at_;
    return true;
  }

  // What may stand between two members: a comma that is followed by another one, or nothing before the closing bracket.
  bool separator(const char* what, std::size_t opened, char close, char wrong_close) {
    if (!skip_blank()) return false;
    if (now() == close) return true;
    if (at_end()) return ends_within(what, opened, close);
    if (now() == wrong_close) {
      return fault(fmt::format("found '{}' in {} begun on line {}; ',' or '{}' is expected", wrong_close, what,
                               line_of(opened), close));
    }
    if (now() != ',') return fault(fmt::format("found {}; a comma is missing before it, or '{}'", found(), close));
    const auto comma = at_++;
    if (!skip_blank()) return false;
    if (now() == close) return fault_at(comma, fmt::format("a comma before '{}'; remove it", close));
    if (now() == ',') return fault("found a second comma; remove it");
    return true;
  }

  bool string() {
    const auto opened = at_++;
    for (; !at_end(); ++at_) {
      if (now() == '"') {
        ++at_;
        return true;
      }
      if (now() == '\n' || now() == '\r')
        return fault_at(opened, "a text does not end on its line; a '\"' is missing, or write \\n for a line break");
      if (static_cast<unsigned char>(now()) < 0x20)
        return fault(fmt::format("found {} in a text; write it as \\u{:04x}", found(), static_cast<int>(now())));
      if (now() == '\\' && !escape()) return false;
    }
    return fault_at(opened, "the file ends in the middle of a text; a '\"' is missing");
  }

  // Leaves the cursor on the last character of the escape.
  bool escape() {
    const auto begin = at_++;
    if (std::string_view("\"\\/bfnrt").find(now()) != std::string_view::npos && !at_end()) return true;
    if (now() != 'u')
      return fault_at(begin, fmt::format("found '\\{}' in a text; after '\\' one of \" \\ / b f n r t u is expected "
                                         "(write '\\\\' for a backslash)",
                                         at_end() ? "" : text_.substr(at_, 1)));
    const int first = hex4();
    if (first < 0) return fault_at(begin, "after \\u four hexadecimal digits are expected");
    if (first >= 0xdc00 && first < 0xe000)
      return fault_at(begin, "this \\u escape is the second half of a pair; its first half is missing");
    if (first < 0xd800 || first >= 0xdc00) return true;
    ++at_;
    if (!here("\\u")) return fault_at(begin, "this \\u escape is the first half of a pair; its second half is missing");
    ++at_;
    const int second = hex4();
    if (second < 0xdc00 || second >= 0xe000)
      return fault_at(begin, "this \\u escape is the first half of a pair; its second half is missing");
    return true;
  }

  int hex4() {
    int code = 0;
    for (int digit = 0; digit < 4; ++digit) {
      ++at_;
      const auto place = std::string_view("0123456789abcdef").find(static_cast<char>(now() | 0x20));
      if (at_end() || place == std::string_view::npos || (!is_digit(now()) && !is_word(now()))) return -1;
      code = code * 16 + static_cast<int>(place);
    }
    return code;
  }

  // The text between the quotes of the string that begins at `begin` and ends at the cursor.
  std::string decoded(std::size_t begin) const {
    const auto quoted = text_.substr(begin, at_ - begin);
    const auto raw = quoted.substr(1, quoted.size() - 2);
    if (raw.find('\\') == raw.npos) return std::string(raw);
    return nlohmann::json::parse(quoted, nullptr, false).get<std::string>();
  }

  bool number_or_word() {
    if (at_end()) return fault("the file ends where a value is expected");
    if (is_digit(now()) || (now() == '-' && is_digit(next()))) return number();
    for (const std::string_view word : {"true", "false", "null"}) {
      if (here(word) && (at_ + word.size() >= text_.size() || !is_word(text_[at_ + word.size()]))) {
        at_ += word.size();
        return true;
      }
    }
    return fault(no_value());
  }

  std::string no_value() const {
    std::size_t end = at_;
    if (now() == '-' || now() == '+') ++end;
    while (end < text_.size() && end - at_ < 24 && is_word(text_[end])) ++end;
    const auto word = std::string(text_.substr(at_, end - at_));
    std::string lower = word;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto unsigned_word = lower.substr(lower.empty() || is_word(lower[0]) ? 0 : 1);
    if (unsigned_word == "nan" || unsigned_word == "inf" || unsigned_word == "infinity")
      return word + " is not a number that JSON knows; give a finite number";
    if (lower == "true" || lower == "false" || lower == "null")
      return fmt::format("found '{}'; write it in small letters: {}", word, lower);
    if (lower == "none") return fmt::format("found '{}'; JSON writes null", word);
    if (now() == '\'') return "found a single quote; names and text stand in double quotes";
    if (now() == '+') return "found '+'; a number begins with a digit or '-'";
    if (now() == '.') return "found '.'; a number begins with a digit: 0.5, not .5";
    if (now() == '-') return "found '-' without a number; a digit must follow it";
    if (now() == '}' || now() == ']' || now() == ',') return fmt::format("found {} where a value is expected", found());
    if (is_word(now()))
      return fmt::format("found {}; text stands in double quotes (other values: a number, true, false, null, {{ or [)",
                         found());
    return fmt::format("found {} where a value is expected", found());
  }

  bool number() {
    const auto begin = at_;
    if (now() == '-') ++at_;
    if (now() == '0' && is_digit(next())) return fault_at(begin, "a number must not begin with 0; remove the zeros");
    while (is_digit(now())) ++at_;
    if (now() == '.') {
      ++at_;
      if (!is_digit(now())) return fault_at(begin, "a digit must follow the decimal point");
      while (is_digit(now())) ++at_;
    }
    if (now() == 'e' || now() == 'E') {
      ++at_;
      if (now() == '+' || now() == '-') ++at_;
      if (!is_digit(now())) return fault_at(begin, "digits must follow the exponent 'e'");
      while (is_digit(now())) ++at_;
    }
    if (is_word(now()))
      return fault_at(
          begin, fmt::format("found {} directly after a number; numbers are plain digits without separators or units",
                             found()));
    const std::string text(text_.substr(begin, at_ - begin));
    if (!std::isfinite(std::strtod(text.c_str(), nullptr))) {
      return fault_at(begin, fmt::format("{} is too large for a number; the largest is about 1.8e308",
                                         text.size() > 30 ? text.substr(0, 27) + "..." : text));
    }
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string pointer_;
  JsonScan scan_;
};

}  // namespace

JsonScan scan_json(std::string_view text) {
  return Scanner(text).run();
}

std::size_t find_not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const int more = lead < 0x80                   ? 0
                     : lead >= 0xc2 && lead < 0xe0 ? 1
                     : (lead & 0xf0) == 0xe0       ? 2
                     : lead >= 0xf0 && lead < 0xf5 ? 3
                                                   : -1;
    if (more < 0 || at + static_cast<std::size_t>(more) >= text.size()) return at;
    for (int i = 1; i <= more; ++i) {
      if ((static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]) & 0xc0) != 0x80) return at;
    }
    const auto second = more > 0 ? static_cast<unsigned char>(text[at + 1]) : 0;
    // Overlong forms, surrogates and code points above U+10FFFF.
    if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second >= 0xa0) || (lead == 0xf0 && second < 0x90) ||
        (lead == 0xf4 && second >= 0x90))
      return at;
    at += static_cast<std::size_t>(more) + 1;
  }
  return std::string_view::npos;
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

}  // namespace mainstay::scenarios
