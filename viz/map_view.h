// One map on screen: its layers from below to above. The main view has one; comparing has two or three in lockstep.
#pragma once

#include <SFML/Graphics/RenderTarget.hpp>
#include <SFML/Graphics/VertexArray.hpp>
#include <memory>
#include <vector>

#include "viz/state.h"

namespace mainstay::viz {

// Places on screen that are taken: what comes later keeps clear of them.
class Occupied {
 public:
  bool free(const Rect& rect) const;
  void take(const Rect& rect) { taken_.push_back(rect); }

 private:
  std::vector<Rect> taken_;
};

// What a map shows: values of the mode's measure by region, and the range of a difference map.
struct MapValues {
  std::vector<float> values;
  float range = 20;
  bool known = true;  // otherwise the map is grey
};
MapValues map_values(const MapMode& mode, const sessions::History& shown, const sessions::History& twin,
                     sim::Week week);

// Regions as filled polygons and their lines; kept from frame to frame and rebuilt when zoom or colours change.
class ShapeLayer {
 public:
  void draw(sf::RenderTarget& target, const State& state, const Camera& camera, const MapValues& values);

 private:
  void colour(const State& state, const MapValues& values);
  void build_lines(const State& state, float zoom);

  const MapGeometry* geometry_ = nullptr;
  sf::VertexArray context_{sf::Triangles}, regions_{sf::Triangles}, lines_{sf::Quads};
  std::vector<std::size_t> ends_;  // of each region's vertices
  std::vector<Colour> colours_;
  float line_zoom_ = 0, line_scale_ = 0;
  bool light_ = false;
};

// Colour that a region is filled with.
Colour region_colour(const State& state, const MapValues& values, std::size_t region);

// The following draw on ImGui's background list, clipped to the camera's view, in this order.
void draw_selection(const State& state, const Camera& camera, const Painter& paint);
void draw_arrows(const State& state, const Camera& camera, const Painter& paint, const sessions::Moment& moment);
void draw_flashes(const State& state, const Camera& camera, const Painter& paint, const sessions::Moment& moment);
// Notes for the mouse and for scripts where each token is.
void draw_tokens(State& state, const Camera& camera, const Painter& paint, const agents::World& world,
                 Occupied& occupied);
void draw_labels(const State& state, const Camera& camera, const Painter& paint, Occupied& occupied);

// The region under a place of the screen; none if there is no region.
sim::RegionIndex region_at(const State& state, const Camera& camera, ImVec2 screen);

}  // namespace mainstay::viz
