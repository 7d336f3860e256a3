#include "viz/signs.h"

#include <algorithm>
#include <cmath>

#include "viz/panels.h"

namespace mainstay::viz {

using namespace agents;

namespace {

constexpr Font sign_font = Font::bold;  // read from the back of a room

Colour sign_ground(const State& state) {
  return state.light ? state.ui.theme.panel : rgb(0x10151b);
}

constexpr float key_row_height = 25;  // of the key

struct KeyRow {
  Side side;
  std::string sign, meaning;
};

// Kinds of which there is a unit now, in the order of the catalogue, then everybody else.
std::vector<KeyRow> key_rows(const Game& game) {
  const World& world = *game.moment->world;
  const auto& kinds = game.setting().catalogue.institutions;
  std::vector<bool> present(kinds.size());
  for (Index i = 0; i < world.institutions.size(); ++i)
    if (world.institutions.active[i]) present[world.institutions.kind[i]] = true;
  std::vector<KeyRow> rows;
  for (std::size_t k = 0; k < kinds.size(); ++k)
    if (present[k] && kinds[k].sector != Sector::society)
      rows.push_back({Side::state, kinds[k].symbol, kinds[k].title});
  rows.push_back({Side::advisers, "A+", "Advisory team of a donor"});
  rows.push_back({Side::threat, "3", "Threat: how many cells"});
  return rows;
}

// What moves and is outlined has no letter: a sample of each.
void draw_other_signs(const State& state, const Painter& paint, float x, float y) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  const auto row = [&](int k) { return y + px(key_row_height) * static_cast<float>(k) + px(9); };
  const auto say = [&](int k, const char* meaning) {
    paint.text({x + px(32), row(k) - paint.height(Font::small) / 2}, Font::small, t.text, meaning);
  };
  paint.list->AddCircle({x + px(9), row(0)}, px(8), t.threat, 0, px(1.5f));
  paint.list->AddCircle({x + px(9), row(0)}, px(4), t.threat, 0, px(1));
  say(0, "An attack, the last four weeks");
  paint.arrow({x, row(1)}, {x + px(18), row(1)}, 0, t.threat, px(2));
  say(1, "Fighters that moved, half a year");
  paint.arrow({x, row(2)}, {x + px(18), row(2)}, 0, t.surge, px(2));
  say(2, "Goods on their way (trafficking map)");
  paint.frame({x + px(1), row(3) - px(7), px(16), px(14)}, t.surge, px(2), px(2));
  say(3, "Where the surges go");
  paint.frame({x + px(1), row(4) - px(7), px(16), px(14)}, t.text, px(2), px(2));
  say(4, "What is chosen");
}

}  // namespace

Rect count_badge_box(const State& state, const Painter& paint, const Rect& sign, int count) {
  const float wide = std::max(state.ui.px(17), paint.width(sign_font, std::to_string(count)) + state.ui.px(7));
  return {sign.right() - state.ui.px(7), sign.y - state.ui.px(10), wide, state.ui.px(17)};
}

void draw_count_badge(const State& state, const Painter& paint, const Rect& sign, int count) {
  const Rect badge = count_badge_box(state, paint, sign, count);
  paint.fill(badge.grown(state.ui.px(1)), sign_ground(state), state.ui.px(9.5f));
  paint.fill(badge, state.ui.theme.state, state.ui.px(8.5f));
  paint.text_centred(badge.centre(), sign_font, state.ui.theme.on_accent, std::to_string(count));
}

void draw_sign(const State& state, const Painter& paint, Side side, const std::string& text, double persons,
               const Rect& box) {
  const Theme& t = state.ui.theme;
  const auto px = [&](float v) { return state.ui.px(v); };
  if (side == Side::threat) {
    const float size = std::max(px(9.5f + static_cast<float>(std::min(4.0, std::sqrt(persons) / 12))),
                                paint.width(sign_font, text) / 2 + px(7));
    paint.diamond(box.centre(), size, sign_ground(state), t.threat);
    paint.text_centred(box.centre(), sign_font, t.threat, text);
    return;
  }
  const Colour colour = side == Side::advisers ? t.surge : t.state;
  paint.fill(box, sign_ground(state), px(4));
  paint.frame(box, colour, px(4), px(1.5f));
  paint.text_centred(box.centre(), sign_font, colour, text);
}

void draw_sign_key(State& state, const Rect& map) {
  if (!state.signs || !state.game || !state.game->moment) return;
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const std::vector<KeyRow> rows = key_rows(*state.game);
  constexpr int others = 5;
  const std::size_t each = (rows.size() + others + 1) / 2;
  const float column = std::min(px(262), (map.w - px(56)) / 2),
              h = px(key_row_height) * static_cast<float>(each) + px(84);
  const Rect box{map.x + px(16), std::max(map.y + px(8), legend_box(state, map).y - px(8) - h), 2 * column + px(24), h};
  Panel panel(state, "sign key", box, Panel::on_top);
  const Painter& paint = panel.paint;
  paint.fill(box, t.panel, px(6));
  paint.frame(box, t.line, px(6));
  paint.text({box.x + px(16), box.y + px(12)}, Font::bold, t.text, "Signs on the map");
  if (button(state, paint, "close signs", {box.right() - px(76), box.y + px(9), px(64), px(24)}, "Close",
             ButtonStyle::quiet))
    state.signs = false;
  const float top = box.y + px(42);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const float x = box.x + px(16) + column * static_cast<float>(k / each);
    const float y = top + px(key_row_height) * static_cast<float>(k % each);
    const Rect sign{x, y, rows[k].side == Side::advisers ? px(26) : px(21), px(21)};
    draw_sign(state, paint, rows[k].side, rows[k].sign, 0, sign);
    paint.text({x + px(32), y + px(10) - paint.height(Font::small) / 2}, Font::small, t.text,
               paint.fit(Font::small, rows[k].meaning, column - px(44)));
  }
  draw_other_signs(state, paint, box.x + px(16) + column,
                   top + px(key_row_height) * static_cast<float>(rows.size() - each));
  paint.text({box.x + px(16), box.bottom() - px(30)}, Font::tiny, t.muted,
             paint.fit(Font::tiny,
                       "A number: that many institutions, of which the largest lends its letter. A click tells more.",
                       box.w - px(32)));
}

}  // namespace mainstay::viz
