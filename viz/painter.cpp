#include "viz/painter.h"

#include <algorithm>
#include <cmath>

#include "scenarios/unicode.h"
#include "viz/legibility.h"

namespace mainstay::viz {

namespace {

// Whole pixels keep small text sharp.
ImVec2 snapped(ImVec2 at) {
  return {std::round(at.x), std::round(at.y)};
}

const char* end_of(std::string_view text) {
  return text.data() + text.size();
}

bool is_continued(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

// The start of the UTF-8 character before `at`.
std::size_t previous_character(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && is_continued(text[at]));
  return at;
}

ImVec2 size_of(const ImFont& face, std::string_view drawn, float wrap) {
  return face.CalcTextSizeA(face.FontSize, 1e9f, wrap, drawn.data(), end_of(drawn));
}

// What is drawn of a paragraph, and where ImGui is still to break its lines. Of scripts that run from right to left the
// lines are broken before they are turned, or the first words would stand in the last one.
struct Lines {
  std::string drawn;
  float wrap;
};

Lines broken(const Ui& ui, Font font, std::string_view text, float wrap) {
  Typesetter& typesetter = *ui.typesetter;
  if (!typesetter.turned(text)) return {std::string(typesetter.drawn(text)), wrap};
  const std::string named(typesetter.named(text));
  std::string lines;
  for (std::size_t at = 0; at < named.size();) {
    const std::size_t end = std::min(named.find('\n', at), named.size());
    const char* stop = ui.fonts[font]->CalcWordWrapPositionA(1, &named[at], named.data() + end, wrap);
    std::size_t next = std::max(at + 1, static_cast<std::size_t>(stop - named.data()));
    while (next < end && is_continued(named[next])) ++next;
    next = std::min(next, end);
    lines += typesetter.drawn(std::string_view(named).substr(at, next - at));
    at = next;
    while (at < named.size() && (named[at] == ' ' || (at == end && named[at] == '\n'))) ++at;
    if (at < named.size()) lines += '\n';
  }
  return {std::move(lines), 0};
}

bool has_all_letters(const ImFont& face, std::string_view drawn) {
  const std::u32string points = scenarios::code_points(drawn);
  return std::all_of(points.begin(), points.end(), [&](char32_t letter) {
    return letter < ' ' ||
           (letter <= IM_UNICODE_CODEPOINT_MAX && face.FindGlyphNoFallback(static_cast<ImWchar>(letter)));
  });
}

}  // namespace

float Painter::width(Font font, std::string_view text) const {
  return size_of(*ui.fonts[font], ui.typesetter->drawn(text), 0).x;
}

float Painter::text(ImVec2 at, Font font, Colour colour, std::string_view text) const {
  const std::string_view drawn = ui.typesetter->drawn(text);
  list->AddText(ui.fonts[font], ui.fonts[font]->FontSize, snapped(at), colour, drawn.data(), end_of(drawn));
  const float w = size_of(*ui.fonts[font], drawn, 0).x;
  note({at.x, at.y, w, height(font)}, font, colour, text);
  return w;
}

// For tests that ask what can be read.
void Painter::note(const Rect& box, Font font, Colour colour, std::string_view text) const {
  if (!ui.written) return;
  const bool whole = ui.typesetter->whole(text) && has_all_letters(*ui.fonts[font], ui.typesetter->drawn(text));
  ui.written->add_text(list, box, colour, ui.typesetter->named(text), whole);
}

void Painter::text_right(ImVec2 corner, Font font, Colour colour, std::string_view text) const {
  this->text({corner.x - width(font, text), corner.y}, font, colour, text);
}

void Painter::text_centred(ImVec2 centre, Font font, Colour colour, std::string_view text) const {
  this->text({centre.x - width(font, text) / 2, centre.y - height(font) / 2}, font, colour, text);
}

void Painter::text_with_halo(ImVec2 at, Font font, Colour colour, std::string_view text) const {
  const float d = std::max(1.0f, ui.px(1));
  const std::string_view drawn = ui.typesetter->drawn(text);
  for (const auto& [dx, dy] : {std::pair{-d, -d}, {d, d}, {-d, d}, {d, -d}})
    list->AddText(ui.fonts[font], ui.fonts[font]->FontSize, snapped({at.x + dx, at.y + dy}), ui.theme.halo,
                  drawn.data(), end_of(drawn));
  if (ui.written) ui.written->add_ground(list, {at.x, at.y, width(font, text), height(font)}, ui.theme.halo, false);
  this->text(at, font, colour, text);
}

float Painter::paragraph(ImVec2 at, Font font, Colour colour, std::string_view text, float wrap) const {
  const ImFont* face = ui.fonts[font];
  at = snapped(at);
  const Lines lines = broken(ui, font, text, wrap);
  list->AddText(face, face->FontSize, at, colour, lines.drawn.data(), end_of(lines.drawn), lines.wrap);
  const ImVec2 size = size_of(*face, lines.drawn, lines.wrap);
  note({at.x, at.y, size.x, size.y}, font, colour, text);
  return size.y;
}

ImVec2 Painter::paragraph_size(Font font, std::string_view text, float wrap) const {
  const Lines lines = broken(ui, font, text, wrap);
  return size_of(*ui.fonts[font], lines.drawn, lines.wrap);
}

std::string Painter::fit(Font font, std::string_view text, float available) const {
  if (width(font, text) <= available) return std::string(text);
  const std::string named(ui.typesetter->named(text));  // half a name would not give way to its id
  std::size_t end = named.size();
  while (end > 0) {
    end = previous_character(named, end);
    std::string shorter = named.substr(0, end) + "…";
    if (width(font, shorter) <= available) return shorter;
  }
  return "";
}

void Painter::fill(const Rect& rect, Colour colour, float rounding) const {
  list->AddRectFilled(rect.min(), rect.max(), colour, rounding);
  if (ui.written) ui.written->add_ground(list, rect, colour, true);
}

void Painter::frame(const Rect& rect, Colour colour, float rounding, float thickness) const {
  list->AddRect(rect.min(), rect.max(), colour, rounding, 0, thickness);
}

void Painter::line(ImVec2 a, ImVec2 b, Colour colour, float thickness) const {
  list->AddLine(a, b, colour, thickness);
}

void Painter::dashed(const std::vector<ImVec2>& points, Colour colour, float thickness, float on, float off) const {
  float along = 0;  // since the last dash began
  for (std::size_t k = 1; k < points.size(); ++k) {
    const ImVec2 a = points[k - 1], b = points[k];
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    float done = 0;
    while (done < length) {
      const bool drawing = along < on;
      const float piece = std::min(length - done, (drawing ? on : on + off) - along);
      const auto place = [&](float t) {
        return ImVec2{a.x + (b.x - a.x) * t / length, a.y + (b.y - a.y) * t / length};
      };
      if (drawing) list->AddLine(place(done), place(done + piece), colour, thickness);
      done += piece;
      along += piece;
      if (along >= on + off) along = 0;
      if (piece <= 0) break;
    }
  }
}

void Painter::diamond(ImVec2 c, float r, Colour fill, Colour outline) const {
  list->AddQuadFilled({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, fill);
  if (ui.written) ui.written->add_ground(list, Rect{c.x, c.y, 0, 0}.grown(r / 2), fill, true);
  list->AddQuad({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, outline, ui.px(1.5f));
}

void Painter::arrow(ImVec2 from, ImVec2 to, float bend, Colour colour, float thickness) const {
  const ImVec2 along = {to.x - from.x, to.y - from.y};
  const ImVec2 middle = {(from.x + to.x) / 2 + along.y * bend, (from.y + to.y) / 2 - along.x * bend};
  list->AddBezierQuadratic(from, middle, to, colour, thickness);
  const float dx = to.x - middle.x, dy = to.y - middle.y, length = std::max(1.0f, std::hypot(dx, dy));
  const float head = ui.px(5) + thickness * 1.5f, ux = dx / length, uy = dy / length;
  list->AddTriangleFilled({to.x + ux * head / 2, to.y + uy * head / 2},
                          {to.x - ux * head - uy * head * 0.6f, to.y - uy * head + ux * head * 0.6f},
                          {to.x - ux * head + uy * head * 0.6f, to.y - uy * head - ux * head * 0.6f}, colour);
}

}  // namespace mainstay::viz
