#include <cmath>

#include "viz/map_view.h"

namespace mainstay::viz {

namespace {

sf::Color sfml(Colour c) {
  return sf::Color(static_cast<sf::Uint8>(c), static_cast<sf::Uint8>(c >> 8), static_cast<sf::Uint8>(c >> 16),
                   static_cast<sf::Uint8>(c >> 24));
}

void append(sf::VertexArray& array, const std::vector<MapPoint>& triangles, Colour colour) {
  for (const MapPoint p : triangles) array.append({{p.x, p.y}, sfml(colour)});
}

// A line with soft edges: full colour in the middle, nothing half a width and a pixel away.
void append_line(sf::VertexArray& array, const DrawnLine& line, float half_width, float feather, sf::Color colour) {
  const float dx = line.b.x - line.a.x, dy = line.b.y - line.a.y, length = std::hypot(dx, dy);
  if (length <= 0) return;
  const float nx = -dy / length, ny = dx / length;
  sf::Color clear = colour;
  clear.a = 0;
  const float offsets[] = {-half_width - feather, -half_width, half_width, half_width + feather};
  const sf::Color colours[] = {clear, colour, colour, clear};
  for (int strip = 0; strip < 3; ++strip) {
    const auto vertex = [&](MapPoint p, int side) {
      array.append({{p.x + nx * offsets[side], p.y + ny * offsets[side]}, colours[side]});
    };
    vertex(line.a, strip);
    vertex(line.b, strip);
    vertex(line.b, strip + 1);
    vertex(line.a, strip + 1);
  }
}

}  // namespace

Colour region_colour(const State& state, const MapValues& values, std::size_t region) {
  const sim::Region& described = state.game->setting().map.regions[region];
  if (described.sea) return state.ui.theme.sea;
  if (!values.known) return mix(state.ui.theme.land_outside, state.ui.theme.panel, 0.3f);
  const Colour full = mode_colour(state.ui.theme, map_modes()[state.mode], values.values[region], values.range);
  return mix(full, state.ui.theme.panel, 0.08f);
}

void ShapeLayer::colour(const State& state, const MapValues& values) {
  const MapGeometry& geometry = state.game->geometry;
  const bool fresh = geometry_ != &geometry || light_ != state.light;
  if (fresh) {
    geometry_ = &geometry;
    light_ = state.light;
    line_zoom_ = 0;
    context_.clear();
    regions_.clear();
    ends_.clear();
    for (const DrawnShape& shape : geometry.context) append(context_, shape.triangles, state.ui.theme.land_outside);
    for (const DrawnShape& shape : geometry.regions) {
      append(regions_, shape.triangles, 0);
      ends_.push_back(regions_.getVertexCount());
    }
    colours_.assign(geometry.regions.size(), 0);
  }
  for (std::size_t r = 0; r < colours_.size(); ++r) {
    const Colour wanted = region_colour(state, values, r);
    if (wanted == colours_[r]) continue;
    colours_[r] = wanted;
    for (std::size_t v = r == 0 ? 0 : ends_[r - 1]; v < ends_[r]; ++v) regions_[v].color = sfml(wanted);
  }
}

void ShapeLayer::build_lines(const State& state, float zoom) {
  if (std::abs(zoom / line_zoom_ - 1) < 0.02f && line_scale_ == state.ui.scale) return;
  line_zoom_ = zoom;
  line_scale_ = state.ui.scale;
  lines_.clear();
  const Theme& t = state.ui.theme;
  const float pixel = 1 / zoom;
  for (const LineRank rank : {LineRank::region, LineRank::coast, LineRank::country}) {
    const float wide = rank == LineRank::region ? 0.3f : (rank == LineRank::coast ? 0.3f : 0.6f);
    const Colour colour = rank == LineRank::region
                              ? t.border
                              : (rank == LineRank::coast ? with_alpha(t.border_country, 110) : t.border_country);
    for (const DrawnLine& line : state.game->geometry.lines)
      if (line.rank == rank) append_line(lines_, line, wide * pixel * state.ui.scale, 0.8f * pixel, sfml(colour));
  }
}

void ShapeLayer::draw(sf::RenderTarget& target, const State& state, const Camera& camera, const MapValues& values) {
  colour(state, values);
  build_lines(state, camera.zoom);
  const Rect& area = camera.view;
  sf::View view(sf::FloatRect(area.x, area.y, area.w, area.h));
  view.setViewport({area.x / state.width, area.y / state.height, area.w / state.width, area.h / state.height});
  target.setView(view);
  const ImVec2 zero = camera.to_screen({0, 0});
  sf::RenderStates states;
  states.transform = sf::Transform(camera.zoom, 0, zero.x, 0, camera.zoom, zero.y, 0, 0, 1);
  target.draw(context_, states);
  target.draw(regions_, states);
  target.draw(lines_, states);
  target.setView(sf::View(sf::FloatRect(0, 0, state.width, state.height)));
}

}  // namespace mainstay::viz
