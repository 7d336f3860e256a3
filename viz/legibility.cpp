#include "viz/legibility.h"

#include <fmt/core.h>

#include <algorithm>

namespace mainstay::viz {

namespace {

// A line is taller than its letters: what is compared is where these stand.
Rect letters_of(const Rect& box) {
  const float line = std::min(box.h, 20.0f) * 0.2f;
  return {box.x + 1, box.y + line, box.w - 2, box.h - 2 * line};
}

Rect common(const Rect& a, const Rect& b) {
  const float x = std::max(a.x, b.x), y = std::max(a.y, b.y);
  return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

bool covers(const Rect& whole, const Rect& part) {
  return whole.x <= part.x + 1 && whole.y <= part.y + 1 && whole.right() >= part.right() - 1 &&
         whole.bottom() >= part.bottom() - 1;
}

Colour over(Colour ground, Colour colour) {
  return mix(ground, colour, static_cast<float>(colour >> 24) / 255) | 0xff000000u;
}

}  // namespace

void WrittenTexts::clear() {
  marks_.clear();
}

void WrittenTexts::add_text(const ImDrawList* list, const Rect& box, Colour colour, std::string_view text, bool whole) {
  const ImVec2 low = list->GetClipRectMin(), high = list->GetClipRectMax();
  const Rect seen = common(box, {low.x, low.y, high.x - low.x, high.y - low.y});
  if (seen.w < 2 || seen.h < 4 || text.empty() || (colour >> 24) == 0) return;
  marks_.push_back({list, seen, colour, true, false, whole, std::string(text), 0});
}

void WrittenTexts::add_ground(const ImDrawList* list, const Rect& box, Colour colour, bool hides) {
  if ((colour >> 24) == 0) return;
  marks_.push_back({list, box, colour, false, hides && (colour >> 24) >= 200, true, "", 0});
}

void WrittenTexts::settle(const std::vector<const ImDrawList*>& lists) {
  for (std::size_t k = 0; k < marks_.size(); ++k) {
    const auto at = std::find(lists.begin(), lists.end(), marks_[k].list);
    marks_[k].order = static_cast<std::size_t>(at - lists.begin()) * 1'000'000 + k;
  }
  std::sort(marks_.begin(), marks_.end(), [](const Mark& a, const Mark& b) { return a.order < b.order; });
  settled_ = std::move(marks_);
  marks_.clear();
}

bool WrittenTexts::hidden(const Rect& part, std::size_t after) const {
  return std::any_of(settled_.begin() + static_cast<std::ptrdiff_t>(after) + 1, settled_.end(),
                     [&](const Mark& mark) { return mark.hides && covers(mark.box, part); });
}

std::string WrittenTexts::overlap() const {
  for (std::size_t a = 0; a < settled_.size(); ++a) {
    if (!settled_[a].is_text) continue;
    for (std::size_t b = a + 1; b < settled_.size(); ++b) {
      if (!settled_[b].is_text) continue;
      const Rect part = common(letters_of(settled_[a].box), letters_of(settled_[b].box));
      if (part.w < 1 || part.h < 1 || hidden(part, a)) continue;
      return fmt::format("\"{}\" over \"{}\" at {:.0f}, {:.0f}", settled_[b].text, settled_[a].text, part.x, part.y);
    }
  }
  return "";
}

std::string WrittenTexts::faint(double least) const {
  std::string worst;
  for (std::size_t k = 0; k < settled_.size(); ++k) {
    const Mark& text = settled_[k];
    if (!text.is_text || hidden(letters_of(text.box), k)) continue;
    Colour ground = 0;
    bool known = false;  // on the map alone no ground is
    for (std::size_t g = 0; g < k; ++g) {
      if (settled_[g].is_text || !settled_[g].box.contains(text.box.centre())) continue;
      if (!known && (settled_[g].colour >> 24) < 200) continue;
      ground = known ? over(ground, settled_[g].colour) : settled_[g].colour | 0xff000000u;
      known = true;
    }
    const double apart = known ? contrast(over(ground, text.colour), ground) : least;
    if (apart >= least) continue;
    least = apart;
    worst = fmt::format("\"{}\" has a contrast of {:.2f} : 1", text.text, apart);
  }
  return worst;
}

bool WrittenTexts::says(std::string_view part) const {
  for (std::size_t k = 0; k < settled_.size(); ++k)
    if (settled_[k].is_text && settled_[k].text.find(part) != std::string::npos &&
        !hidden(letters_of(settled_[k].box), k))
      return true;
  return false;
}

std::string WrittenTexts::lacking() const {
  const auto found =
      std::find_if(settled_.begin(), settled_.end(), [](const Mark& mark) { return mark.is_text && !mark.whole; });
  return found == settled_.end() ? "" : found->text;
}

}  // namespace mainstay::viz
