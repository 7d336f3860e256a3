// Text as code points: reading and writing UTF-8, and what counts as a blank.
#pragma once

#include <string>
#include <string_view>

namespace mainstay::scenarios {

inline constexpr char32_t replacement_character = 0xfffd;

void append_utf8(std::string& text, char32_t point);

// The code points of a text; what is not UTF-8 becomes the replacement character, byte by byte.
std::u32string code_points(std::string_view utf8);

// Every kind of blank that stands between words or digits, a line break and a byte order mark, too.
bool is_blank(char32_t point);

// Without blanks at both ends.
std::string trimmed(std::string_view utf8);

// The same with every run of blanks between words as one ' '.
std::string on_one_line(std::string_view utf8);

}  // namespace mainstay::scenarios
