#include "sim/simplify.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <unordered_map>

#include "sim/elementary.h"

namespace mainstay::sim {

namespace {

// A vertex in whole 1e-6 degrees: neighbours' copies of it are one.
struct Vertex {
  std::int32_t longitude, latitude;
  auto operator<=>(const Vertex&) const = default;
};
struct VertexHash {
  std::size_t operator()(const Vertex& vertex) const {
    return std::hash<std::uint64_t>()(static_cast<std::uint64_t>(static_cast<std::uint32_t>(vertex.longitude)) << 32 |
                                      static_cast<std::uint32_t>(vertex.latitude));
  }
};
constexpr double units_per_degree = 1e6;

using Line = std::vector<Vertex>;

Line snapped(const Ring& ring) {
  Line line;
  for (const Point& point : ring) {
    const Vertex vertex{static_cast<std::int32_t>(std::lround(point.longitude * units_per_degree)),
                        static_cast<std::int32_t>(std::lround(point.latitude * units_per_degree))};
    if (line.empty() || line.back() != vertex) line.push_back(vertex);
  }
  if (line.size() > 1 && line.front() == line.back()) line.pop_back();
  return line;
}

double triangle_km2(const Vertex& a, const Vertex& b, const Vertex& c) {
  constexpr double km_per_unit = 111.32 / units_per_degree;
  const double cross = static_cast<double>(b.longitude - a.longitude) * static_cast<double>(c.latitude - a.latitude) -
                       static_cast<double>(c.longitude - a.longitude) * static_cast<double>(b.latitude - a.latitude);
  const double shrink = sim::cos(b.latitude / units_per_degree * std::numbers::pi / 180);
  return std::abs(cross) / 2 * km_per_unit * km_per_unit * shrink;
}

// Ends stay; at least `least_inner` of the others, too.
Line thinned(const Line& line, double tolerance_km2, std::size_t least_inner) {
  const std::size_t last = line.size() - 1;
  std::vector<std::size_t> before(line.size()), after(line.size());
  std::vector<double> area(line.size());
  std::set<std::pair<double, std::size_t>> queue;
  const auto measure = [&](std::size_t at) { return triangle_km2(line[before[at]], line[at], line[after[at]]); };
  for (std::size_t at = 1; at < last; ++at) {
    before[at] = at - 1;
    after[at] = at + 1;
    area[at] = measure(at);
    queue.emplace(area[at], at);
  }
  std::vector<bool> dropped(line.size(), false);
  while (queue.size() > least_inner && queue.begin()->first < tolerance_km2) {
    const auto [least, at] = *queue.begin();
    queue.erase(queue.begin());
    dropped[at] = true;
    after[before[at]] = after[at];
    before[after[at]] = before[at];
    for (const std::size_t touched : {before[at], after[at]}) {
      if (touched == 0 || touched == last) continue;
      queue.erase({area[touched], touched});
      // Never below what was dropped already, or a slow bend would vanish point by point.
      area[touched] = std::max(least, measure(touched));
      queue.emplace(area[touched], touched);
    }
  }
  Line kept;
  for (std::size_t at = 0; at < line.size(); ++at)
    if (!dropped[at]) kept.push_back(line[at]);
  return kept;
}

struct Arc {
  std::size_t least_inner = 0;
  std::size_t uses = 0;
  bool coarse = true;  // no fine shape uses it
  Line kept;
};
using Arcs = std::map<Line, Arc>;

struct ArcUse {
  Arcs::iterator arc;
  bool reversed;
};

class Simplifier {
 public:
  explicit Simplifier(const SimplifyOptions& options) : options_(options) {}

  void count_neighbours(const Line& line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      note_neighbour(line[at], line[(at + 1) % line.size()]);
      note_neighbour(line[(at + 1) % line.size()], line[at]);
    }
  }

  // The arcs of a ring in order; called for every ring before `thin_arcs`.
  std::vector<ArcUse> cut(Line line, bool coarse) {
    std::vector<ArcUse> uses;
    if (line.size() < 3) return uses;
    const auto first_junction =
        std::find_if(line.begin(), line.end(), [&](const Vertex& vertex) { return is_junction(vertex); });
    const bool free = first_junction == line.end();
    std::rotate(line.begin(), free ? std::min_element(line.begin(), line.end()) : first_junction, line.end());
    line.push_back(line.front());
    for (std::size_t start = 0; start + 1 < line.size();) {
      std::size_t end = start + 1;
      while (end + 1 < line.size() && !is_junction(line[end])) ++end;
      Line forwards(line.begin() + static_cast<std::ptrdiff_t>(start),
                    line.begin() + static_cast<std::ptrdiff_t>(end) + 1);
      Line backwards(forwards.rbegin(), forwards.rend());
      const bool reversed = backwards < forwards;
      const auto arc = arcs_.try_emplace(reversed ? std::move(backwards) : std::move(forwards)).first;
      ++arc->second.uses;
      arc->second.coarse &= coarse;
      uses.push_back({arc, reversed});
      start = end;
    }
    // A ring of one or two arcs must not collapse to a line.
    for (const ArcUse& use : uses)
      if (uses.size() < 3) use.arc->second.least_inner = std::max(use.arc->second.least_inner, 3 - uses.size());
    return uses;
  }

  void thin_arcs() {
    for (auto& [line, arc] : arcs_)
      arc.kept = thinned(line, arc.coarse ? options_.context_tolerance_km2 : options_.tolerance_km2, arc.least_inner);
  }

  Ring assemble(const std::vector<ArcUse>& uses) const {
    Ring ring;
    const double scale = sim::pow(10, options_.decimals);
    const auto add = [&](const Vertex& vertex) {
      const Point point{std::round(vertex.longitude / units_per_degree * scale) / scale,
                        std::round(vertex.latitude / units_per_degree * scale) / scale};
      if (ring.empty() || !(ring.back() == point)) ring.push_back(point);
    };
    for (const ArcUse& use : uses) {
      const Line& kept = use.arc->second.kept;
      if (use.reversed) {
        std::for_each(kept.rbegin(), kept.rend(), add);
      } else {
        std::for_each(kept.begin(), kept.end(), add);
      }
    }
    return ring;
  }

 private:
  struct Sides {
    Vertex neighbours[2];
    int count = 0;  // 3 stands for more
  };
  void note_neighbour(const Vertex& vertex, const Vertex& neighbour) {
    Sides& sides = sides_[vertex];
    for (int known = 0; known < std::min(sides.count, 2); ++known)
      if (sides.neighbours[known] == neighbour) return;
    if (sides.count < 2) sides.neighbours[sides.count] = neighbour;
    sides.count = std::min(sides.count + 1, 3);
  }
  bool is_junction(const Vertex& vertex) const { return sides_.at(vertex).count > 2; }

  SimplifyOptions options_;
  std::unordered_map<Vertex, Sides, VertexHash> sides_;
  Arcs arcs_;
};

struct CutPolygon {
  std::vector<std::vector<ArcUse>> rings;  // the outer one first
};

bool is_island(const std::vector<ArcUse>& ring) {
  return ring.size() == 1 && ring[0].arc->second.uses == 1;
}

std::vector<Polygon> rebuilt(const Simplifier& simplifier, const std::vector<CutPolygon>& polygons,
                             double smallest_km2) {
  std::vector<Polygon> shape;
  std::vector<double> area;
  std::vector<bool> island;
  for (const CutPolygon& cut : polygons) {
    Polygon polygon;
    polygon.outer = simplifier.assemble(cut.rings[0]);
    if (polygon.outer.size() < 4) continue;
    for (std::size_t hole = 1; hole < cut.rings.size(); ++hole) {
      Ring ring = simplifier.assemble(cut.rings[hole]);
      if (ring.size() >= 4 && !(is_island(cut.rings[hole]) && ring_area_km2(ring) < smallest_km2))
        polygon.holes.push_back(std::move(ring));
    }
    area.push_back(ring_area_km2(polygon.outer));
    island.push_back(is_island(cut.rings[0]));
    shape.push_back(std::move(polygon));
  }
  const double largest = area.empty() ? 0 : *std::max_element(area.begin(), area.end());
  std::vector<Polygon> kept;
  for (std::size_t part = 0; part < shape.size(); ++part)
    if (area[part] == largest || area[part] >= smallest_km2 || (!island[part] && area[part] > 0))
      kept.push_back(std::move(shape[part]));
  return kept;
}

}  // namespace

void simplify_together(std::span<SimplifiedShape> shapes, const SimplifyOptions& options) {
  Simplifier simplifier(options);
  for (const SimplifiedShape& shape : shapes) {
    for (const Polygon& polygon : shape.shape) {
      simplifier.count_neighbours(snapped(polygon.outer));
      for (const Ring& hole : polygon.holes) simplifier.count_neighbours(snapped(hole));
    }
  }
  std::vector<std::vector<CutPolygon>> cut(shapes.size());
  for (std::size_t index = 0; index < shapes.size(); ++index) {
    for (const Polygon& polygon : shapes[index].shape) {
      CutPolygon& pieces = cut[index].emplace_back();
      pieces.rings.push_back(simplifier.cut(snapped(polygon.outer), shapes[index].coarse));
      for (const Ring& hole : polygon.holes)
        pieces.rings.push_back(simplifier.cut(snapped(hole), shapes[index].coarse));
    }
  }
  simplifier.thin_arcs();
  for (std::size_t index = 0; index < shapes.size(); ++index)
    shapes[index].shape = rebuilt(simplifier, cut[index], options.smallest_island_km2);
}

}  // namespace mainstay::sim
