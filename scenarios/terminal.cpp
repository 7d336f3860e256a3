#include "scenarios/terminal.h"

#include <atomic>
#include <cerrno>
#include <iostream>

namespace mainstay::scenarios {

namespace {

std::atomic<int> first_error{0};

void note_error() {
  int none = 0;
  first_error.compare_exchange_strong(none, errno == 0 ? EIO : errno);
}

// The character that begins at `at` if it is one of those with two or three bytes that are not let through; else 0.
unsigned hidden_beyond_ascii(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t k) { return at + k < text.size() ? static_cast<unsigned char>(text[at + k]) : 0u; };
  if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) return byte(1);  // a second set of controls
  if (byte(0) != 0xe2 || (byte(1) != 0x80 && byte(1) != 0x81)) return 0;
  const unsigned code = 0x2000 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ? code : 0;
}

}  // namespace

std::string without_controls(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
      clean += fmt::format("\\u{:04x}", c);
    } else if (const unsigned hidden = hidden_beyond_ascii(text, at)) {
      clean += fmt::format("\\u{:04x}", hidden);
      at += hidden < 0x100 ? 1 : 2;
    } else {
      clean += text[at];
    }
  }
  return clean;
}

void print_text(std::string_view text) {
  const std::string clean = without_controls(text);
  errno = 0;
  if (std::fwrite(clean.data(), 1, clean.size(), stdout) != clean.size()) note_error();
}

void say_text(std::string_view text) {
  const std::string clean = without_controls(text);
  std::fwrite(clean.data(), 1, clean.size(), stderr);
}

int print_error() {
  errno = 0;  // the first failure says why
  const bool streamed = static_cast<bool>(std::cout.flush());
  if (std::fflush(stdout) != 0 || !streamed || std::ferror(stdout) != 0) note_error();
  return first_error;
}

}  // namespace mainstay::scenarios
