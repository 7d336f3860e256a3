// Shapes as polygons of a plane, for the algorithms of Boost.Geometry: degrees are taken for lengths.
#pragma once

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>

#include "sim/map.h"

namespace mainstay::sim {

namespace geometry = boost::geometry;

using PlanePoint = geometry::model::d2::point_xy<double>;
using PlanePolygon = geometry::model::polygon<PlanePoint, false>;  // counterclockwise

inline PlanePolygon on_plane(const Polygon& polygon) {
  PlanePolygon plane;
  const auto copy = [](const Ring& ring, auto& out) {
    for (const Point& point : ring) out.emplace_back(point.longitude, point.latitude);
  };
  copy(polygon.outer, plane.outer());
  for (const Ring& hole : polygon.holes) copy(hole, plane.inners().emplace_back());
  return plane;
}

inline Polygon from_plane(const PlanePolygon& plane) {
  Polygon polygon;
  const auto copy = [](const auto& ring, Ring& out) {
    for (const PlanePoint& point : ring) out.push_back({point.x(), point.y()});
  };
  copy(plane.outer(), polygon.outer);
  for (const auto& hole : plane.inners()) copy(hole, polygon.holes.emplace_back());
  return polygon;
}

}  // namespace mainstay::sim
