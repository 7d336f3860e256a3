// A regional map made ready for drawing: projected, cut into triangles, its lines sorted by rank.
#pragma once

#include <vector>

#include "sim/map.h"
#include "viz/camera.h"

namespace mainstay::viz {

struct DrawnShape {
  std::vector<MapPoint> triangles;           // three points each
  std::vector<std::vector<MapPoint>> rings;  // closed
  Bounds bounds;
  MapPoint anchor;  // well inside the largest part: for labels and tokens
  float room = 0;   // distance from the anchor to the nearest outline
  float area = 0;   // in square map units
};

enum class LineRank { region, coast, country };

struct DrawnLine {
  MapPoint a, b;
  LineRank rank = LineRank::region;
};

struct MapGeometry {
  std::vector<DrawnShape> regions;
  std::vector<DrawnShape> context;
  std::vector<DrawnLine> lines;
  std::vector<MapPoint> countries;  // where their names stand
  Bounds bounds;                    // of the regions of interest
  float longitude_scale = 1;

  MapPoint project(sim::Point place) const;
  sim::Point place(MapPoint p) const;
};

MapGeometry make_geometry(const sim::RegionalMap& map);

}  // namespace mainstay::viz
