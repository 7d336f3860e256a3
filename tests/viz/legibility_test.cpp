// What tests of the window ask of its texts is itself seen to report what it is for.
#include "viz/legibility.h"

#include <imgui.h>

#include "tests/catch.h"

using namespace mainstay::viz;

namespace {

constexpr Colour white = 0xffffffff, grey = 0xff808080, black = 0xff000000;

// Two lists of a window of 200 x 100, the first below the second.
struct Page {
  Page() : below(ImGui::GetDrawListSharedData()), above(ImGui::GetDrawListSharedData()) {
    for (ImDrawList* list : {&below, &above}) {
      list->_ResetForNewFrame();
      list->PushClipRect({0, 0}, {200, 100});
    }
  }
  void settle() { texts.settle({&below, &above}); }

  ImDrawList below, above;
  WrittenTexts texts;
};

struct Context {
  ImGuiContext* own = ImGui::CreateContext();
  ~Context() { ImGui::DestroyContext(own); }
};

}  // namespace

TEST_CASE("a text over another is reported, one beside it is not", "[viz]") {
  const Context context;
  Page page;
  page.texts.add_text(&page.below, {10, 10, 80, 16}, white, "capacity there");
  page.texts.add_text(&page.below, {92, 10, 80, 16}, white, "8 of 32");
  page.settle();
  CHECK(page.texts.overlap() == "");
  page.texts.add_text(&page.below, {10, 10, 80, 16}, white, "capacity there");
  page.texts.add_text(&page.above, {70, 12, 80, 16}, white, "8 of 32");
  page.settle();
  CHECK(page.texts.overlap().find("\"8 of 32\" over \"capacity there\"") == 0);
}

TEST_CASE("a text that a panel hides, or that is cut off, lies under nothing", "[viz]") {
  const Context context;
  Page page;
  page.texts.add_text(&page.below, {10, 10, 80, 16}, white, "hidden");
  page.texts.add_ground(&page.above, {0, 0, 100, 100}, black, true);
  page.texts.add_text(&page.above, {10, 10, 80, 16}, white, "seen");
  page.texts.add_text(&page.above, {190, 200, 80, 16}, white, "outside");
  page.settle();
  CHECK(page.texts.overlap() == "");
}

TEST_CASE("a text that hardly differs from its ground is reported with its contrast", "[viz]") {
  const Context context;
  Page page;
  page.texts.add_ground(&page.below, {0, 0, 200, 100}, black, true);
  page.texts.add_text(&page.below, {10, 10, 80, 16}, white, "plain");
  page.settle();
  CHECK(page.texts.faint(4.5) == "");
  page.texts.add_ground(&page.below, {0, 0, 200, 100}, 0xff606060, true);
  page.texts.add_text(&page.below, {10, 10, 80, 16}, grey, "footer");
  page.settle();
  CHECK(page.texts.faint(4.5).find("\"footer\" has a contrast of 1.59") == 0);
}

TEST_CASE("a text whose letters are not drawn is reported; what is hidden is not said", "[viz]") {
  const Context context;
  Page page;
  page.texts.add_text(&page.below, {10, 10, 80, 16}, white, "hidden");
  page.texts.add_ground(&page.above, {0, 0, 100, 100}, black, true);
  page.texts.add_text(&page.above, {10, 10, 80, 16}, white, "region of Kayes");
  page.settle();
  CHECK(page.texts.lacking() == "");
  CHECK(page.texts.says("Kayes"));
  CHECK(!page.texts.says("hidden"));
  page.texts.add_text(&page.below, {10, 10, 80, 16}, white, "Kayes");
  page.texts.add_text(&page.below, {10, 40, 80, 16}, white, "?????", false);
  page.settle();
  CHECK(page.texts.lacking() == "?????");
}
