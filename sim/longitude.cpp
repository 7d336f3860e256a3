#include "sim/longitude.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <cmath>
#include <optional>

#include "sim/map_plane.h"

namespace mainstay::sim {

namespace {

constexpr double turn = 360;

struct Extent {
  double west = 1e9, east = -1e9;
  double width() const { return east - west; }
  double middle() const { return (west + east) / 2; }
};

Extent extent_of(const Ring& ring) {
  Extent extent;
  for (const Point& point : ring) {
    extent.west = std::min(extent.west, point.longitude);
    extent.east = std::max(extent.east, point.longitude);
  }
  return extent;
}

// So that copies of a point from both sides of the date line are the same number.
double rounded(double degrees) {
  constexpr double units_per_degree = 1e9;
  return std::round(degrees * units_per_degree) / units_per_degree;
}

void move(Ring& ring, double by) {
  if (by == 0) return;
  for (Point& point : ring) point.longitude = rounded(point.longitude + by);
}

void move(Polygon& polygon, double by) {
  move(polygon.outer, by);
  for (Ring& hole : polygon.holes) move(hole, by);
}

// Where all polygons lie once the widest gap between them is at the edge; nothing if there is none.
std::optional<Extent> common_extent(std::vector<Extent> polygons) {
  if (polygons.empty()) return {};
  for (Extent& one : polygons) {
    const double west = usual_longitude(one.west) == 180 ? -180 : usual_longitude(one.west);
    one = {west, west + one.width()};
  }
  std::sort(polygons.begin(), polygons.end(), [](const Extent& a, const Extent& b) { return a.west < b.west; });
  double end = polygons.front().east, widest = 0, begins = polygons.front().west, before = 0;
  for (const Extent& one : polygons) {
    if (one.west - end > widest) {
      widest = one.west - end;
      begins = one.west;
      before = end;
    }
    end = std::max(end, one.east);
  }
  const double at_the_edge = polygons.front().west + turn - end;
  if (at_the_edge >= widest) return at_the_edge < 0 ? std::optional<Extent>() : Extent{polygons.front().west, end};
  Extent all{begins, before + turn};
  if (all.middle() > 180) all = {all.west - turn, all.east - turn};
  return all;
}

bool touches(const Polygon& polygon, double longitude) {
  return std::any_of(polygon.outer.begin(), polygon.outer.end(),
                     [&](const Point& point) { return point.longitude == longitude; });
}

// Parts that were one before they were cut along a meridian.
void join_at(std::vector<Polygon>& shape, double longitude) {
  const auto cut = std::stable_partition(shape.begin(), shape.end(),
                                         [&](const Polygon& polygon) { return !touches(polygon, longitude); });
  const bool both_sides =
      std::any_of(cut, shape.end(), [&](const Polygon& one) { return extent_of(one.outer).middle() < longitude; }) &&
      std::any_of(cut, shape.end(), [&](const Polygon& one) { return extent_of(one.outer).middle() > longitude; });
  if (!both_sides) return;
  geometry::model::multi_polygon<PlanePolygon> joined, before;
  for (auto polygon = cut; polygon != shape.end(); ++polygon) {
    PlanePolygon part = on_plane(*polygon);
    geometry::correct(part);
    geometry::union_(before, part, joined);
    std::swap(before, joined);
    joined.clear();
  }
  if (before.empty()) return;
  shape.erase(cut, shape.end());
  for (const PlanePolygon& polygon : before) shape.push_back(from_plane(polygon));
}

}  // namespace

double usual_longitude(double degrees) {
  if (degrees >= -180 && degrees <= 180) return degrees;
  return degrees - turn * std::floor((degrees + 180) / turn);
}

bool unroll(Ring& ring) {
  for (std::size_t next = 1; next < ring.size(); ++next)
    if (std::fabs(ring[next].longitude - ring[next - 1].longitude) == turn) return true;
  double moved = 0;
  for (std::size_t next = 1; next < ring.size(); ++next) {
    const double step = ring[next].longitude + moved - ring[next - 1].longitude;
    if (std::fabs(step) > 180) moved -= std::copysign(turn, step);
    if (moved != 0) ring[next].longitude = rounded(ring[next].longitude + moved);
  }
  return moved == 0;
}

void lay_beside(Ring& hole, const Ring& outer) {
  const double off = extent_of(outer).middle() - extent_of(hole).middle();
  move(hole, turn * std::round(off / turn));
}

void join_across_date_line(std::span<std::vector<Polygon>* const> regions,
                           std::span<std::vector<Polygon>* const> context) {
  std::vector<Extent> extents;
  for (const auto* shape : regions)
    for (const Polygon& polygon : *shape)
      if (!polygon.outer.empty()) extents.push_back(extent_of(polygon.outer));
  const std::optional<Extent> all = common_extent(extents);
  if (!all) return;
  for (auto* shape : regions)
    for (Polygon& polygon : *shape) {
      // The first copy that begins within the extent; a millionth of a degree is no place.
      const double west = extent_of(polygon.outer).west;
      move(polygon, turn * std::ceil((all->west - 1e-6 - west) / turn));
    }
  for (auto* shape : context)
    for (Polygon& polygon : *shape)
      move(polygon, turn * std::round((all->middle() - extent_of(polygon.outer).middle()) / turn));
  for (const double date_line : {-180.0, 180.0}) {
    if (date_line <= all->west || date_line >= all->east) continue;
    for (auto* shape : regions) join_at(*shape, date_line);
    for (auto* shape : context) join_at(*shape, date_line);
  }
}

}  // namespace mainstay::sim
