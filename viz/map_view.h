// One map on screen: its layers from below to above. The main view has one; comparing has two or three in lockstep.
#pragma once

#include <SFML/Graphics/RenderTarget.hpp>
#include <SFML/Graphics/RenderTexture.hpp>
#include <SFML/Graphics/Vertex.hpp>
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

// What a map shows: values of the mode's measure by region.
struct MapValues {
  std::vector<float> values;
  std::vector<bool> unclear;  // of a difference: runs with other luck do not agree on its way; empty: not known
  bool known = true;          // otherwise the map is grey
};
MapValues map_values(const MapMode& mode, const sessions::History& shown, const sessions::History& twin,
                     sim::Week week);

// Regions as filled polygons and their lines. While the camera moves they are drawn anew; at rest, from two pictures:
// one of the filled regions, in which only those are painted over that change their colour, and one of the lines.
class ShapeLayer {
 public:
  void draw(sf::RenderTarget& target, const State& state, const Camera& camera, const MapValues& values);
  // Whether it has drawn this map in these colours before: the first time takes longest.
  bool knows(const State& state) const;
  // Whether it also has its pictures, so that it is drawn fast as long as the camera rests.
  bool settled(const State& state) const;

 private:
  // What the pictures were drawn for.
  struct Sight {
    float left = 0, top = 0, width = 0, height = 0;  // whole pixels of the window
    float zoom = 0, zero_x = 0, zero_y = 0;
    bool operator==(const Sight&) const = default;
    sf::Transform transform() const;
  };
  void colour(const State& state, const MapValues& values);
  void build_lines(const State& state, float zoom);
  void look_at(sf::RenderTarget& target, const sf::FloatRect& viewport) const;
  void draw_fills(sf::RenderTarget& target) const;
  void draw_lines(sf::RenderTarget& target) const;
  bool make_pictures();
  void keep_pictures(Colour sea);
  void repaint_recoloured();
  void draw_pictures(sf::RenderTarget& target) const;

  const MapGeometry* geometry_ = nullptr;
  std::vector<sf::Vertex> context_, regions_, lines_;  // triangles, triangles, quads
  std::vector<std::size_t> ends_;                      // of each region's vertices
  std::vector<Colour> colours_;
  std::vector<std::size_t> recoloured_;  // regions, since the last frame
  float line_zoom_ = 0, line_scale_ = 0;
  bool light_ = false;
  Sight sight_;
  enum class Pictures { outdated, kept, no_room } pictures_ = Pictures::outdated;  // of what is in sight
  std::unique_ptr<sf::RenderTexture> fills_picture_, lines_picture_;
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
// Names also note where they stand: a click on one chooses what it names.
void draw_labels(State& state, const Camera& camera, const Painter& paint, Occupied& occupied);

// The region under a place of the screen; none if there is no region.
sim::RegionIndex region_at(const State& state, const Camera& camera, ImVec2 screen);

}  // namespace mainstay::viz
