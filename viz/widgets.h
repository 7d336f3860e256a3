// Controls in the current ImGui window, drawn in the window's own style. Each has a name, unique in a frame, by which
// scripts and tests find it.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "viz/painter.h"
#include "viz/state.h"

namespace mainstay::viz {

// An ImGui window without any decoration at a fixed place; ends with its scope.
class Panel {
 public:
  enum Flags { plain = 0, scrolls = 1, transparent = 2, on_top = 4 };
  Panel(State& state, const char* name, const Rect& rect, int flags = plain);
  ~Panel();
  Panel(const Panel&) = delete;
  Panel& operator=(const Panel&) = delete;
  Painter paint;
  float scroll_y = 0;              // how far its contents are scrolled up
  void reach(float bottom) const;  // tells a scrolling panel how far down its contents go

 private:
  State& state_;
  std::string around_;  // the panel that it stands in
  bool transparent_;
};

// A part of a panel whose contents scroll; ends with its scope.
class ScrollArea {
 public:
  ScrollArea(State& state, const char* name, const Rect& rect);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;
  Painter paint;
  float scroll_y;
  void reach(float bottom) const;  // as of Panel
};

// An area that can be clicked, or pressed by Enter; returns whether it was. Ask ImGui::IsItemHovered() and
// IsItemActive() after it.
bool clickable(State& state, const std::string& name, const Rect& rect);
// A field to type a line in; true when Enter ends it. `now`: typing begins at once.
bool text_field(State& state, const std::string& name, const Rect& rect, const char* hint, std::string& text,
                std::size_t longest, bool now = false);

enum class ButtonStyle { primary, quiet, bare };
bool button(State& state, const Painter& paint, const std::string& name, const Rect& rect, std::string_view label,
            ButtonStyle style, bool enabled = true);
// A label, a value and a bar; true while the value changes.
bool slider(State& state, const Painter& paint, const std::string& name, const Rect& rect, std::string_view label,
            std::string_view value_text, float& value, float low, float high, float step, Colour colour);
bool toggle(State& state, const Painter& paint, const std::string& name, ImVec2 at, bool& value);
bool chip(State& state, const Painter& paint, const std::string& name, ImVec2 at, std::string_view label, bool chosen,
          float& width);
// Shows the chosen item; opens a list of all. True when another one was chosen.
bool choice(State& state, const Painter& paint, const std::string& name, const Rect& rect, std::string_view caption,
            std::span<const std::string> items, std::size_t& chosen);
// A note beside the mouse.
void draw_note(State& state, std::string_view title, std::string_view text);
// Explains the last control while the mouse rests on it.
void tooltip(State& state, std::string_view text);
// The same of a part of the current ImGui window.
void tooltip_over(State& state, const Rect& rect, std::string_view title, std::string_view text);

}  // namespace mainstay::viz
