// What was written where in a frame, so that tests can ask whether it can be read: texts over one another, texts that
// hardly differ from their ground, and texts whose letters no font has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "viz/painter.h"

namespace mainstay::viz {

class WrittenTexts {
 public:
  void clear();
  // As a reader finds it; `whole`: all of its letters are drawn.
  void add_text(const ImDrawList* list, const Rect& box, Colour colour, std::string_view text, bool whole = true);
  // `hides`: what was written there before is not seen any more.
  void add_ground(const ImDrawList* list, const Rect& box, Colour colour, bool hides);
  // Draw lists in the order in which they are seen, the lowest first. Call when the frame is drawn.
  void settle(const std::vector<const ImDrawList*>& lists);

  // The first two texts of which one lies over the other; empty if there are none.
  std::string overlap() const;
  // The text that differs least from its ground, of those below `least` : 1; empty if there is none.
  std::string faint(double least) const;
  // Whether it can be read anywhere.
  bool says(std::string_view part) const;
  // The first text with letters that are not drawn; empty if there is none.
  std::string lacking() const;

 private:
  struct Mark {
    const ImDrawList* list = nullptr;
    Rect box;
    Colour colour = 0;
    bool is_text = false, hides = false, whole = true;
    std::string text;
    std::size_t order = 0;
  };
  bool hidden(const Rect& part, std::size_t after) const;

  std::vector<Mark> marks_, settled_;  // of the frame that is being drawn; of the last one, from the lowest up
};

}  // namespace mainstay::viz
