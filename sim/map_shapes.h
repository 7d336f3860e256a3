// Geometry of regions' shapes on the WGS 84 ellipsoid; for the map's own files.
#pragma once

#include <span>
#include <vector>

#include "sim/map.h"

namespace mainstay::sim {

// Outer ring counterclockwise, holes clockwise (RFC 7946).
void orient(Polygon& polygon);

double area_km2(std::span<const Polygon> shape);

// Of the whole shape, by area; may lie outside a bent one.
Point centroid(std::span<const Polygon> shape);

// A place on a line that two shapes share lies in exactly one of them.
bool contains(std::span<const Polygon> shape, Point place);

// Calls visit(from, to) for each segment of the shape, with the shape's land on the left of an oriented ring.
template <class Visit>
void for_each_segment(std::span<const Polygon> shape, const Visit& visit) {
  const auto visit_ring = [&](const Ring& ring) {
    for (std::size_t next = 1; next < ring.size(); ++next) visit(ring[next - 1], ring[next]);
  };
  for (const Polygon& polygon : shape) {
    visit_ring(polygon.outer);
    for (const Ring& hole : polygon.holes) visit_ring(hole);
  }
}

// A segment in whole 1e-7 degrees (about a centimetre), so that the same line compares equal wherever it came from.
struct SegmentKey {
  std::int64_t low_longitude, low_latitude, high_longitude, high_latitude;
  bool reversed;  // the segment runs from high to low
  auto operator<=>(const SegmentKey&) const = default;
  bool same_line(const SegmentKey& other) const {
    return low_longitude == other.low_longitude && low_latitude == other.low_latitude &&
           high_longitude == other.high_longitude && high_latitude == other.high_latitude;
  }
};
SegmentKey segment_key(Point from, Point to);

struct OwnedSegment {
  SegmentKey key;
  RegionIndex region;
  Point from, to;
};
// All segments of all regions, in order of key and region.
std::vector<OwnedSegment> sorted_segments(std::span<const Region> regions);

// Pairs of regions with a common line, in order of (a, b), with its length; international is left false.
std::vector<Border> shared_borders(std::span<const Region> regions);

}  // namespace mainstay::sim
