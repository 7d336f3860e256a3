#include <algorithm>

#include "viz/compare.h"
#include "viz/panels.h"

namespace mainstay::viz {

Layout make_layout(const State& state) {
  const auto px = [&](float v) { return state.ui.px(v); };
  Layout l;
  l.top = {0, 0, state.width, px(44)};
  // A small or much enlarged window keeps at least a third of its width and height for the map.
  const float side = std::min(1.0f, state.width * 0.66f / px(640));
  const float bottom = std::min(std::clamp(state.height * 0.29f, px(232), px(320)), state.height * 0.42f);
  const float middle = state.height - px(44) - bottom;
  l.left = {0, px(44), px(300) * side, middle};
  l.right = {state.width - px(340) * side, px(44), px(340) * side, middle};
  l.bottom = {0, state.height - bottom, state.width, bottom};
  if (state.draft &&
      middle < px(760)) {  // an order's form needs more height than a low window leaves above the timeline
    l.left.h = state.height - l.left.y;
    l.bottom.x = l.left.right();
    l.bottom.w = state.width - l.bottom.x;
  }
  if (comparing(state)) l.left.w = 0;  // maps side by side need the room more
  l.map = {l.left.right(), px(44), l.right.x - l.left.right(), middle};
  return l;
}

}  // namespace mainstay::viz
