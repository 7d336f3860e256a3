#include "scenarios/scenario.h"
#include "sessions/session.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "viz/display.h"
#include "viz/panels.h"

using namespace mainstay;
using namespace mainstay::viz;

namespace {

void expect_same(const Rect& a, const Rect& b) {
  CHECK(a.x == b.x);
  CHECK(a.y == b.y);
  CHECK(a.w == b.w);
  CHECK(a.h == b.h);
}

}  // namespace

TEST_CASE("drafting an order neither moves nor rescales the lines of the timeline", "[viz]") {
  const auto scenario = std::make_shared<const scenarios::Scenario>(
      scenarios::load_scenario(mainstay::tests::project_folder() + "/scenarios/smallest.json"));
  State state;
  state.game = std::make_unique<Game>(sessions::Session(scenario, 1));
  for (const auto& [width, height] : {std::pair{1280.f, 720.f}, {1600.f, 900.f}, {1920.f, 1080.f}, {3840.f, 2160.f}})
    for (const float wanted : {0.75f, 1.f, 1.5f, 2.5f}) {
      state.width = width;
      state.height = height;
      state.ui.scale = scale_for(width, height, wanted);
      CAPTURE(width, height, state.ui.scale);
      state.draft.reset();
      const Layout before = make_layout(state);
      state.draft.emplace();
      const Layout now = make_layout(state);
      expect_same(timeline_area(state, before.bottom), timeline_area(state, now.bottom));
      expect_same(before.map, now.map);
      CHECK(timeline_area(state, now.bottom).x - state.ui.px(46) >=
            now.left.right());  // the labels of the axis are seen
      CHECK(now.left.w <= now.map.w + 1);
    }
}

TEST_CASE("type is never larger than the window has room for", "[viz]") {
  CHECK(scale_for(1280, 720, 1) == 1);
  CHECK(scale_for(1280, 720, 1.25f) == 1.25f);
  CHECK(scale_for(1600, 900, 2.5f) < 1.7f);
  CHECK(scale_for(3840, 2160, 2.5f) == 2.5f);
  CHECK(scale_for(640, 400, 1) >= 0.75f);
}

TEST_CASE("a first window is scaled as the display is", "[viz]") {
  const auto scale = [](double font_dpi, double toolkit, double dots, double millimetres, double screen_dpi = 0) {
    return scale_of({font_dpi, toolkit, dots, millimetres > 0 ? dots / millimetres * 25.4 : 0, screen_dpi});
  };
  CHECK(scale(0, 0, 1080, 300) == 1);      // 24 inches
  CHECK(scale(0, 0, 2160, 336) == 1.75f);  // 27 inches
  CHECK(scale(0, 0, 2160, 190) == 2.5f);   // 15 inches: as far as it goes
  CHECK(scale(0, 0, 2160, 900) == 1);      // a wall
  CHECK(scale(192, 0, 2160, 336) == 2);    // what was chosen for the desktop counts
  CHECK(scale(96, 0, 2160, 336) == 1);
  CHECK(scale(96, 2, 2160, 336) == 2);
  CHECK(scale(0, 2, 1080, 300) == 2);
  CHECK(scale(0, 0, 2160, 0) == 2);   // a display that does not know its size: by its lines
  CHECK(scale(0, 0, 2160, 10) == 2);  // or that says nonsense
  CHECK(scale(9600, 0, 1080, 300) == 2.5f);
  CHECK(scale(0, 0, 0, 0) == 1);
  CHECK(scale(0, 0, 2160, 336, 96) == 1.75f);  // what servers invent does not count
  CHECK(scale(0, 0, 2160, 572, 96) == 2);      // also where there is nothing else: by its lines
  CHECK(scale(0, 0, 1080, 286, 96) == 1);
  CHECK(scale(0, 0, 2160, 571.5, 192) == 2);
}
