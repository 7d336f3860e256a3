#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "viz/compare.h"
#include "viz/format.h"
#include "viz/map_view.h"
#include "viz/signs.h"

namespace mainstay::viz {

using namespace agents;

namespace {

// One sign on the map: a unit kind, a cell, an advisory team, or several of them in one place.
struct Token {
  Side side = Side::state;
  MapPoint place;
  ImVec2 offset;                        // from it, in design pixels
  std::string text;                     // symbol of the largest, or strength
  double weight = 0;                    // persons: the heavier one is drawn when two meet
  int count = 0;                        // institutions, cells or teams
  std::map<std::string, double> parts;  // what it stands for: institutions by kind, fighters by group, advisers
  std::vector<RegionIndex> regions;
  Selection selection;  // what a click on it chooses
};

void join(Token& token, const Token& other) {
  token.count += other.count;
  token.weight += other.weight;
  for (const auto& [part, amount] : other.parts) token.parts[part] += amount;
  for (const RegionIndex region : other.regions)
    if (std::find(token.regions.begin(), token.regions.end(), region) == token.regions.end())
      token.regions.push_back(region);
  if (token.side == Side::threat) token.text = std::to_string(token.count);
  // Several institutions are listed by their region; a group is the same in all its places.
  if (token.side == Side::state) token.selection = {Selection::Kind::region, token.regions.front()};
}

// Above this room (pixels from a region's anchor to its outline) every kind stands for itself.
constexpr float room_for_kinds = 70;

void add_institutions(const Game& game, const World& world, const Camera& camera, float scale,
                      std::vector<Token>& tokens) {
  const Institutions& units = world.institutions;
  std::vector<std::map<KindIndex, Token>> by_kind(game.setting().regions());
  for (Index i = 0; i < units.size(); ++i) {
    if (!units.active[i]) continue;
    const InstitutionKind& kind = game.setting().catalogue.institutions[units.kind[i]];
    if (kind.sector == Sector::society) continue;
    Token& token = by_kind[units.region[i]][units.kind[i]];
    token.text = kind.symbol;
    token.weight += units.staff[i];
    ++token.count;
    token.parts[kind.title] += 1;
    token.regions = {units.region[i]};
    token.selection = token.count == 1 ? Selection{Selection::Kind::institution, i}
                                       : Selection{Selection::Kind::region, units.region[i]};
  }
  for (std::size_t r = 0; r < by_kind.size(); ++r) {
    std::vector<Token> all;
    for (auto& [kind, token] : by_kind[r]) all.push_back(std::move(token));
    if (all.empty()) continue;
    std::stable_sort(all.begin(), all.end(), [](const Token& a, const Token& b) { return a.weight > b.weight; });
    const DrawnShape& shape = game.geometry.regions[r];
    const float room = shape.room * camera.zoom / scale;
    if (room < room_for_kinds) {
      Token cluster = all.front();
      for (std::size_t k = 1; k < all.size(); ++k) join(cluster, all[k]);
      cluster.place = shape.anchor;
      cluster.offset = {0, 0};
      tokens.push_back(cluster);
      continue;
    }
    constexpr int columns = 4;
    for (std::size_t k = 0; k < all.size(); ++k) {
      all[k].place = shape.anchor;
      const int column = static_cast<int>(k) % columns, row = static_cast<int>(k) / columns;
      all[k].offset = {static_cast<float>(column) * 32 - 48, static_cast<float>(row) * 32 - 32};
      tokens.push_back(all[k]);
    }
  }
}

void add_threats(const Game& game, const World& world, const Camera& camera, float scale, std::vector<Token>& tokens) {
  std::vector<Token> by_region(game.setting().regions());
  std::vector<double> strongest(game.setting().regions());
  for (Index c = 0; c < world.cells.size(); ++c) {
    Token& token = by_region[world.cells.region[c]];
    token.weight += world.cells.strength[c];
    ++token.count;
    token.parts[group_title(game, world.groups[world.cells.group[c]])] += world.cells.strength[c];
    token.regions = {world.cells.region[c]};
    const double group = token.parts[group_title(game, world.groups[world.cells.group[c]])];
    if (group < strongest[world.cells.region[c]]) continue;
    strongest[world.cells.region[c]] = group;
    token.selection = {Selection::Kind::group, world.cells.group[c]};
  }
  for (std::size_t r = 0; r < by_region.size(); ++r) {
    if (by_region[r].count == 0 || by_region[r].weight < 15) continue;
    const DrawnShape& shape = game.geometry.regions[r];
    const float aside = std::clamp(shape.room * camera.zoom / scale * 0.55f, 16.f, 74.f);
    Token& token = by_region[r];
    token.side = Side::threat;
    token.place = shape.anchor;
    token.offset = {aside, -aside * 0.5f};
    token.text = std::to_string(token.count);
    tokens.push_back(token);
  }
}

void add_teams(const Game& game, const World& world, std::vector<Token>& tokens) {
  std::map<RegionIndex, Token> by_region;
  for (const AdvisoryTeam& team : world.teams) {
    Token& token = by_region[team.region];
    token.weight += team.advisers;
    ++token.count;
    token.parts["Advisers"] += team.advisers;
    token.regions = {team.region};
    token.selection = team.programme == none ? Selection{Selection::Kind::region, team.region}
                                             : Selection{Selection::Kind::programme, team.programme};
  }
  for (auto& [region, token] : by_region) {
    token.side = Side::advisers;
    token.place = game.geometry.regions[region].anchor;
    token.offset = {-28, 4};
    token.text = "A+";
    tokens.push_back(token);
  }
}

Rect token_box(const State& state, const Camera& camera, const Token& token) {
  const ImVec2 at = camera.to_screen(token.place);
  const float w = state.ui.px(token.side == Side::advisers ? 27.f : 21.f), h = state.ui.px(21);
  return {at.x + state.ui.px(token.offset.x) - w / 2, at.y + state.ui.px(token.offset.y) - h / 2, w, h};
}

// With its badge, by which it is told from its neighbours.
Rect whole_box(const State& state, const Painter& paint, const Token& token, const Rect& box) {
  if (token.count < 2 || token.side != Side::state) return box;
  const Rect badge = count_badge_box(state, paint, box, token.count);
  return {box.x, badge.y, badge.right() - box.x, box.bottom() - badge.y};
}

void draw_token(const State& state, const Painter& paint, const Token& token, const Rect& box) {
  draw_sign(state, paint, token.side, token.text, token.weight, box);
  if (token.count > 1 && token.side == Side::state) draw_count_badge(state, paint, box, token.count);
}

// What a token stands for, where the mouse rests on it.
void explain_token(State& state, const Token& token) {
  static constexpr const char* nouns[][2] = {
      {"institution", "institutions"}, {"advisory team", "advisory teams"}, {"threat cell", "threat cells"}};
  const auto& map = state.game->setting().map;
  std::string title = fmt::format("{} {}", token.count, nouns[static_cast<int>(token.side)][token.count == 1 ? 0 : 1]);
  for (std::size_t k = 0; k < token.regions.size() && k < 3; ++k)
    title += (k == 0 ? ", " : " and ") + map.regions[token.regions[k]].name;
  if (token.regions.size() > 3) title += " and more";
  std::vector<std::pair<double, std::string>> rows;
  for (const auto& [part, amount] : token.parts) rows.push_back({amount, part});
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [amount, part] : rows)
    text += fmt::format("{}{} {}", text.empty() ? "" : "\n",
                        amount < 1000 ? fmt::format("{:.0f}", amount) : people_text(amount), part) +
            (token.side == Side::threat ? ": fighters" : "");
  if (token.side == Side::state) text += "\n" + people_text(token.weight) + " staff in all";
  draw_note(state, title, text);
}

// The places that a unit's token tries when another side's is in its way.
struct Aside {
  float x, y;
};
constexpr Aside ways_aside[] = {{0, 0}, {-24, 7}, {-5, 26}, {22, 21}, {-28, -21}, {0, -28}};

struct Placed {
  Token token;
  Rect box;
};

// Tokens of one side that would touch become one with their number; of two sides, the later gives way.
std::vector<Placed> place_tokens(const State& state, const Camera& camera, const Painter& paint,
                                 const std::vector<Token>& tokens, const Occupied& occupied) {
  std::vector<Placed> placed;
  const auto in_the_way = [&](const Token& token, const Rect& box) {
    const Rect whole = whole_box(state, paint, token, box);
    return std::find_if(placed.begin(), placed.end(), [&](const Placed& p) {
      const Rect other = whole_box(state, paint, p.token, p.box);
      return p.token.side == token.side ? p.box.grown(state.ui.px(14)).overlaps(box) || other.overlaps(whole)
                                        : other.grown(state.ui.px(2)).overlaps(whole);
    });
  };
  for (const Token& token : tokens) {
    const Rect own = token_box(state, camera, token);
    if (!camera.view.contains(own.centre())) continue;
    for (const Aside aside : ways_aside) {
      const Rect box{own.x + state.ui.px(aside.x), own.y + state.ui.px(aside.y), own.w, own.h};
      const auto hit = in_the_way(token, box);
      if (hit == placed.end()) {
        if (!occupied.free(box)) continue;
        placed.push_back({token, box});
        break;
      }
      if (hit->token.side != token.side) continue;
      join(hit->token, token);
      break;
    }
  }
  return placed;
}

}  // namespace

void draw_tokens(State& state, const Camera& camera, const Painter& paint, const World& world, Occupied& occupied) {
  std::vector<Token> tokens;
  add_teams(*state.game, world, tokens);
  add_threats(*state.game, world, camera, state.ui.scale, tokens);
  std::stable_sort(tokens.begin(), tokens.end(), [](const Token& a, const Token& b) { return a.weight > b.weight; });
  std::vector<Token> units;
  // Maps beside each other are small: there units would cover what is compared, until one is zoomed in.
  // There a threat has no number either: it stands in its note.
  const bool small = comparing(state) && camera.zoom <= 1.6f * camera.fitted;
  if (!small) add_institutions(*state.game, world, camera, state.ui.scale, units);
  std::stable_sort(units.begin(), units.end(), [](const Token& a, const Token& b) { return a.weight > b.weight; });
  tokens.insert(tokens.end(), units.begin(), units.end());

  std::vector<Placed> placed = place_tokens(state, camera, paint, tokens, occupied);
  for (Placed& p : placed) {
    if (small && p.token.side == Side::threat) p.token.text.clear();
    draw_token(state, paint, p.token, p.box);
    occupied.take(whole_box(state, paint, p.token, p.box).grown(state.ui.px(4)));
    state.tokens.push_back({p.box, p.token.selection});
    static constexpr const char* sides[] = {"state", "advisers", "threat"};
    Control control;
    control.name = fmt::format("token {} {}", sides[static_cast<int>(p.token.side)],
                               state.game->setting().map.regions[p.token.regions.front()].id);
    control.rect = p.box;
    control.by_keys = false;  // F finds what it stands for
    state.controls.push_back(std::move(control));
  }
  const ImGuiIO& io = ImGui::GetIO();
  if (!camera.view.contains(io.MousePos) || io.WantCaptureMouse || state.map_drag.moved) return;
  for (const Placed& p : placed)
    if (p.box.contains(io.MousePos)) return explain_token(state, p.token);
}

}  // namespace mainstay::viz
