#include "viz/chart.h"

#include <algorithm>
#include <cmath>

namespace mainstay::viz {

double Axes::make_round() {
  const double span = std::max(high - low, 1e-9);
  double step = std::pow(10, std::floor(std::log10(span / 3)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0})
    if (span / (step * factor) <= 4) {
      step *= factor;
      break;
    }
  low = std::floor((low - span * 0.04) / step) * step;
  high = std::ceil((high + span * 0.04) / step) * step;
  return step;
}

std::vector<ImVec2> chart_points(const Axes& axes, const std::vector<float>& values, sim::Week first) {
  std::vector<ImVec2> points;
  float last_x = -1e9f;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const float x = axes.x(static_cast<double>(first) + static_cast<double>(k));
    if (x - last_x < 1 && k + 1 < values.size()) continue;
    points.push_back({x, std::clamp(axes.y(static_cast<double>(values[k])), axes.area.y, axes.area.bottom())});
    last_x = x;
  }
  return points;
}

std::vector<ImVec2> chart_points(const Axes& axes, const std::vector<sim::Week>& weeks,
                                 const std::vector<float>& values) {
  std::vector<ImVec2> points;
  for (std::size_t k = 0; k < weeks.size(); ++k)
    points.push_back(
        {axes.x(weeks[k]), std::clamp(axes.y(static_cast<double>(values[k])), axes.area.y, axes.area.bottom())});
  return points;
}

void draw_line(const Painter& paint, const std::vector<ImVec2>& points, Colour colour, float width) {
  if (points.size() > 1)
    paint.list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, ImDrawFlags_None, width);
}

void draw_branch_line(const Painter& paint, const std::vector<ImVec2>& points, Colour colour, int round, float width) {
  const auto px = [&](float v) { return paint.ui.px(v); };
  if (round == 0) return draw_line(paint, points, colour, width);
  paint.dashed(points, colour, width, px(round == 1 ? 12.f : 3.f), px(3));
}

namespace {

void draw_band(const Painter& paint, const std::vector<ImVec2>& low, const std::vector<ImVec2>& high, Colour colour) {
  for (std::size_t k = 1; k < low.size(); ++k) {
    const ImVec2 corners[] = {high[k - 1], high[k], low[k], low[k - 1]};
    // Without smoothing of edges: neighbouring pieces would show their seams.
    const auto flags = paint.list->Flags;
    paint.list->Flags &= ~ImDrawListFlags_AntiAliasedFill;
    paint.list->AddConvexPolyFilled(corners, 4, colour);
    paint.list->Flags = flags;
  }
}

}  // namespace

void draw_bands(const Painter& paint, const Axes& axes, const sessions::Bands& bands, Colour colour) {
  const auto points = [&](const std::vector<float>& values) { return chart_points(axes, bands.weeks, values); };
  draw_band(paint, points(bands.low90), points(bands.high90), with_alpha(colour, 38));
  draw_band(paint, points(bands.low50), points(bands.high50), with_alpha(colour, 56));
}

}  // namespace mainstay::viz
