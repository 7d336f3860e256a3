#include "viz/map_geometry.h"

#include <GL/glu.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <numbers>

#include "sim/map_shapes.h"

namespace mainstay::viz {

namespace {

// GLU's tessellator, fed with the rings of one polygon; needs no OpenGL context.
class Tessellator {
 public:
  Tessellator() : tess_(gluNewTess()) {
    const auto callback = [&](GLenum which, auto* function) {
      gluTessCallback(tess_.get(), which, reinterpret_cast<void (*)()>(function));
    };
    callback(
        GLU_TESS_VERTEX_DATA, +[](void* vertex, void* self) { static_cast<Tessellator*>(self)->add(vertex); });
    callback(
        GLU_TESS_COMBINE_DATA, +[](GLdouble at[3], void* [4], GLfloat[4], void** out, void* self) {
          auto& points = static_cast<Tessellator*>(self)->points_;
          points.push_back({at[0], at[1], 0});
          *out = points.back().data();
        });
    // Asking for edge flags makes GLU give separate triangles, never strips or fans.
    callback(
        GLU_TESS_EDGE_FLAG_DATA, +[](GLboolean, void*) {});
    gluTessProperty(tess_.get(), GLU_TESS_WINDING_RULE, GLU_TESS_WINDING_ODD);
    gluTessNormal(tess_.get(), 0, 0, 1);
  }

  void triangulate(const std::vector<std::vector<MapPoint>>& rings, std::vector<MapPoint>& triangles) {
    points_.clear();
    triangles_ = &triangles;
    gluTessBeginPolygon(tess_.get(), this);
    for (const auto& ring : rings) {
      gluTessBeginContour(tess_.get());
      for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
        points_.push_back({static_cast<double>(ring[k].x), static_cast<double>(ring[k].y), 0});
        gluTessVertex(tess_.get(), points_.back().data(), points_.back().data());
      }
      gluTessEndContour(tess_.get());
    }
    gluTessEndPolygon(tess_.get());
  }

 private:
  void add(void* vertex) {
    const auto* at = static_cast<const double*>(vertex);
    triangles_->push_back({static_cast<float>(at[0]), static_cast<float>(at[1])});
  }
  struct Delete {
    void operator()(GLUtesselator* tess) const { gluDeleteTess(tess); }
  };
  std::unique_ptr<GLUtesselator, Delete> tess_;
  std::deque<std::array<double, 3>> points_;  // GLU keeps pointers to them
  std::vector<MapPoint>* triangles_ = nullptr;
};

float ring_area(const std::vector<MapPoint>& ring) {
  float sum = 0;
  for (std::size_t k = 1; k < ring.size(); ++k) sum += ring[k - 1].x * ring[k].y - ring[k].x * ring[k - 1].y;
  return std::abs(sum) / 2;
}

float distance_to_segment(MapPoint p, MapPoint a, MapPoint b) {
  const float dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  const float t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0f, 1.0f) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

bool inside(const std::vector<MapPoint>& ring, MapPoint p) {
  bool in = false;
  for (std::size_t k = 1; k < ring.size(); ++k) {
    const MapPoint a = ring[k - 1], b = ring[k];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

// Of a grid of places, the one farthest from the outline; finer around the best one.
void find_anchor(DrawnShape& shape, const std::vector<MapPoint>& ring) {
  Bounds box;
  for (const MapPoint p : ring) box.include(p);
  shape.anchor = box.centre();
  shape.room = 0;
  for (int pass = 0; pass < 3; ++pass) {
    constexpr int cells = 12;
    const float w = (box.right - box.left) / cells, h = (box.bottom - box.top) / cells;
    for (int i = 0; i <= cells; ++i)
      for (int j = 0; j <= cells; ++j) {
        const MapPoint p = {box.left + static_cast<float>(i) * w, box.top + static_cast<float>(j) * h};
        if (!inside(ring, p)) continue;
        float room = 1e9f;
        for (std::size_t k = 1; k < ring.size() && room > shape.room; ++k)
          room = std::min(room, distance_to_segment(p, ring[k - 1], ring[k]));
        if (room > shape.room) {
          shape.room = room;
          shape.anchor = p;
        }
      }
    box = {shape.anchor.x - w, shape.anchor.y - h, shape.anchor.x + w, shape.anchor.y + h};
  }
}

DrawnShape make_shape(const MapGeometry& geometry, const std::vector<sim::Polygon>& polygons, Tessellator& tess) {
  DrawnShape shape;
  float largest = -1;
  std::vector<MapPoint> main_ring;
  for (const sim::Polygon& polygon : polygons) {
    std::vector<std::vector<MapPoint>> rings;
    const auto add = [&](const sim::Ring& ring) {
      auto& projected = rings.emplace_back();
      for (const sim::Point& p : ring) projected.push_back(geometry.project(p));
    };
    add(polygon.outer);
    for (const sim::Ring& hole : polygon.holes) add(hole);
    tess.triangulate(rings, shape.triangles);
    for (const MapPoint p : rings[0]) shape.bounds.include(p);
    const float area = ring_area(rings[0]);
    shape.area += area;
    if (area > largest) {
      largest = area;
      main_ring = rings[0];
    }
    for (auto& ring : rings) shape.rings.push_back(std::move(ring));
  }
  if (largest > 0) find_anchor(shape, main_ring);
  return shape;
}

void make_lines(MapGeometry& geometry, const sim::RegionalMap& map) {
  const auto segments = sim::sorted_segments(map.regions);
  for (std::size_t k = 0; k < segments.size(); ++k) {
    const auto& segment = segments[k];
    const bool shared = k + 1 < segments.size() && segments[k + 1].key.same_line(segment.key);
    const sim::Region& region = map.regions[segment.region];
    LineRank rank = region.sea ? LineRank::region : LineRank::coast;
    if (shared) {
      const sim::Region& other = map.regions[segments[k + 1].region];
      if (region.sea != other.sea)
        rank = LineRank::coast;
      else
        rank = region.country == other.country ? LineRank::region : LineRank::country;
      ++k;
    }
    geometry.lines.push_back({geometry.project(segment.from), geometry.project(segment.to), rank});
  }
}

// A country's name stands at the middle of its regions, weighted by area.
void place_countries(MapGeometry& geometry, const sim::RegionalMap& map) {
  struct Sum {
    float x = 0, y = 0, area = 0;
  };
  std::vector<Sum> sums(map.countries.size());
  for (std::size_t r = 0; r < map.regions.size(); ++r) {
    if (map.regions[r].country == sim::none) continue;
    Sum& sum = sums[map.regions[r].country];
    const DrawnShape& shape = geometry.regions[r];
    sum.x += shape.anchor.x * shape.area;
    sum.y += shape.anchor.y * shape.area;
    sum.area += shape.area;
  }
  for (const Sum& sum : sums)
    geometry.countries.push_back(sum.area > 0 ? MapPoint{sum.x / sum.area, sum.y / sum.area} : MapPoint{});
}

}  // namespace

MapPoint MapGeometry::project(sim::Point place) const {
  return {static_cast<float>(place.longitude) * longitude_scale, static_cast<float>(-place.latitude)};
}

sim::Point MapGeometry::place(MapPoint p) const {
  return {static_cast<double>(p.x / longitude_scale), static_cast<double>(-p.y)};
}

MapGeometry make_geometry(const sim::RegionalMap& map) {
  MapGeometry geometry;
  double latitudes = 0;
  for (const sim::Region& region : map.regions) latitudes += region.centroid.latitude;
  const double middle = map.regions.empty() ? 0 : latitudes / static_cast<double>(map.regions.size());
  geometry.longitude_scale = static_cast<float>(std::cos(middle * std::numbers::pi / 180));
  Tessellator tess;
  for (const sim::Region& region : map.regions) {
    geometry.regions.push_back(make_shape(geometry, region.shape, tess));
    const Bounds& box = geometry.regions.back().bounds;
    geometry.bounds.include({box.left, box.top});
    geometry.bounds.include({box.right, box.bottom});
  }
  for (const sim::ContextShape& shape : map.context)
    geometry.context.push_back(make_shape(geometry, shape.shape, tess));
  make_lines(geometry, map);
  place_countries(geometry, map);
  return geometry;
}

}  // namespace mainstay::viz
