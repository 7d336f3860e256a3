#include "sim/border_gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_map>

#include "sim/elementary.h"
#include "sim/map_shapes.h"

namespace mainstay::sim {

namespace {

constexpr double widest_inland_km = 10, widest_at_coasts_km = 3, widest_beside_border_km = 1;
constexpr double piece_km = 2;  // outlines are looked at in pieces no longer than this
constexpr double km_per_degree = 111.32;

struct Vector {
  double x = 0, y = 0;  // km
};
double dot(Vector a, Vector b) {
  return a.x * b.x + a.y * b.y;
}
double length(Vector v) {
  return std::sqrt(v.x * v.x + v.y * v.y);
}

// A piece of an outline that no other region shares.
struct Piece {
  RegionIndex region;
  Point from, to, middle;
  double km;
};

// Lengths around a place, as on a plane.
struct Plane {
  Point origin;
  double squeeze;
  explicit Plane(Point at) : origin(at), squeeze(sim::cos(at.latitude * std::numbers::pi / 180)) {}
  Vector operator()(Point to) const {
    return {(to.longitude - origin.longitude) * squeeze * km_per_degree,
            (to.latitude - origin.latitude) * km_per_degree};
  }
  Point place(Vector v) const {
    return {origin.longitude + v.x / (squeeze * km_per_degree), origin.latitude + v.y / km_per_degree};
  }
};

std::vector<Piece> unshared_pieces(const RegionalMap& map) {
  const std::vector<OwnedSegment> segments = sorted_segments(map.regions);
  std::vector<Piece> pieces;
  for (std::size_t k = 0; k < segments.size(); ++k) {
    const OwnedSegment& segment = segments[k];
    const bool shared = (k > 0 && segments[k - 1].key.same_line(segment.key)) ||
                        (k + 1 < segments.size() && segments[k + 1].key.same_line(segment.key));
    if (shared) continue;
    const double km = length(Plane(segment.from)(segment.to));
    const auto count = static_cast<int>(std::clamp(std::ceil(km / piece_km), 1.0, 1e5));
    const auto at = [&](int step) {
      const double share = static_cast<double>(step) / count;
      return Point{std::lerp(segment.from.longitude, segment.to.longitude, share),
                   std::lerp(segment.from.latitude, segment.to.latitude, share)};
    };
    for (int step = 0; step < count; ++step) {
      const Point from = at(step), to = at(step + 1);
      pieces.push_back({segment.region,
                        from,
                        to,
                        {(from.longitude + to.longitude) / 2, (from.latitude + to.latitude) / 2},
                        km / count});
    }
  }
  return pieces;
}

// Finds pieces near a place by cells that are wider than what is looked for.
class PieceGrid {
 public:
  explicit PieceGrid(const std::vector<Piece>& pieces) {
    double farthest = 0;
    for (const Piece& piece : pieces) farthest = std::max(farthest, std::fabs(piece.middle.latitude));
    constexpr double reach_km = widest_inland_km + piece_km;
    height_ = reach_km / km_per_degree;
    width_ = height_ / std::max(0.02, sim::cos(std::min(89.0, farthest) * std::numbers::pi / 180));
    for (std::size_t k = 0; k < pieces.size(); ++k)
      cells_[cell(column(pieces[k].middle), row(pieces[k].middle))].push_back(k);
  }
  template <class Visit>
  void near(Point place, const Visit& visit) const {
    for (int dx = -1; dx <= 1; ++dx)
      for (int dy = -1; dy <= 1; ++dy)
        if (const auto found = cells_.find(cell(column(place) + dx, row(place) + dy)); found != cells_.end())
          for (const std::size_t piece : found->second) visit(piece);
  }

 private:
  std::int64_t column(Point place) const { return static_cast<std::int64_t>(std::floor(place.longitude / width_)); }
  std::int64_t row(Point place) const { return static_cast<std::int64_t>(std::floor(place.latitude / height_)); }
  static std::int64_t cell(std::int64_t column, std::int64_t row) { return column * 1'000'003 + row; }

  double width_ = 1, height_ = 1;
  std::unordered_map<std::int64_t, std::vector<std::size_t>> cells_;
};

// What lies between two outlines at one place.
struct Across {
  RegionIndex other = none;
  double km = 0;
  Point middle;
};

// The nearest outline of another region that faces this piece, land on its far side.
Across across(const std::vector<Piece>& pieces, const PieceGrid& grid, const Piece& from) {
  constexpr double facing = -0.5, beside = 0.5;  // cosines: within 60 degrees
  constexpr double touching_km = 0.001;
  const Plane plane(from.middle);
  const Vector along = plane(from.to);
  Across nearest;
  double nearest_km = widest_inland_km;
  grid.near(from.middle, [&](std::size_t index) {
    const Piece& piece = pieces[index];
    if (piece.region == from.region) return;
    const Vector a = plane(piece.from), b = plane(piece.to), direction{b.x - a.x, b.y - a.y};
    const double size = dot(direction, direction);
    const double share = size > 0 ? std::clamp(-dot(a, direction) / size, 0.0, 1.0) : 0;
    const Vector to{a.x + share * direction.x, a.y + share * direction.y};
    const double km = length(to);
    if (km >= nearest_km || dot(along, direction) > facing * length(along) * length(direction)) return;
    if (km > touching_km && std::fabs(dot(along, to)) > beside * length(along) * km) return;
    nearest_km = km;
    nearest = {piece.region, km, plane.place({to.x / 2, to.y / 2})};
  });
  return nearest;
}

// Which regions hold a place; land that is only drawn counts as none of them.
class Holders {
 public:
  explicit Holders(const RegionalMap& map) : map_(map) {
    for (const Region& region : map.regions) boxes_.push_back(box_of(region.shape));
    for (const ContextShape& shape : map.context) boxes_.push_back(box_of(shape.shape));
  }
  // In both of the two, in none of all, or in something else.
  enum class Between { overlap, gap, other };
  Between between(Point place, RegionIndex a, RegionIndex b) const {
    int own = 0;
    for (std::size_t k = 0; k < boxes_.size(); ++k) {
      if (!boxes_[k].holds(place) || !contains(shape(k), place)) continue;
      if (k != a && k != b) return Between::other;
      ++own;
    }
    return own == 2 ? Between::overlap : own == 0 ? Between::gap : Between::other;
  }

 private:
  struct Box {
    double west = 1e9, east = -1e9, south = 1e9, north = -1e9;
    bool holds(Point p) const {
      return p.longitude >= west && p.longitude <= east && p.latitude >= south && p.latitude <= north;
    }
  };
  static Box box_of(std::span<const Polygon> shape) {
    Box box;
    for (const Polygon& polygon : shape)
      for (const Point& point : polygon.outer) {
        box.west = std::min(box.west, point.longitude);
        box.east = std::max(box.east, point.longitude);
        box.south = std::min(box.south, point.latitude);
        box.north = std::max(box.north, point.latitude);
      }
    return box;
  }
  std::span<const Polygon> shape(std::size_t index) const {
    return index < map_.regions.size() ? map_.regions[index].shape : map_.context[index - map_.regions.size()].shape;
  }

  const RegionalMap& map_;
  std::vector<Box> boxes_;
};

const Border* border_between(const RegionalMap& map, RegionIndex a, RegionIndex b) {
  for (const Neighbour& neighbour : map.neighbours_of(a))
    if (neighbour.region == b) return &map.borders[neighbour.border];
  return nullptr;
}

struct Sums {
  double from_a_km = 0, from_b_km = 0, width = 0, widest_km = 0, overlap_km = 0;
};

}  // namespace

std::vector<BorderGap> find_border_gaps(const RegionalMap& map) {
  const std::vector<Piece> pieces = unshared_pieces(map);
  const PieceGrid grid(pieces);
  const Holders holders(map);
  std::map<std::pair<RegionIndex, RegionIndex>, Sums> sums;
  for (const Piece& piece : pieces) {
    const Across found = across(pieces, grid, piece);
    if (found.other == none) continue;
    const auto pair = std::minmax(piece.region, found.other);
    const Border* border = border_between(map, pair.first, pair.second);
    if (border != nullptr && border->shared_km == 0) continue;
    const Region &a = map.regions[pair.first], &b = map.regions[pair.second];
    const bool coasts = (a.coast || a.sea) && (b.coast || b.sea);
    if (found.km > (border ? widest_beside_border_km : coasts ? widest_at_coasts_km : widest_inland_km)) continue;
    constexpr double nothing_between_km = 0.001;
    auto between = Holders::Between::gap;
    if (found.km > nothing_between_km) between = holders.between(found.middle, pair.first, pair.second);
    if (between == Holders::Between::other) continue;
    Sums& sum = sums[pair];
    (piece.region == pair.first ? sum.from_a_km : sum.from_b_km) += piece.km;
    sum.width += piece.km * found.km;
    sum.widest_km = std::max(sum.widest_km, found.km);
    if (between == Holders::Between::overlap) sum.overlap_km += piece.km;
  }
  std::vector<BorderGap> gaps;
  for (const auto& [pair, sum] : sums) {
    const double both_km = sum.from_a_km + sum.from_b_km, along_km = std::max(sum.from_a_km, sum.from_b_km);
    const double width_km = sum.width / both_km;
    const bool neighbours = border_between(map, pair.first, pair.second) != nullptr;
    // Corners come near each other, too; a border is longer than it is wide.
    if (along_km < (neighbours ? std::max(5.0, 10 * width_km) : std::max(0.5, 3 * width_km))) continue;
    gaps.push_back({pair.first, pair.second, along_km, width_km, sum.widest_km, sum.overlap_km > both_km / 2});
  }
  return gaps;
}

std::string in_words(const RegionalMap& map, const BorderGap& gap) {
  const auto distance = [](double km) {
    return km < 0.0005 ? std::string("0 m")
           : km < 1    ? fmt::format("{:.0f} m", km * 1000)
                       : fmt::format("{:.1f} km", km);
  };
  const auto named = [&](RegionIndex r) {
    const Region& region = map.regions[r];
    return region.name.empty() || region.name == region.id ? region.id : fmt::format("{} ({})", region.id, region.name);
  };
  const Border* border = border_between(map, gap.a, gap.b);
  // A little more than the widest place, in round metres.
  const double metres = std::max(1.0, gap.widest_km * 1000 * 1.1);
  double round_to = 1;  // two digits are enough
  while (round_to * 100 <= metres) round_to *= 10;
  return fmt::format(
      "{} and {} run beside each other for {:.{}f} km without a shared line, {} {}, so {} border is seen there; join "
      "them "
      "with mainstay map make --snap {:.0f}{}",
      named(gap.a), named(gap.b), gap.along_km, gap.along_km < 10 ? 1 : 0, distance(gap.width_km),
      gap.overlapping ? "one over the other" : "apart", border ? "that part of their" : "no",
      std::ceil(metres / round_to) * round_to,
      border ? "" : ", or, if there is water between them, give one a sea link to the other");
}

}  // namespace mainstay::sim
