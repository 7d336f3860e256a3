// Letters of scripts that the window's own font has not, and the fonts of the machine that have them.
#pragma once

#include <imgui.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::viz {

// Code points that every font of the window has: Latin with its accents, punctuation, arrows. Pairs, ended by 0.
inline constexpr ImWchar own_letters[] = {0x20,   0x17f,  0x1e00, 0x1eff, 0x2010, 0x203a,
                                          0x2190, 0x2193, 0x2212, 0x2212, 0};

// Whether the window's own font has it, or it is a line break or the like.
bool is_own_letter(char32_t letter);

// Nothing but ASCII, as nearly all texts are.
bool is_plain(std::string_view text);

// A font file that has been read.
struct FontFile {
  std::string name;
  int face = 0;  // of a collection
  std::string bytes;
  float line_height = 1;  // as its designer wants it, in ems
};

// A font of the machine, and the letters that are taken from it.
struct LetterSource {
  std::shared_ptr<const FontFile> regular, bold;  // the same where the family has no bold font with all of the letters
  std::vector<ImWchar> ranges;                    // pairs, ended by 0
};

struct Letters {
  std::vector<LetterSource> sources;
  std::set<char32_t> found;    // in these
  std::set<char32_t> missing;  // that no font of the machine has, or the window cannot draw

  bool know(char32_t letter) const { return found.contains(letter) || missing.contains(letter); }
};

// Asks fontconfig, which knows what users prefer; `family` comes first. Takes up to some tenths of a second, or longer
// where new fonts were installed, on any thread; no time if nothing is wanted.
Letters find_letters(const std::set<char32_t>& wanted, const std::string& family);

}  // namespace mainstay::viz
