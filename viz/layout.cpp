#include <algorithm>
#include <cmath>

#include "viz/compare.h"
#include "viz/panels.h"

namespace mainstay::viz {

float scale_for(float width, float height, float wanted) {
  constexpr float least_width = 960, least_height = 540, step = 20;  // twentieths: no new letters for each pixel
  const float room = std::floor(std::min(width / least_width, height / least_height) * step) / step;
  return std::min(wanted, std::max(0.75f, room));
}

Layout make_layout(const State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  Layout l;
  l.top = {0, 0, state.width, px(44)};
  // A small or much enlarged window keeps at least a third of its width and height for the map.
  const float side = std::min(1.0f, state.width * 0.66f / px(640));
  const float bottom = std::min(std::clamp(state.height * 0.29f, px(232), px(320)), state.height * 0.42f);
  const float middle = state.height - px(44) - bottom;
  l.left_width = px(300) * side;
  l.left = {0, px(44), l.left_width, middle};
  l.right = {state.width - px(340) * side, px(44), px(340) * side, middle};
  l.bottom = {0, state.height - bottom, state.width, bottom};
  // An order's form needs more height than a low window leaves above the timeline: it covers the names of the lines.
  if (drafting(state) && middle < px(760)) {
    l.left.h = state.height - l.left.y;
    l.bottom.x = l.left.right();
    l.bottom.w = state.width - l.bottom.x;
  }
  if (comparing(state)) l.left.w = 0;  // maps side by side need the room more
  l.map = {l.left.right(), px(44), l.right.x - l.left.right(), middle};
  return l;
}

}  // namespace mainstay::viz
