#include <algorithm>
#include <numeric>

#include "viz/area.h"
#include "viz/foreign_texts.h"
#include "viz/map_view.h"

namespace mainstay::viz {

namespace {

// "MALI" as "M A L I": countries' names are set wide, so that they do not read as a region's. In other scripts this
// would tear joined letters apart.
std::string spaced(std::string_view name) {
  if (!foreign_letters(name).empty()) return std::string(name);
  std::string wide;
  for (std::size_t k = 0; k < name.size(); ++k) {
    const auto byte = static_cast<unsigned char>(name[k]);
    if (k > 0 && (byte & 0xc0) != 0x80) wide += ' ';
    // Accented letters of Latin-1 have their capitals 0x20 before them.
    const bool accented =
        k > 0 && static_cast<unsigned char>(name[k - 1]) == 0xc3 && byte >= 0xa0 && byte < 0xbf && byte != 0xb7;
    wide += accented ? static_cast<char>(byte - 0x20) : (byte < 0x80 ? static_cast<char>(std::toupper(byte)) : name[k]);
  }
  return wide;
}

// Scripts find it as "name ML-5".
void note_name(State& state, const Rect& box, Selection selection, const std::string& id) {
  state.names.push_back({box.grown(state.ui.px(2)), selection});
  Control control;
  control.name = "name " + id;
  control.rect = box;
  control.by_keys = false;  // F finds what it names
  state.controls.push_back(std::move(control));
}

void draw_country_names(State& state, const Camera& camera, const Painter& paint, Occupied& occupied) {
  const auto& countries = state.game->setting().map.countries;
  for (std::size_t c = 0; c < countries.size(); ++c) {
    const ImVec2 at = camera.to_screen(state.game->geometry.countries[c]);
    const std::string name = spaced(state.ui.typesetter->named(countries[c].name));
    const float w = paint.width(Font::small, name), h = paint.height(Font::small);
    for (const float down : {0.f, -26.f, 26.f, -52.f, 52.f}) {
      const Rect box{at.x - w / 2, at.y - h / 2 + state.ui.px(down), w, h};
      if (box.x < camera.view.x || box.right() > camera.view.right() || box.y < camera.view.y ||
          box.bottom() > camera.view.bottom() || !occupied.free(box.grown(state.ui.px(3))))
        continue;
      paint.text_with_halo(box.min(), Font::small, with_alpha(state.ui.theme.text, 190), name);
      note_name(state, box, {Selection::Kind::country, static_cast<std::uint32_t>(c)}, countries[c].id);
      occupied.take(box);
      break;
    }
  }
}

}  // namespace

void draw_labels(State& state, const Camera& camera, const Painter& paint, Occupied& occupied) {
  const Game& game = *state.game;
  const auto& regions = game.setting().map.regions;
  std::vector<std::size_t> order(regions.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::vector<sim::RegionIndex> surges = surge_regions(game);  // what is in question
  const auto rank = [&](std::size_t r) {
    if (state.selection == Selection{Selection::Kind::region, static_cast<std::uint32_t>(r)}) return 1e9f;
    const bool surge = std::find(surges.begin(), surges.end(), r) != surges.end();
    return game.geometry.regions[r].room * (surge ? 4 : 1);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) > rank(b); });
  const auto px = [&](float v) { return state.ui.px(v); };
  for (const std::size_t r : order) {
    const DrawnShape& shape = game.geometry.regions[r];
    const ImVec2 at = camera.to_screen(shape.anchor);
    if (!camera.view.contains(at)) continue;
    const float w = paint.width(Font::small, regions[r].name), h = paint.height(Font::small);
    // A name that is far wider than its region says nothing about where it belongs.
    if (rank(r) < 1e9f && w > 3.2f * shape.room * camera.zoom + px(26)) continue;
    const ImVec2 places[] = {{-w / 2, px(10)},      {-w / 2, -h - px(12)}, {px(14), -h / 2},
                             {-w - px(14), -h / 2}, {-w / 2, px(24)},      {-w / 2, -h / 2}};
    for (const ImVec2 place : places) {
      const Rect box{at.x + place.x, at.y + place.y, w, h};
      if (box.x < camera.view.x || box.right() > camera.view.right() || box.y < camera.view.y ||
          box.bottom() > camera.view.bottom() || !occupied.free(box.grown(px(2))))
        continue;
      paint.text_with_halo(box.min(), rank(r) >= 1e9f ? Font::small_bold : Font::small, state.ui.theme.text,
                           regions[r].name);
      note_name(state, box, {Selection::Kind::region, static_cast<std::uint32_t>(r)}, regions[r].id);
      occupied.take(box);
      break;
    }
  }
  draw_country_names(state, camera, paint, occupied);
}

}  // namespace mainstay::viz
