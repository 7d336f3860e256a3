#include "viz/map_modes.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "viz/format.h"

namespace mainstay::viz {

using agents::Measure;

namespace {

constexpr MapMode modes[] = {
    {"difference",
     "Capacity vs twin",
     Measure::capacity,
     true,
     Palette::cividis,
     {},
     "What the orders changed: capacity of all state institutions minus that of the twin, the same world with the same "
     "luck but without the orders.",
     "",
     20},
    {"capacity",
     "Capacity",
     Measure::capacity,
     false,
     Palette::cividis,
     {15, 25, 35, 45, 55},
     "What state institutions can do: staff, skill, serviceable materiel and management, multiplied; weighted by "
     "authorised staff. 100 is a full, trained, equipped and well run service."},
    {"control",
     "Control",
     Measure::control,
     false,
     Palette::brown_teal,
     {-0.6f, -0.3f, 0, 0.3f, 0.6f},
     "Who holds the ground: +1 the state alone, -1 threats alone; weighted by people."},
    {"security",
     "Incidents",
     Measure::incidents,
     false,
     Palette::magma,
     {0.25f, 0.5f, 1, 2, 4},
     "Violent incidents a week, recent weeks weighing most."},
    {"grievance",
     "Grievance",
     Measure::grievance,
     false,
     Palette::magma,
     {20, 30, 40, 50, 60},
     "How wronged people feel: by harm from the state, hardship and injustice."},
    {"legitimacy",
     "Legitimacy",
     Measure::legitimacy,
     false,
     Palette::cividis,
     {20, 30, 40, 50, 60},
     "Trust in the state and disputes settled fairly, as people live them."},
    {"assistance",
     "Assistance",
     Measure::donor_cost_usd,
     false,
     Palette::viridis,
     {3e5f, 1e6f, 3e6f, 1e7f, 3e7f},
     "What donors have spent there so far.",
     " so far"},
    {"information",
     "Information",
     Measure::information,
     false,
     Palette::cividis,
     {10, 20, 30, 40, 50},
     "How much state forces know of the threats around them."},
    {"trafficking",
     "Trafficking",
     Measure::trafficking_flow_usd,
     false,
     Palette::viridis,
     {1e4f, 5e4f, 2e5f, 1e6f, 3e6f},
     "Value of smuggled goods that pass in a week.",
     " a week"},
    {"displacement",
     "Displaced people",
     Measure::displaced,
     false,
     Palette::magma,
     {1e3f, 5e3f, 2e4f, 5e4f, 1e5f},
     "Displaced persons who stay there now."},
    {"control_difference",
     "Control vs twin",
     Measure::control,
     true,
     Palette::cividis,
     {},
     "Control of the ground minus that of the twin.",
     "",
     0.4f},
    {"incidents_difference",
     "Incidents vs twin",
     Measure::incidents,
     true,
     Palette::cividis,
     {},
     "Violent incidents a week minus those of the twin.",
     "",
     4},
};

// Sampled from matplotlib's maps of these names; brown_teal from ColorBrewer's BrBG. All are safe for colour-blind
// eyes and rise (or part) evenly in lightness.
constexpr std::array<std::array<unsigned, class_count>, 4> palettes = {{
    {0x1d3566, 0x4b5468, 0x6f6f71, 0x979077, 0xc3b369, 0xf3dc4c},
    {0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x5ec962, 0xd8e219},
    {0x231151, 0x5f187f, 0x982d80, 0xd3436e, 0xf8765c, 0xfebb81},
    {0x9a5a12, 0xbf8a43, 0x8d7a5c, 0x5f7f7c, 0x3f9c93, 0x23c2b0},
}};

}  // namespace

std::span<const MapMode> map_modes() {
  return modes;
}

std::size_t find_map_mode(std::string_view id) {
  return static_cast<std::size_t>(
      std::find_if(std::begin(modes), std::end(modes), [&](const MapMode& mode) { return id == mode.id; }) -
      std::begin(modes));
}

Colour class_colour(Palette palette, std::size_t index) {
  return rgb(palettes[static_cast<std::size_t>(palette)][index]);
}

Colour mode_colour(const Theme& theme, const MapMode& mode, double value) {
  const double scaled = value * shown_factor(mode.measure);
  if (mode.difference) {
    const bool less_is_better = agents::measure_descriptions[agents::measure(mode.measure)].better == "less";
    const float part = std::sqrt(std::min(1.0f, static_cast<float>(std::abs(scaled)) / mode.range));
    return mix(theme.neutral, (scaled < 0) == less_is_better ? theme.better : theme.worse, part);
  }
  const auto above = std::upper_bound(mode.breaks.begin(), mode.breaks.end(), static_cast<float>(scaled));
  return class_colour(mode.palette, static_cast<std::size_t>(above - mode.breaks.begin()));
}

}  // namespace mainstay::viz
