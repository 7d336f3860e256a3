// Which script a letter belongs to, and what it takes to draw that.
#pragma once

namespace mainstay::viz {

struct WritingSystem {
  const char* name;
  const char* package;  // of Debian, with a font that has its letters
  // Letters change with their neighbours, or move around them, in ways that a font describes and the window does not
  // know.
  bool needs_shaping;
};

// The same object for every letter of one script.
const WritingSystem& writing_system_of(char32_t letter);

}  // namespace mainstay::viz
