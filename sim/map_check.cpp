#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/border_gaps.h"
#include "sim/longitude.h"
#include "sim/map_plane.h"
#include "sim/map_shapes.h"

namespace mainstay::sim {

namespace {

void find_crossing_outlines(const RegionalMap& map, std::vector<std::string>& problems) {
  for (const Region& region : map.regions) {
    for (const Polygon& polygon : region.shape) {
      std::string reason;
      if (!geometry::is_valid(on_plane(polygon), reason))
        problems.push_back(fmt::format("{} ({}): outline near {:.3f} east, {:.3f} north is not valid: {}", region.id,
                                       region.name, usual_longitude(polygon.outer.front().longitude),
                                       polygon.outer.front().latitude, reason));
    }
  }
}

// Two outlines that run along one segment in the same direction have their land on the same side of it.
void find_overlaps(const RegionalMap& map, const std::vector<OwnedSegment>& segments,
                   std::vector<std::string>& problems) {
  std::set<std::pair<RegionIndex, RegionIndex>> found;
  for (std::size_t next = 1; next < segments.size(); ++next) {
    const OwnedSegment &left = segments[next - 1], &right = segments[next];
    if (left.key == right.key) found.insert(std::minmax(left.region, right.region));
  }
  for (const auto& [a, b] : found)
    problems.push_back(
        fmt::format("{} and {} lie on the same side of a line that both have", map.regions[a].id, map.regions[b].id));
}

// A vertex inside another region means overlap; one strictly inside another's segment means a line that only one side
// has, which hides a shared border.
void find_vertices_in_others(const RegionalMap& map, std::vector<std::string>& problems) {
  constexpr double touching_degrees = 1e-6;
  std::set<std::pair<RegionIndex, RegionIndex>> overlapping, unshared;
  std::vector<PlanePolygon> plane;
  std::vector<RegionIndex> owner;
  std::vector<geometry::model::box<PlanePoint>> boxes;
  for (RegionIndex region = 0; region < map.regions.size(); ++region)
    for (const Polygon& polygon : map.regions[region].shape) {
      plane.push_back(on_plane(polygon));
      owner.push_back(region);
      boxes.push_back(geometry::return_envelope<geometry::model::box<PlanePoint>>(plane.back()));
    }
  for (std::size_t one = 0; one < plane.size(); ++one) {
    std::set<std::pair<double, double>> own;
    geometry::for_each_point(plane[one], [&](const PlanePoint& point) { own.emplace(point.x(), point.y()); });
    for (std::size_t other = 0; other < plane.size(); ++other) {
      if (owner[one] == owner[other] || !geometry::intersects(boxes[one], boxes[other])) continue;
      geometry::for_each_point(plane[other], [&](const PlanePoint& point) {
        if (own.contains({point.x(), point.y()}) || !geometry::covered_by(point, boxes[one])) return;
        const bool inside = geometry::within(point, plane[one]);
        const PlanePolygon::ring_type& outer = plane[one].outer();
        double nearest = geometry::distance(point, geometry::model::linestring<PlanePoint>(outer.begin(), outer.end()));
        for (const auto& hole : plane[one].inners())
          nearest = std::min(
              nearest, geometry::distance(point, geometry::model::linestring<PlanePoint>(hole.begin(), hole.end())));
        const std::pair<RegionIndex, RegionIndex> pair = std::minmax(owner[one], owner[other]);
        if (nearest < touching_degrees) {
          unshared.insert(pair);
        } else if (inside) {
          overlapping.insert(pair);
        }
      });
    }
  }
  for (const auto& [a, b] : overlapping)
    problems.push_back(fmt::format("{} and {} overlap", map.regions[a].id, map.regions[b].id));
  for (const auto& [a, b] : unshared)
    problems.push_back(
        fmt::format("{} and {} touch where one of them has no vertex, so part of their border is not seen; give both "
                    "the same vertices",
                    map.regions[a].id, map.regions[b].id));
}

}  // namespace

std::vector<std::string> find_shape_problems(const RegionalMap& map) {
  std::vector<std::string> problems;
  find_crossing_outlines(map, problems);
  find_overlaps(map, sorted_segments(map.regions), problems);
  find_vertices_in_others(map, problems);
  for (const BorderGap& gap : find_border_gaps(map)) problems.push_back(in_words(map, gap));
  for (RegionIndex region = 0; region < map.regions.size(); ++region)
    if (map.regions.size() > 1 && map.neighbours_of(region).empty())
      problems.push_back(fmt::format("{} ({}) has no neighbour; give it a sea link if it is an island",
                                     map.regions[region].id, map.regions[region].name));
  return problems;
}

}  // namespace mainstay::sim
