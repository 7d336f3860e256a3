#include <SFML/Graphics/Sprite.hpp>
#include <cmath>

#include "viz/map_view.h"

namespace mainstay::viz {

namespace {

sf::Color sfml(Colour c) {
  return sf::Color(static_cast<sf::Uint8>(c), static_cast<sf::Uint8>(c >> 8), static_cast<sf::Uint8>(c >> 16),
                   static_cast<sf::Uint8>(c >> 24));
}

void append(std::vector<sf::Vertex>& vertices, const std::vector<MapPoint>& triangles, Colour colour) {
  for (const MapPoint p : triangles) vertices.push_back({{p.x, p.y}, sfml(colour)});
}

// A line with soft edges: full colour in the middle, fading to both sides so that it covers as much as a line of
// `half_width` with a feather to each side would.
void append_line(std::vector<sf::Vertex>& vertices, const DrawnLine& line, float half_width, float feather,
                 sf::Color colour) {
  const float dx = line.b.x - line.a.x, dy = line.b.y - line.a.y, length = std::hypot(dx, dy);
  if (length <= 0) return;
  const float reach = 2 * half_width + feather;
  const sf::Vector2f a(line.a.x, line.a.y), b(line.b.x, line.b.y), out(-dy / length * reach, dx / length * reach);
  sf::Color clear = colour;
  clear.a = 0;
  for (const sf::Vector2f side : {-out, out}) {
    vertices.push_back({a + side, clear});
    vertices.push_back({b + side, clear});
    vertices.push_back({b, colour});
    vertices.push_back({a, colour});
  }
}

const sf::FloatRect whole(0, 0, 1, 1);  // of a picture

}  // namespace

sf::Transform ShapeLayer::Sight::transform() const {
  return sf::Transform(zoom, 0, zero_x, 0, zoom, zero_y, 0, 0, 1);
}

Colour region_colour(const State& state, const MapValues& values, std::size_t region) {
  const sim::Region& described = state.game->setting().map.regions[region];
  if (described.sea) return state.ui.theme.sea;
  if (!values.known) return mix(state.ui.theme.land_outside, state.ui.theme.panel, 0.3f);
  Colour full = mode_colour(state.ui.theme, map_modes()[state.mode], values.values[region]);
  if (!values.unclear.empty() && values.unclear[region]) full = mix(full, state.ui.theme.neutral, 0.8f);
  return mix(full, state.ui.theme.panel, 0.08f);
}

bool ShapeLayer::knows(const State& state) const {
  return geometry_ == &state.game->geometry && light_ == state.light;
}

bool ShapeLayer::settled(const State& state) const {
  return knows(state) && pictures_ != Pictures::outdated;
}

void ShapeLayer::colour(const State& state, const MapValues& values) {
  const MapGeometry& geometry = state.game->geometry;
  if (!knows(state)) {
    geometry_ = &geometry;
    light_ = state.light;
    line_zoom_ = 0;
    pictures_ = Pictures::outdated;
    context_.clear();
    regions_.clear();
    ends_.clear();
    for (const DrawnShape& shape : geometry.context) append(context_, shape.triangles, state.ui.theme.land_outside);
    for (const DrawnShape& shape : geometry.regions) {
      append(regions_, shape.triangles, 0);
      ends_.push_back(regions_.size());
    }
    colours_.assign(geometry.regions.size(), 0);
  }
  recoloured_.clear();
  for (std::size_t r = 0; r < colours_.size(); ++r) {
    const Colour wanted = region_colour(state, values, r);
    if (wanted == colours_[r]) continue;
    colours_[r] = wanted;
    recoloured_.push_back(r);
    for (std::size_t v = r == 0 ? 0 : ends_[r - 1]; v < ends_[r]; ++v) regions_[v].color = sfml(wanted);
  }
}

void ShapeLayer::build_lines(const State& state, float zoom) {
  if (std::abs(zoom / line_zoom_ - 1) < 0.02f && line_scale_ == state.ui.scale) return;
  pictures_ = Pictures::outdated;
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

void ShapeLayer::look_at(sf::RenderTarget& target, const sf::FloatRect& viewport) const {
  sf::View view(sf::FloatRect(sight_.left, sight_.top, sight_.width, sight_.height));
  view.setViewport(viewport);
  target.setView(view);
}

void ShapeLayer::draw_fills(sf::RenderTarget& target) const {
  target.draw(context_.data(), context_.size(), sf::Triangles, sight_.transform());
  target.draw(regions_.data(), regions_.size(), sf::Triangles, sight_.transform());
}

void ShapeLayer::draw_lines(sf::RenderTarget& target) const {
  target.draw(lines_.data(), lines_.size(), sf::Quads, sight_.transform());
}

// False if there is no room for them.
bool ShapeLayer::make_pictures() {
  const auto width = static_cast<unsigned>(sight_.width), height = static_cast<unsigned>(sight_.height);
  for (auto* picture : {&fills_picture_, &lines_picture_}) {
    if (*picture && (*picture)->getSize() == sf::Vector2u(width, height)) continue;
    *picture = std::make_unique<sf::RenderTexture>();
    if (!(*picture)->create(width, height)) return false;
  }
  return true;
}

void ShapeLayer::keep_pictures(Colour sea) {
  pictures_ = make_pictures() ? Pictures::kept : Pictures::no_room;
  if (pictures_ == Pictures::no_room) return;
  look_at(*fills_picture_, whole);
  fills_picture_->clear(sfml(sea));
  draw_fills(*fills_picture_);
  fills_picture_->display();
  look_at(*lines_picture_, whole);
  lines_picture_->clear(sf::Color::Transparent);
  draw_lines(*lines_picture_);
  lines_picture_->display();
}

// Regions do not overlap, so that each can be painted over alone.
void ShapeLayer::repaint_recoloured() {
  if (recoloured_.empty()) return;
  for (const std::size_t r : recoloured_) {
    const std::size_t begin = r == 0 ? 0 : ends_[r - 1];
    fills_picture_->draw(&regions_[begin], ends_[r] - begin, sf::Triangles, sight_.transform());
  }
  fills_picture_->display();
}

void ShapeLayer::draw_pictures(sf::RenderTarget& target) const {
  const auto draw = [&](const sf::RenderTexture& picture, const sf::BlendMode& blend) {
    sf::Sprite sprite(picture.getTexture());
    sprite.setPosition(sight_.left, sight_.top);
    target.draw(sprite, blend);
  };
  draw(*fills_picture_, sf::BlendNone);
  // What was drawn on nothing holds its colours times their opacity.
  draw(*lines_picture_, sf::BlendMode(sf::BlendMode::One, sf::BlendMode::OneMinusSrcAlpha));
}

void ShapeLayer::draw(sf::RenderTarget& target, const State& state, const Camera& camera, const MapValues& values) {
  colour(state, values);
  build_lines(state, camera.zoom);
  const ImVec2 zero = camera.to_screen({0, 0});
  const float left = std::floor(camera.view.x), top = std::floor(camera.view.y);
  const Sight sight{
      left,   top,   std::ceil(camera.view.right()) - left, std::ceil(camera.view.bottom()) - top, camera.zoom,
      zero.x, zero.y};
  const bool rests = sight == sight_;
  sight_ = sight;
  if (!rests)
    pictures_ = Pictures::outdated;
  else if (pictures_ == Pictures::outdated)
    keep_pictures(state.ui.theme.sea);
  else if (pictures_ == Pictures::kept)
    repaint_recoloured();
  look_at(target, {left / state.width, top / state.height, sight.width / state.width, sight.height / state.height});
  if (pictures_ == Pictures::kept) {
    draw_pictures(target);
  } else {
    draw_fills(target);
    draw_lines(target);
  }
  target.setView(sf::View(sf::FloatRect(0, 0, state.width, state.height)));
}

}  // namespace mainstay::viz
