// What is said on standard output and standard error. Texts of users' files go there without the control characters
// that could move the cursor, hide lines or send commands to the terminal.
#pragma once

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace mainstay::scenarios {

// Control characters but line breaks and tabs, and those that reverse the direction of writing, become "\u001b".
std::string without_controls(std::string_view text);

// Errors are kept for print_error(): main says them once.
void print_text(std::string_view text);
// Errors are ignored, since there is nobody left to tell.
void say_text(std::string_view text);

// To standard output: results.
template <class... Values>
void print(fmt::format_string<Values...> format, Values&&... values) {
  print_text(fmt::format(format, std::forward<Values>(values)...));
}
// To standard error: everything else.
template <class... Values>
void say(fmt::format_string<Values...> format, Values&&... values) {
  say_text(fmt::format(format, std::forward<Values>(values)...));
}

// Writes out what is still on its way. The number of the first error of standard output; 0 if there was none.
int print_error();

}  // namespace mainstay::scenarios
