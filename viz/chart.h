// Lines and bands over weeks.
#pragma once

#include <vector>

#include "sessions/ensemble.h"
#include "viz/painter.h"

namespace mainstay::viz {

struct Axes {
  Rect area;
  double first_week = 0, last_week = 520;
  double low = 0, high = 1;
  float x(double week) const {
    return area.x + static_cast<float>((week - first_week) / (last_week - first_week)) * area.w;
  }
  float y(double value) const { return area.bottom() - static_cast<float>((value - low) / (high - low)) * area.h; }
  double week(float at) const {
    return first_week + static_cast<double>((at - area.x) / area.w) * (last_week - first_week);
  }
  // Widens low and high to round numbers with room around them; returns the step of grid lines.
  double make_round();
};

// Values of weeks first, first + 1, ...; thinned to the pixels there are.
std::vector<ImVec2> chart_points(const Axes& axes, const std::vector<float>& values, sim::Week first);
std::vector<ImVec2> chart_points(const Axes& axes, const std::vector<sim::Week>& weeks,
                                 const std::vector<float>& values);
void draw_line(const Painter& paint, const std::vector<ImVec2>& points, Colour colour, float width);
// The same of a branch: whole in the first round of colours, broken in later ones.
void draw_branch_line(const Painter& paint, const std::vector<ImVec2>& points, Colour colour, int round, float width);
// 90 % and 50 % bands.
void draw_bands(const Painter& paint, const Axes& axes, const sessions::Bands& bands, Colour colour);

}  // namespace mainstay::viz
