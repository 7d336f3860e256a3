#include "viz/map_view.h"

#include <algorithm>

#include "sim/map.h"

namespace mainstay::viz {

bool Occupied::free(const Rect& rect) const {
  return std::none_of(taken_.begin(), taken_.end(), [&](const Rect& other) { return other.overlaps(rect); });
}

MapValues map_values(const MapMode& mode, const sessions::History& shown, const sessions::History& twin,
                     sim::Week week) {
  const std::size_t regions = shown.setting()->regions(), scopes = shown.setting()->scopes();
  const std::size_t row = agents::measure(mode.measure) * scopes;
  MapValues result;
  if (week == 0 || shown.recorded() < week || twin.recorded() < week) {
    result.values.assign(regions, 0);
    if (week == 0 && !mode.difference) {
      const auto begin = shown.keyframe(0);
      for (std::size_t r = 0; r < regions; ++r)
        result.values[r] = static_cast<float>(begin->measures.at(agents::measure(mode.measure), r));
    }
  } else {
    const auto record = shown.record(week - 1);
    const auto values = record->measures.begin() + static_cast<std::ptrdiff_t>(row);
    result.values.assign(values, values + static_cast<std::ptrdiff_t>(regions));
    if (mode.difference) {
      const auto other = twin.record(week - 1);
      for (std::size_t r = 0; r < regions; ++r) result.values[r] -= other->measures[row + r];
    }
  }
  return result;
}

sim::RegionIndex region_at(const State& state, const Camera& camera, ImVec2 screen) {
  const MapGeometry& geometry = state.game->geometry;
  const MapPoint p = camera.to_map(screen);
  for (std::size_t r = 0; r < geometry.regions.size(); ++r) {
    const Bounds& box = geometry.regions[r].bounds;
    if (p.x < box.left || p.x > box.right || p.y < box.top || p.y > box.bottom) continue;
    return sim::find_region_at(state.game->setting().map, geometry.place(p));
  }
  return sim::none;
}

}  // namespace mainstay::viz
