#include <algorithm>
#include <cctype>
#include <cstring>

#include "viz/overlays.h"

namespace mainstay::viz {

namespace {

std::string folded(std::string_view text) {
  // Accents are folded, so that "Segou" finds "Ségou".
  static constexpr struct {
    const char *accented, *plain;
  } folds[] = {{"é", "e"}, {"è", "e"}, {"ê", "e"}, {"ë", "e"}, {"à", "a"}, {"â", "a"},
               {"á", "a"}, {"ô", "o"}, {"ó", "o"}, {"ö", "o"}, {"î", "i"}, {"ï", "i"},
               {"í", "i"}, {"ç", "c"}, {"û", "u"}, {"ú", "u"}, {"ü", "u"}, {"ñ", "n"}};
  std::string plain;
  for (std::size_t k = 0; k < text.size();) {
    const auto* fold = std::find_if(std::begin(folds), std::end(folds), [&](const auto& f) {
      return text.substr(k, std::strlen(f.accented)) == f.accented;
    });
    if (fold != std::end(folds)) {
      plain += fold->plain;
      k += std::strlen(fold->accented);
    } else {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(text[k++])));
    }
  }
  return plain;
}

constexpr std::size_t most_found = 9;

std::vector<Found> look_for(const State& state) {
  const Game& game = *state.game;
  const auto& map = game.setting().map;
  const std::string wanted = folded(state.search_text);
  std::vector<Found> found;
  const auto add = [&](const std::string& name, const std::string& id, std::string what, Selection selection,
                       int kind) {
    // By its name; by its id, which stands in the place of a name that cannot be shown; or by what it is: "programme"
    // finds all of them.
    const std::size_t at = folded(name).find(wanted);
    if (at != std::string::npos)
      found.push_back({name, std::move(what), selection, kind + (at == 0 ? 0 : 10)});
    else if (folded(id).find(wanted) == 0 || folded(what).find(wanted) == 0)
      found.push_back({name, std::move(what), selection, kind + 20});
  };
  using Kind = Selection::Kind;
  for (std::uint32_t c = 0; c < map.countries.size(); ++c)
    add(map.countries[c].name, map.countries[c].id, "country", {Kind::country, c}, 1);
  for (std::uint32_t r = 0; r < map.regions.size(); ++r)
    add(map.regions[r].name, map.regions[r].id,
        map.regions[r].sea ? "sea zone" : "region, " + map.countries[map.regions[r].country].name, {Kind::region, r},
        0);
  if (game.moment) {
    const agents::World& world = *game.moment->world;
    for (std::uint32_t p = 0; p < world.programmes.size(); ++p)
      add(programme_title(game, world.programmes[p]), world.programmes[p].id, "programme", {Kind::programme, p}, 2);
    for (std::uint32_t g = 0; g < world.groups.size(); ++g)
      add(group_title(game, world.groups[g]), world.groups[g].id, "threat group", {Kind::group, g}, 2);
    for (std::uint32_t i = 0; i < world.institutions.size(); ++i)
      if (world.institutions.active[i])
        add(institution_title(game, world.institutions, i) + ", " + map.regions[world.institutions.region[i]].name,
            world.institutions.id[i], "institution", {Kind::institution, i}, 3);
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.rank < b.rank; });
  if (found.size() > most_found) found.resize(most_found);
  return found;
}

const std::vector<Found>& find(State& state) {
  FoundList& known = state.found;
  if (known.moment != state.game->moment || known.text != state.search_text || !known.moment)
    known = {state.search_text, state.game->moment, look_for(state)};
  return known.found;
}

}  // namespace

void close_search(State& state) {
  state.search = false;
  state.search_text.clear();
  state.search_choice = 0;
}

void draw_search(State& state, const Rect& map) {
  const auto px = [&](float v) { return state.ui.px(v); };
  const Theme& t = state.ui.theme;
  const std::vector<Found> found = find(state);
  const float row = px(28), w = std::min(px(420), map.w - px(24));
  const Rect box{map.x + (map.w - w) / 2, map.y + px(16), w,
                 px(56) + row * static_cast<float>(std::max<std::size_t>(1, found.size()))};
  Panel panel(state, "find", box, Panel::transparent | Panel::on_top);
  const Painter& paint = panel.paint;
  paint.fill(box, t.raised, px(6));
  paint.frame(box, t.line, px(6));
  const bool enter =
      text_field(state, "find", {box.x + px(12), box.y + px(10), w - px(24), px(30)},
                 "Region, country, unit, programme, group", state.search_text, 63, ImGui::IsWindowAppearing());
  float y = box.y + px(48);
  const auto choose = [&](const Found& item) {
    select(state, item.selection, true);
    close_search(state);
  };
  state.search_choice = std::min(state.search_choice, found.empty() ? 0 : found.size() - 1);
  if (found.empty()) paint.text({box.x + px(20), y + px(6)}, Font::small, t.muted, "Nothing of that name.");
  for (std::size_t k = 0; k < found.size(); ++k) {
    const Rect line{box.x + px(8), y, w - px(16), row};
    const bool clicked = clickable(state, "found " + std::to_string(k), line);
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    if (ImGui::IsItemHovered() && (moved.x != 0 || moved.y != 0)) state.search_choice = k;
    if (k == state.search_choice) paint.fill(line, t.pressed, px(3));
    paint.text({line.x + px(12), y + px(6)}, Font::small, t.text,
               paint.fit(Font::small, found[k].name, line.w * 0.62f));
    paint.text_right({line.right() - px(12), y + px(6)}, Font::small, t.muted,
                     paint.fit(Font::small, found[k].what, line.w * 0.32f));
    y += row;
    if (clicked || (enter && k == state.search_choice)) return choose(found[k]);
  }
}

}  // namespace mainstay::viz
