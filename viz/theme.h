// Colours and type of the window. Colours have roles, not places: a theme gives each role one value.
#pragma once

#include <imgui.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "viz/typesetter.h"

namespace mainstay::viz {

using Colour = ImU32;

constexpr Colour rgb(unsigned hex, unsigned alpha = 255) {
  return ((hex >> 16) & 255u) | ((hex >> 8) & 255u) << 8 | (hex & 255u) << 16 | alpha << 24;
}
constexpr Colour with_alpha(Colour colour, unsigned alpha) {
  return (colour & 0x00ffffffu) | alpha << 24;
}
// Linear in the stored components; t in [0, 1].
Colour mix(Colour a, Colour b, float t);
// How far apart two opaque colours are for a reader, from 1 to 21 (WCAG 2); text needs 4.5.
double contrast(Colour a, Colour b);

struct Theme {
  Colour background, panel, raised, pressed, line, text, muted, faint, halo;
  Colour sea, land_outside, border, border_country;
  Colour state;   // institutions, what was sustained
  Colour surge;   // surges, losses, warnings
  Colour threat;  // threats and harm
  Colour twin;    // the world without the orders
  Colour on_accent;
  Colour programme;
  // Lines of branches, in order: as far apart as they can be, for the colour-blind, too, from one another, from the
  // twin and from what means worse and better (tests/viz/theme_test.cpp).
  std::array<Colour, 8> branches;
  Colour worse, neutral, better;  // difference maps
};

const Theme& dark_theme();
const Theme& light_theme();

enum class Font { tiny, small, body, small_bold, bold, heading, figure, count };
inline constexpr std::size_t font_count = static_cast<std::size_t>(Font::count);

// The family that the window's own letters are of: Inter if it is installed, else DejaVu, else what ImGui brings.
std::string own_family();

// Fonts at one display scale. Digits are all of one width.
class Fonts {
 public:
  // Draws the window's own letters, and `others` as far as the machine has them, into an atlas of their own. Takes a
  // tenth of a second, or longer with others, on any thread: ImGui then shares nothing but a count of allocations,
  // which nobody reads.
  static Fonts made(float scale, const std::set<char32_t>& others);
  // From now on ImGui draws with them, and owns them.
  void use();
  ImFont* operator[](Font font) const { return fonts_[static_cast<std::size_t>(font)]; }
  const Letters& others() const { return others_; }

 private:
  struct Delete {
    void operator()(ImFontAtlas* atlas) const { IM_DELETE(atlas); }
  };
  std::unique_ptr<ImFontAtlas, Delete> atlas_;  // until it is used
  std::array<ImFont*, font_count> fonts_{};
  Letters others_;  // without their files, which are not needed any more
};

class WrittenTexts;

// What every panel draws with.
struct Ui {
  Theme theme = dark_theme();
  Fonts fonts;
  std::unique_ptr<Typesetter> typesetter = std::make_unique<Typesetter>();
  WrittenTexts* written = nullptr;  // where a script asks what can be read
  float scale = 1;                  // of the display, 0.75 .. 2.5
  float px(float design_pixels) const { return design_pixels * scale; }
};

}  // namespace mainstay::viz
