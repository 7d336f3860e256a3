// The scenarios that come with the program, as the chooser offers them.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "viz/state.h"

namespace mainstay::viz {

// Titles and summaries at once; maps follow from another thread.
std::vector<ScenarioCard> find_scenario_cards();
// The shapes of a map as an illustration needs them; null if it cannot be read.
std::shared_ptr<const MapGeometry> picture_of_map(const std::string& text);
std::shared_ptr<const MapGeometry> picture_of_map_file(const std::filesystem::path& file);
// In a rectangle; the sea alone as long as there is no map.
void draw_map_picture(const MapGeometry* map, const Painter& paint, const Rect& rect);

}  // namespace mainstay::viz
