// What the map can show: one entry a mode.
#pragma once

#include <array>
#include <span>
#include <string>

#include "agents/measures.h"
#include "viz/theme.h"

namespace mainstay::viz {

enum class Palette { cividis, viridis, magma, brown_teal };
inline constexpr std::size_t class_count = 6;

struct MapMode {
  const char* id;
  const char* title;
  agents::Measure measure;
  bool difference;  // from the twin; otherwise classes
  Palette palette;
  std::array<float, class_count - 1> breaks;  // as shown (points, not shares of one)
  const char* definition;
  const char* period = "";  // that a value adds up over, after its unit
  float range = 0;          // of a difference: where its colours end, as shown
};

std::span<const MapMode> map_modes();
std::size_t find_map_mode(std::string_view id);  // the number of modes if there is none

Colour class_colour(Palette palette, std::size_t index);
// `value` as stored. Of a value alone, whatever else is on the map or was seen before. Differences rise by their root:
// a quarter of the range has half of the colour, so that small ones are seen beside large ones.
Colour mode_colour(const Theme& theme, const MapMode& mode, double value);

}  // namespace mainstay::viz
