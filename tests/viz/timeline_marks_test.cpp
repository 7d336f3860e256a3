#include "viz/timeline_marks.h"

#include <algorithm>

#include "tests/catch.h"

using namespace mainstay;
using namespace mainstay::viz;

namespace {

// Letters of six pixels, cut where there is no more room.
std::string fit(const std::string& text, float width) {
  const auto letters = static_cast<std::size_t>(std::max(0.0f, width) / 6);
  if (text.size() <= letters) return text;
  return letters < 2 ? "" : text.substr(0, letters - 1) + "…";
}

Mark mark(sim::Week week, int rank, const char* text) {
  Mark made;
  made.week = week;
  made.rank = rank;
  made.text = text;
  return made;
}

// Two pixels a week.
const Axes axes{{100, 0, 1040, 100}, 0, 520, 0, 1};
const SignRoom room{4, 4, 1140, fit};

}  // namespace

TEST_CASE("a long label covers no other sign of the timeline", "[viz]") {
  const auto signs = place_signs({mark(10, 9, "intervention of a very long name that would reach across a whole year"),
                                  mark(20, 8, "order: relief"), mark(40, 3, "flood, Mopti"), mark(200, 6, "election")},
                                 axes, room);
  REQUIRE(signs.size() == 4);
  for (std::size_t k = 0; k + 1 < signs.size(); ++k) {
    const float label_end = signs[k].x + 8 + 6 * static_cast<float>(signs[k].label.size());
    CAPTURE(k, signs[k].label);
    if (!signs[k].label.empty()) CHECK(label_end <= signs[k + 1].x);
  }
  CHECK(signs[0].label.empty());  // 20 pixels hold no word
  CHECK(signs[2].label == "flood, Mopti");
  CHECK(signs[3].label == "election");
}

TEST_CASE("a label is shortened before it is left out", "[viz]") {
  const auto signs = place_signs({mark(10, 8, "order: peacekeeping mission"), mark(60, 8, "order: talks")}, axes, room);
  REQUIRE(signs.size() == 2);
  CHECK(signs[0].label.find("order: peace") == 0);
  CHECK(signs[0].label != signs[0].marks[0].text);
}

TEST_CASE("what happens within a few pixels is one sign that holds all of it, the weightiest first", "[viz]") {
  const auto signs = place_signs(
      {mark(12, 3, "flood"), mark(10, 8, "order"), mark(11, 4, "attack"), mark(30, 3, "drought")}, axes, room);
  REQUIRE(signs.size() == 2);
  REQUIRE(signs[0].marks.size() == 3);
  CHECK(signs[0].marks[0].text == "order");
  CHECK(signs[1].marks.size() == 1);
}

TEST_CASE("however many marks there are, none is lost and no two signs touch", "[viz]") {
  std::vector<Mark> marks;
  for (sim::Week week = 0; week < 520; week += 3)
    marks.push_back(mark(week, static_cast<int>(week % 7) + 1, "something"));
  const auto signs = place_signs(marks, axes, room);
  std::size_t held = 0;
  for (std::size_t k = 0; k < signs.size(); ++k) {
    held += signs[k].marks.size();
    if (k > 0) CHECK(signs[k].x - signs[k - 1].x >= 2 * room.half);
  }
  CHECK(held == marks.size());
}
