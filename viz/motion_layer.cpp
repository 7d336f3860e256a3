// What moves: outlines of what is chosen, arrows of displacement and trafficking, incidents that flash and fade.
#include <algorithm>
#include <cmath>
#include <map>

#include "agents/events.h"
#include "viz/area.h"
#include "viz/map_view.h"

namespace mainstay::viz {

using namespace agents;

namespace {

void outline(const State& state, const Camera& camera, const Painter& paint, std::size_t region, Colour colour,
             float width) {
  std::vector<ImVec2> points;
  for (const auto& ring : state.game->geometry.regions[region].rings) {
    points.clear();
    for (const MapPoint p : ring) points.push_back(camera.to_screen(p));
    paint.list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, ImDrawFlags_Closed,
                            state.ui.px(width));
  }
}

// Fighters that went from one region to another in the weeks before the moment.
std::map<std::pair<RegionIndex, RegionIndex>, double> relocations(const sessions::Moment& moment) {
  constexpr sim::Week weeks_back = 26;
  std::map<std::pair<RegionIndex, RegionIndex>, double> moved;
  const sim::Week from = moment.week > weeks_back ? moment.week - weeks_back : 0;
  for (sim::Week week = from; week < moment.week; ++week)
    for (const sim::Event& event : moment.history->record(week)->events)
      if (event.kind == static_cast<std::uint16_t>(EventKind::cell_relocated) && event.region != event.detail)
        moved[{event.region, event.detail}] += event.value;
  return moved;
}

void draw_trafficking(const State& state, const Camera& camera, const Painter& paint, const sessions::Moment& moment) {
  const auto& map = state.game->setting().map;
  for (std::size_t f = 0; f < moment.world->flows.size(); ++f) {
    const TraffickingFlow& flow = moment.world->flows[f];
    RegionIndex at = state.game->setting().routes[f].source;
    for (const Index crossed : flow.path) {
      const sim::Border& border = map.borders[crossed];
      const RegionIndex next = border.a == at ? border.b : border.a;
      const float thick =
          state.ui.px(1 + static_cast<float>(std::min(4.0, std::log10(1 + flow.delivered_usd() / 2e4))));
      paint.arrow(camera.to_screen(state.game->geometry.regions[at].anchor),
                  camera.to_screen(state.game->geometry.regions[next].anchor), 0.08f,
                  with_alpha(state.ui.theme.surge, 190), thick);
      at = next;
    }
  }
}

}  // namespace

void draw_selection(const State& state, const Camera& camera, const Painter& paint) {
  if (state.hovered != sim::none)
    outline(state, camera, paint, state.hovered, with_alpha(state.ui.theme.text, 130), 1.5f);
  // What is assisted is told from what is not, whatever is chosen.
  for (const RegionIndex region : surge_regions(*state.game))
    outline(state, camera, paint, region, with_alpha(state.ui.theme.surge, 170), 1.5f);
  if (state.draft)
    for (const RegionIndex region : state.draft->where) outline(state, camera, paint, region, state.ui.theme.surge, 3);
  else if (state.selection.kind == Selection::Kind::region)
    outline(state, camera, paint, state.selection.index, state.ui.theme.text, 2.5f);
}

void draw_arrows(const State& state, const Camera& camera, const Painter& paint, const sessions::Moment& moment) {
  if (map_modes()[state.mode].measure == Measure::trafficking_flow_usd) draw_trafficking(state, camera, paint, moment);
  const auto moved = relocations(moment);
  std::vector<std::pair<double, std::pair<RegionIndex, RegionIndex>>> largest;
  for (const auto& [way, fighters] : moved) {
    const auto back = moved.find({way.second, way.first});
    const double net = fighters - (back == moved.end() ? 0 : back->second);
    if (net > 10) largest.push_back({net, way});
  }
  std::sort(largest.begin(), largest.end(), std::greater<>());
  constexpr std::size_t most = 6;
  if (largest.size() > most) largest.resize(most);
  for (const auto& [fighters, way] : largest) {
    const auto& shapes = state.game->geometry.regions;
    paint.arrow(camera.to_screen(shapes[way.first].anchor), camera.to_screen(shapes[way.second].anchor), 0.18f,
                with_alpha(state.ui.theme.threat, 200),
                state.ui.px(1.2f + static_cast<float>(std::min(2.5, fighters / 80))));
  }
}

void draw_flashes(const State& state, const Camera& camera, const Painter& paint, const sessions::Moment& moment) {
  constexpr sim::Week weeks_back = 4;
  const sim::Week from = moment.week > weeks_back ? moment.week - weeks_back : 0;
  for (sim::Week week = from; week < moment.week; ++week) {
    const auto record = moment.history->record(week);
    const float age = static_cast<float>(moment.week - week) / (weeks_back + 1);
    for (const sim::Event& event : record->events) {
      if (event.kind != static_cast<std::uint16_t>(EventKind::attack) || event.value < 3) continue;
      const DrawnShape& shape = state.game->geometry.regions[event.region];
      // Each incident has its own place in the region, always the same.
      const auto hash = static_cast<unsigned>(event.subject * 2654435761u + week * 40503u + event.region * 97u);
      const float angle = static_cast<float>(hash % 628) / 100,
                  far = shape.room * static_cast<float>(hash / 628 % 100) / 130;
      const ImVec2 at =
          camera.to_screen({shape.anchor.x + far * std::cos(angle), shape.anchor.y + far * std::sin(angle)});
      const float size = state.ui.px(4 + 14 * age) * static_cast<float>(std::min(2.0, 0.7 + event.value / 40));
      const auto alpha = static_cast<unsigned>(190 * (1 - age));
      paint.list->AddCircle(at, size, with_alpha(state.ui.theme.threat, alpha), 0, state.ui.px(1.5f));
      paint.list->AddCircle(at, size * 0.55f, with_alpha(state.ui.theme.threat, alpha), 0, state.ui.px(1));
    }
  }
}

}  // namespace mainstay::viz
