// Text and shapes on an ImGui draw list, in screen pixels.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "viz/theme.h"

namespace mainstay::viz {

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  float right() const { return x + w; }
  float bottom() const { return y + h; }
  ImVec2 min() const { return {x, y}; }
  ImVec2 max() const { return {x + w, y + h}; }
  ImVec2 centre() const { return {x + w / 2, y + h / 2}; }
  bool contains(ImVec2 p) const { return p.x >= x && p.y >= y && p.x < x + w && p.y < y + h; }
  bool overlaps(const Rect& o) const { return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom(); }
  Rect grown(float by) const { return {x - by, y - by, w + 2 * by, h + 2 * by}; }
};

class Painter {
 public:
  Painter(const Ui& ui, ImDrawList* list) : ui(ui), list(list) {}

  // Texts are given in the order in which they are read; what is drawn of names in other scripts: viz/typesetter.h.
  float width(Font font, std::string_view text) const;
  float height(Font font) const { return ui.fonts[font]->FontSize; }
  // `at` is the upper left corner. Returns the width.
  float text(ImVec2 at, Font font, Colour colour, std::string_view text) const;
  void text_right(ImVec2 upper_right, Font font, Colour colour, std::string_view text) const;
  void text_centred(ImVec2 centre, Font font, Colour colour, std::string_view text) const;
  void text_with_halo(ImVec2 at, Font font, Colour colour, std::string_view text) const;
  // Breaks lines between words; returns the height used, which paragraph_size tells beforehand.
  float paragraph(ImVec2 at, Font font, Colour colour, std::string_view text, float width) const;
  ImVec2 paragraph_size(Font font, std::string_view text, float width) const;
  // The text, or as much of it as fits with an ellipsis.
  std::string fit(Font font, std::string_view text, float width) const;

  void fill(const Rect& rect, Colour colour, float rounding = 0) const;
  void frame(const Rect& rect, Colour colour, float rounding = 0, float thickness = 1) const;
  void line(ImVec2 a, ImVec2 b, Colour colour, float thickness = 1) const;
  void dashed(const std::vector<ImVec2>& points, Colour colour, float thickness, float on, float off) const;
  void diamond(ImVec2 centre, float radius, Colour fill, Colour outline) const;
  void arrow(ImVec2 from, ImVec2 to, float bend, Colour colour, float thickness) const;

  const Ui& ui;
  ImDrawList* list;

 private:
  void note(const Rect& box, Font font, Colour colour, std::string_view text) const;
};

}  // namespace mainstay::viz
