#include "scenarios/terminal.h"

#include "tests/catch.h"

using mainstay::scenarios::without_controls;

TEST_CASE("control characters are shown as what they are, and all other text stays") {
  const std::string plain =
      "Gao: 12 %\n\tTombouctou, \u00c9tat, \u0645\u0627\u0644\u064a, \u4e2d\u56fd, \u2026 \u2013 \u2212\n";
  CHECK(without_controls(plain) == plain);
  CHECK(without_controls("a\u001b[2Jb") == "a\\u001b[2Jb");
  CHECK(without_controls("a\r\b\x7f") == "a\\u000d\\u0008\\u007f");
  CHECK(without_controls("a\u0080b\u009fc\u00a0") == "a\\u0080b\\u009fc\u00a0");
  CHECK(without_controls("\u202a\u202e\u2066\u2069\u2065") == "\\u202a\\u202e\\u2066\\u2069\u2065");
  CHECK(without_controls(std::string("\0", 1)) == "\\u0000");
  CHECK(without_controls("\xe2") == "\xe2");  // cut short: nothing is read beyond it
}
