#include "sim/snap.h"

#include <algorithm>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>

#include "sim/elementary.h"
#include "sim/map_plane.h"
#include "sim/map_shapes.h"

namespace mainstay::sim {

namespace {

constexpr double metres_per_degree = 111'320;
constexpr double same_degrees = 1e-9;

struct PointOrder {
  bool operator()(const Point& a, const Point& b) const {
    return std::pair(a.longitude, a.latitude) < std::pair(b.longitude, b.latitude);
  }
};

bool same(Point a, Point b) {
  return std::fabs(a.longitude - b.longitude) < same_degrees && std::fabs(a.latitude - b.latitude) < same_degrees;
}

double squeeze_at(Point place) {
  return std::max(0.01, sim::cos(place.latitude * std::numbers::pi / 180));
}

double metres_between(Point a, Point b) {
  const double east = (b.longitude - a.longitude) * squeeze_at(a), north = b.latitude - a.latitude;
  return std::sqrt(east * east + north * north) * metres_per_degree;
}

struct Nearest {
  Point place;
  double share = 0;  // of the way from the segment's begin to its end
  double metres = 0;
};

Nearest nearest_on(Point from, Point to, Point place) {
  const double squeeze = squeeze_at(place);
  const double dx = (to.longitude - from.longitude) * squeeze, dy = to.latitude - from.latitude;
  const double px = (place.longitude - from.longitude) * squeeze, py = place.latitude - from.latitude;
  const double size = dx * dx + dy * dy;
  const double share = size > 0 ? std::clamp((px * dx + py * dy) / size, 0.0, 1.0) : 0;
  const Point at = share == 0   ? from
                   : share == 1 ? to
                                : Point{std::lerp(from.longitude, to.longitude, share),
                                        std::lerp(from.latitude, to.latitude, share)};
  return {at, share, metres_between(place, at)};
}

using Box = geometry::model::box<PlanePoint>;

Box box_around(Point a, Point b, double metres) {
  const double up = metres / metres_per_degree;
  const double aside = up / std::min(squeeze_at(a), squeeze_at(b));
  return {{std::min(a.longitude, b.longitude) - aside, std::min(a.latitude, b.latitude) - up},
          {std::max(a.longitude, b.longitude) + aside, std::max(a.latitude, b.latitude) + up}};
}

// Outlines that stay where they are, and get only points on their lines.
class FixedLines {
 public:
  void add(Ring* ring) {
    const std::size_t index = rings_.size();
    rings_.push_back(ring);
    for (std::size_t k = 1; k < ring->size(); ++k) {
      insert_segment(index, (*ring)[k - 1], (*ring)[k]);
      rings_of_[(*ring)[k]].push_back(index);
    }
  }

  struct Found {
    Nearest nearest;
    Point from, to;  // of the segment
    std::size_t ring = 0;
  };
  std::optional<Found> nearest(Point place, double metres) const {
    std::optional<Found> best;
    for (auto it = segments_.qbegin(geometry::index::intersects(box_around(place, place, metres)));
         it != segments_.qend(); ++it) {
      const Segment& segment = it->second;
      const Nearest found = nearest_on(segment.from, segment.to, place);
      if (found.metres <= metres && (!best || found.metres < best->nearest.metres))
        best = Found{found, segment.from, segment.to, segment.ring};
    }
    return best;
  }

  std::optional<Point> nearest_point(Point place, double metres) const {
    std::optional<Point> best;
    for (auto it = segments_.qbegin(geometry::index::intersects(box_around(place, place, metres)));
         it != segments_.qend(); ++it)
      if (const double away = metres_between(place, it->second.to); away <= metres) {
        best = it->second.to;
        metres = away;
      }
    return best;
  }

  // Points of fixed lines near a segment.
  std::vector<Point> points_near(Point from, Point to, double metres) const {
    std::vector<Point> points;
    for (auto it = segments_.qbegin(geometry::index::intersects(box_around(from, to, metres))); it != segments_.qend();
         ++it)
      if (nearest_on(from, to, it->second.to).metres <= metres) points.push_back(it->second.to);
    return points;
  }

  // Every line that has this segment gets a point on it.
  void split(Point from, Point to, Point at) {
    const std::vector<std::size_t> rings = rings_of_[from];  // a copy: it changes below
    for (const std::size_t index : rings) {
      Ring& ring = *rings_[index];
      for (std::size_t k = 1; k < ring.size(); ++k) {
        const Point a = ring[k - 1], b = ring[k];
        if (!((a == from && b == to) || (a == to && b == from))) continue;
        segments_.remove({box_around(a, b, 0), {a, b, index}});
        ring.insert(ring.begin() + static_cast<std::ptrdiff_t>(k), at);
        insert_segment(index, a, at);
        insert_segment(index, at, b);
        rings_of_[at].push_back(index);
        break;
      }
    }
  }

  // The points of a fixed line strictly between two of its points, if it does not lead a long way round.
  std::optional<Ring> between(Point from, Point to) const {
    const auto of_from = rings_of_.find(from), of_to = rings_of_.find(to);
    if (of_from == rings_of_.end() || of_to == rings_of_.end()) return {};
    std::optional<Ring> best;
    double shortest = 3 * metres_between(from, to) + 1;
    for (const std::size_t index : of_from->second) {
      if (std::find(of_to->second.begin(), of_to->second.end(), index) == of_to->second.end()) continue;
      for (const bool forwards : {true, false}) {
        Ring path;
        if (const double metres = walk(*rings_[index], from, to, forwards, shortest, path); metres < shortest) {
          shortest = metres;
          best = std::move(path);
        }
      }
    }
    return best;
  }

 private:
  struct Segment {
    Point from, to;
    std::size_t ring;
    bool operator==(const Segment&) const = default;
  };

  void insert_segment(std::size_t ring, Point from, Point to) {
    segments_.insert({box_around(from, to, 0), {from, to, ring}});
  }

  static double walk(const Ring& ring, Point from, Point to, bool forwards, double longest, Ring& path) {
    const std::size_t count = ring.size() - 1;  // the last point repeats the first
    auto at = static_cast<std::size_t>(std::find(ring.begin(), ring.end(), from) - ring.begin());
    double metres = 0;
    for (std::size_t step = 0; step < count && metres < longest; ++step) {
      const std::size_t next = (at + (forwards ? 1 : count - 1)) % count;
      metres += metres_between(ring[at % count], ring[next]);
      if (ring[next] == to) return metres;
      path.push_back(ring[next]);
      at = next;
    }
    return longest;
  }

  std::vector<Ring*> rings_;
  std::map<Point, std::vector<std::size_t>, PointOrder> rings_of_;
  geometry::index::rtree<std::pair<Box, Segment>, geometry::index::quadratic<16>> segments_;
};

// A ring with a point wherever a fixed line's point is beside it.
Ring with_points_beside(const Ring& ring, const FixedLines& fixed, double metres) {
  Ring dense{ring.front()};
  for (std::size_t k = 1; k < ring.size(); ++k) {
    const Point from = ring[k - 1], to = ring[k];
    std::vector<Nearest> beside;
    for (const Point& point : fixed.points_near(from, to, metres))
      if (const Nearest on = nearest_on(from, to, point); on.share > 0 && on.share < 1) beside.push_back(on);
    std::sort(beside.begin(), beside.end(), [](const Nearest& a, const Nearest& b) { return a.share < b.share; });
    for (const Nearest& on : beside)
      if (!same(on.place, dense.back()) && !same(on.place, to)) dense.push_back(on.place);
    dense.push_back(to);
  }
  return dense;
}

// Without steps that are taken back at once.
Ring without_spikes(const Ring& line) {
  Ring kept;
  for (std::size_t k = 0; k + 1 < line.size(); ++k) {
    if (!kept.empty() && kept.back() == line[k]) continue;
    if (kept.size() > 1 && kept[kept.size() - 2] == line[k])
      kept.pop_back();
    else
      kept.push_back(line[k]);
  }
  // The same where the ring closes.
  std::size_t begin = 0, end = kept.size();
  while (end - begin > 2) {
    if (kept[begin] == kept[end - 1] || kept[begin + 1] == kept[end - 1])
      kept[begin] == kept[end - 1] ? --end : ++begin;
    else if (kept[begin] == kept[end - 2])
      --end;
    else
      break;
  }
  Ring ring(kept.begin() + static_cast<std::ptrdiff_t>(begin), kept.begin() + static_cast<std::ptrdiff_t>(end));
  if (!ring.empty()) ring.push_back(ring.front());
  return ring;
}

bool sound(const Ring& ring) {
  PlanePolygon plane = on_plane({ring, {}});
  geometry::correct(plane);
  return geometry::is_valid(plane);
}

// Points of a ring that lie at a fixed line move onto it: to its own points where they are near enough or inside of a
// stretch; at the ends of a stretch, which need not have one, the line gets one.
Ring moved(const Ring& ring, FixedLines& fixed, double metres) {
  const Ring dense = with_points_beside(ring, fixed, metres);
  std::vector<std::optional<FixedLines::Found>> found;
  for (const Point& point : dense) found.push_back(fixed.nearest(point, metres));
  const std::size_t count = dense.size() - 1;
  const auto goes_on = [&](std::size_t a, std::size_t b) {
    if (!found[a] || !found[b]) return false;
    const bool same_line = found[a]->from == found[b]->from || found[a]->from == found[b]->to ||
                           found[a]->to == found[b]->from || found[a]->to == found[b]->to;
    return found[a]->ring == found[b]->ring && same_line;
  };
  Ring target;
  for (std::size_t k = 0; k < count; ++k) {
    if (!found[k]) {
      target.push_back(dense[k]);
      continue;
    }
    if (const auto point = fixed.nearest_point(dense[k], metres)) {
      target.push_back(*point);
      continue;
    }
    // Looked up again: the line may have been divided for an earlier point.
    const FixedLines::Found at = *fixed.nearest(dense[k], metres);
    if (goes_on((k + count - 1) % count, k) && goes_on(k, (k + 1) % count)) {
      target.push_back(at.nearest.share < 0.5 ? at.from : at.to);
    } else {
      fixed.split(at.from, at.to, at.nearest.place);
      target.push_back(at.nearest.place);
    }
  }
  target.push_back(target.front());
  Ring line;
  for (std::size_t k = 0; k + 1 < target.size(); ++k) {
    line.push_back(target[k]);
    if (target[k] == target[k + 1] || !found[k] || !found[(k + 1) % count]) continue;
    if (const auto path = fixed.between(target[k], target[k + 1])) line.insert(line.end(), path->begin(), path->end());
  }
  line.push_back(line.front());
  return without_spikes(line);
}

bool snap_ring(Ring& ring, FixedLines& fixed, double metres, SnapResult& result) {
  const Ring after = moved(ring, fixed, metres);
  if (after == ring) return true;
  const double area = ring_area_km2(ring);
  if (after.size() < 4 || ring_area_km2(after) < area / 2 || ring_area_km2(after) > area * 2 ||
      (!sound(after) && sound(ring))) {
    ++result.rings_left;
    return false;
  }
  ring = after;
  ++result.rings_moved;
  return true;
}

}  // namespace

SnapResult snap_together(std::span<std::vector<Polygon>* const> shapes, double metres) {
  SnapResult result;
  FixedLines fixed;
  for (std::vector<Polygon>* shape : shapes) {
    for (Polygon& polygon : *shape) {
      snap_ring(polygon.outer, fixed, metres, result);
      for (Ring& hole : polygon.holes) snap_ring(hole, fixed, metres, result);
    }
    for (Polygon& polygon : *shape) {
      fixed.add(&polygon.outer);
      for (Ring& hole : polygon.holes) fixed.add(&hole);
    }
  }
  return result;
}

}  // namespace mainstay::sim
