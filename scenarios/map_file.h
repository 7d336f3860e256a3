// Regional maps as GeoJSON files: a FeatureCollection with the foreign member "mainstay_map". docs/maps.md has the
// format.
#pragma once

#include <filesystem>
#include <string_view>

#include "sim/map.h"

namespace mainstay::scenarios {

// Throws InvalidInput with every problem of the file: JSON syntax, missing or unknown properties, values out of range,
// open or degenerate rings, countries without a capital. Shapes are taken as they are; sim::find_shape_problems looks
// deeper.
sim::RegionalMap read_map(const std::filesystem::path& file);

// The same from text; `name` stands for the file in messages.
sim::RegionalMap parse_map(std::string_view text, const std::string& name);

}  // namespace mainstay::scenarios
