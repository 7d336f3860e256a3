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
};

std::span<const MapMode> map_modes();
std::size_t find_map_mode(std::string_view id);  // the number of modes if there is none

Colour class_colour(Palette palette, std::size_t index);
// `value` as stored; `range` of a difference map is in shown units.
Colour mode_colour(const Theme& theme, const MapMode& mode, double value, float range);
// The smallest of a few round ranges that spans nearly all differences, so that a few far ones do not pale the rest; of
// points, not less than two.
float difference_range(std::span<const float> differences, agents::Measure measure);

}  // namespace mainstay::viz
