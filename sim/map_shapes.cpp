#include "sim/map_shapes.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/register/point.hpp>
#include <boost/geometry/geometries/register/ring.hpp>
#include <cmath>
#include <map>
#include <numbers>

#include "sim/real.h"

namespace mainstay::sim {

namespace {

// Points as Boost.Geometry gets them.
struct Place {
  Real longitude, latitude;
};
using Outline = std::vector<Place>;

Place place(Point point) {
  return {point.longitude, point.latitude};
}

}  // namespace

}  // namespace mainstay::sim

BOOST_GEOMETRY_REGISTER_POINT_2D(mainstay::sim::Place, mainstay::sim::Real,
                                 boost::geometry::cs::geographic<boost::geometry::degree>, longitude, latitude)
BOOST_GEOMETRY_REGISTER_RING(mainstay::sim::Outline)

namespace mainstay::sim {
namespace geometry = boost::geometry;

namespace {

using Ellipsoid = geometry::srs::spheroid<Real>;  // WGS 84

constexpr double square_metres_per_km2 = 1e6;
constexpr double metres_per_km = 1000;

// Twice the signed area in square degrees: positive for a counterclockwise ring.
double turning(const Ring& ring) {
  double sum = 0;
  for (std::size_t next = 1; next < ring.size(); ++next)
    sum += (ring[next].longitude - ring[next - 1].longitude) * (ring[next].latitude + ring[next - 1].latitude);
  return -sum;
}

// Moments of a ring in the sinusoidal projection, which keeps areas.
struct Moments {
  double area = 0, x = 0, y = 0;
};

void add_moments(const Ring& ring, Point origin, Moments& moments) {
  const auto project = [&](Point point) {
    return Point{(point.longitude - origin.longitude) * sim::cos(point.latitude * std::numbers::pi / 180),
                 point.latitude - origin.latitude};
  };
  for (std::size_t next = 1; next < ring.size(); ++next) {
    const Point from = project(ring[next - 1]), to = project(ring[next]);
    const double cross = from.longitude * to.latitude - to.longitude * from.latitude;
    moments.area += cross;
    moments.x += cross * (from.longitude + to.longitude) / 3;
    moments.y += cross * (from.latitude + to.latitude) / 3;
  }
}

bool crosses(const Ring& ring, Point place) {
  bool inside = false;
  for (std::size_t next = 1; next < ring.size(); ++next) {
    const Point &from = ring[next - 1], &to = ring[next];
    if ((from.latitude > place.latitude) == (to.latitude > place.latitude)) continue;
    // From the lower end, so that both neighbours of a line compute the same crossing.
    const Point &low = from.latitude < to.latitude ? from : to, &high = from.latitude < to.latitude ? to : from;
    const double share = (place.latitude - low.latitude) / (high.latitude - low.latitude);
    if (place.longitude < low.longitude + share * (high.longitude - low.longitude)) inside = !inside;
  }
  return inside;
}

}  // namespace

double distance_km(Point from, Point to) {
  return plain(geometry::distance(place(from), place(to), geometry::strategy::distance::vincenty<Ellipsoid, Real>())) /
         metres_per_km;
}

double ring_area_km2(const Ring& ring) {
  using Formula = geometry::strategy::andoyer;
  constexpr std::size_t order = geometry::strategy::default_order<Formula>::value;
  Outline outline;
  outline.reserve(ring.size());
  for (const Point& point : ring) outline.push_back(place(point));
  const Real area = geometry::area(outline, geometry::strategy::area::geographic<Formula, order, Ellipsoid, Real>());
  return std::abs(plain(area)) / square_metres_per_km2;
}

void orient(Polygon& polygon) {
  if (turning(polygon.outer) < 0) std::reverse(polygon.outer.begin(), polygon.outer.end());
  for (Ring& hole : polygon.holes)
    if (turning(hole) > 0) std::reverse(hole.begin(), hole.end());
}

double area_km2(std::span<const Polygon> shape) {
  double area = 0;
  for (const Polygon& polygon : shape) {
    area += ring_area_km2(polygon.outer);
    for (const Ring& hole : polygon.holes) area -= ring_area_km2(hole);
  }
  return area;
}

Point centroid(std::span<const Polygon> shape) {
  if (shape.empty() || shape.front().outer.empty()) return {};
  const Point origin = shape.front().outer.front();
  Moments moments;
  for (const Polygon& polygon : shape) {
    add_moments(polygon.outer, origin, moments);
    for (const Ring& hole : polygon.holes) add_moments(hole, origin, moments);
  }
  if (moments.area == 0) return origin;
  const double latitude = origin.latitude + moments.y / moments.area;
  return {origin.longitude + moments.x / moments.area / sim::cos(latitude * std::numbers::pi / 180), latitude};
}

bool contains(std::span<const Polygon> shape, Point place) {
  return std::any_of(shape.begin(), shape.end(), [&](const Polygon& polygon) {
    return crosses(polygon.outer, place) && std::none_of(polygon.holes.begin(), polygon.holes.end(),
                                                         [&](const Ring& hole) { return crosses(hole, place); });
  });
}

SegmentKey segment_key(Point from, Point to) {
  const auto whole = [](double degrees) { return std::int64_t{std::llround(degrees * 1e7)}; };
  const std::pair start{whole(from.longitude), whole(from.latitude)}, end{whole(to.longitude), whole(to.latitude)};
  const bool reversed = end < start;
  const auto& low = reversed ? end : start;
  const auto& high = reversed ? start : end;
  return {low.first, low.second, high.first, high.second, reversed};
}

std::vector<OwnedSegment> sorted_segments(std::span<const Region> regions) {
  std::vector<OwnedSegment> segments;
  for (RegionIndex region = 0; region < regions.size(); ++region)
    for_each_segment(regions[region].shape, [&](Point from, Point to) {
      segments.push_back({segment_key(from, to), region, from, to});
    });
  std::sort(segments.begin(), segments.end(), [](const OwnedSegment& left, const OwnedSegment& right) {
    return std::tie(left.key, left.region) < std::tie(right.key, right.region);
  });
  return segments;
}

std::vector<Border> shared_borders(std::span<const Region> regions) {
  const std::vector<OwnedSegment> segments = sorted_segments(regions);
  std::map<std::pair<RegionIndex, RegionIndex>, double> shared_km;
  for (std::size_t first = 0; first < segments.size();) {
    std::size_t end = first + 1;
    while (end < segments.size() && segments[first].key.same_line(segments[end].key)) ++end;
    if (end - first > 1) {
      const double km = distance_km(segments[first].from, segments[first].to);
      for (std::size_t left = first; left < end; ++left)
        for (std::size_t right = left + 1; right < end; ++right)
          if (segments[left].region != segments[right].region)
            shared_km[std::minmax(segments[left].region, segments[right].region)] += km;
    }
    first = end;
  }
  std::vector<Border> borders;
  for (const auto& [pair, km] : shared_km) borders.push_back({pair.first, pair.second, km, false});
  return borders;
}

}  // namespace mainstay::sim
