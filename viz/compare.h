// Two or three branches side by side: maps in lockstep, a table of what differs, and the books behind the difference.
#pragma once

#include <SFML/Graphics/RenderTarget.hpp>
#include <array>

#include "viz/map_view.h"
#include "viz/widgets.h"

namespace mainstay::viz {

inline constexpr std::size_t most_compared = 3;

bool comparing(const State& state);
// Begins with the shown branch, the next one and the twin; ends if it is on.
void toggle_compare(State& state);

// The maps; kept from frame to frame.
class CompareMaps {
 public:
  void draw(sf::RenderTarget& target, State& state, const Rect& map);

 private:
  std::array<ShapeLayer, most_compared> shapes_;
};

// The map that the mouse is over, or the first: the camera's view while input is handled.
Rect compared_view(const State& state, const Rect& map, ImVec2 mouse);
// The world that a compared map shows at the moment; null while it is on its way.
std::shared_ptr<const agents::World> compared_world(const State& state, std::size_t index);
// By which a compared branch is called where its title has no room.
std::string compared_letter(std::size_t index);
// Above each map: what it shows, and the choice of another.
void draw_compare_headers(State& state, const Rect& map);
// In the inspector's place.
void draw_comparison(State& state, const Rect& rect);

}  // namespace mainstay::viz
