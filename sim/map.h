// A regional map: first-level administrative units of real countries and sea zones as polygons, with what the model
// needs of them. Read from GeoJSON (assets/maps); see docs/maps.md for the format.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mainstay::sim {

using RegionIndex = std::uint32_t;
using CountryIndex = std::uint32_t;
inline constexpr std::uint32_t none = 0xffffffff;

struct Point {
  double longitude = 0;  // degrees east
  double latitude = 0;   // degrees north
  bool operator==(const Point&) const = default;
};

using Ring = std::vector<Point>;  // closed: the last point repeats the first

struct Polygon {
  Ring outer;
  std::vector<Ring> holes;
};

struct Country {
  std::string id;    // ISO 3166-1 alpha-3, "MLI"
  std::string name;  // "Mali"
  // The region that holds the national capital; of a country whose capital lies off the map, the region nearest to it.
  RegionIndex capital = none;
  bool capital_on_map = true;
  Point capital_place;  // where the capital lies; remoteness is measured from here
};

struct Region {
  std::string id;               // ISO 3166-2, "ML-5"; unique on the map
  std::string name;             // "Mopti"
  CountryIndex country = none;  // none for a sea zone
  bool sea = false;
  bool coast = false;
  double population = 0;               // persons, in the map's year
  double area_km2 = 0;                 // geodesic
  double urban_share = 0;              // [0, 1]
  double ruggedness = 0;               // [0, 1]; share of the unit that is hard to move in
  double remoteness_km = 0;            // geodesic distance from the capital of its country
  double international_border_km = 0;  // land borders with regions of other countries on the map
  Point centroid;
  std::vector<Polygon> shape;
};

// Two regions that share a border; a < b.
struct Border {
  RegionIndex a = 0;
  RegionIndex b = 0;
  double shared_km = 0;        // 0 for sea links
  bool international = false;  // between land of two countries; a coast is not
};

struct Neighbour {
  RegionIndex region = 0;
  std::uint32_t border = 0;  // index into borders
};

// Land that is drawn but not simulated.
struct ContextShape {
  std::string name;
  std::vector<Polygon> shape;
};

struct RegionalMap {
  std::string title;
  std::string attribution;
  int population_year = 0;
  std::vector<Country> countries;  // in order of id
  std::vector<Region> regions;     // in order of the file
  std::vector<Border> borders;     // in order of (a, b)
  std::vector<ContextShape> context;
  std::vector<std::uint32_t> neighbour_begin;  // regions + 1; into neighbours
  std::vector<Neighbour> neighbours;           // by region, in order of the neighbour

  std::span<const Neighbour> neighbours_of(RegionIndex region) const {
    return {neighbours.data() + neighbour_begin[region], neighbours.data() + neighbour_begin[region + 1]};
  }
  // The other side of a border.
  RegionIndex beyond(std::uint32_t border, RegionIndex from) const {
    return borders[border].a == from ? borders[border].b : borders[border].a;
  }
  RegionIndex find_region(std::string_view id) const;    // none if there is no such region
  CountryIndex find_country(std::string_view id) const;  // none if there is no such country
};

// Computes what follows from the shapes: areas, centroids, borders, neighbours, remoteness; lays shapes on both sides
// of the date line side by side (longitudes then go on beyond 180); turns outer rings counterclockwise and holes
// clockwise. Called by the map reader. `sea_links` are pairs of regions that are neighbours
// without a shared line. A country's capital_place is taken from its capital region unless capital_on_map is false.
void derive_geography(RegionalMap& map, std::span<const Border> sea_links);

// Geodesic distance in km on the WGS 84 ellipsoid.
double distance_km(Point from, Point to);

// Geodesic area of a closed ring in km2, whatever its direction.
double ring_area_km2(const Ring& ring);

// The region that holds a place; none if no region does. A place on a border belongs to exactly one of its regions.
RegionIndex find_region_at(const RegionalMap& map, Point place);

// What is wrong with the shapes as a whole, in words: overlaps, crossing outlines, gaps along borders, regions without
// a neighbour. Empty for a sound map. Too slow for every start (about 0.1 s); for map makers and `mainstay map info`.
std::vector<std::string> find_shape_problems(const RegionalMap& map);

// The path of least total weight between two regions, over land and sea links; weights are a value for each border,
// non-negative, infinite where there is no passage. Returns the borders crossed, in order; empty if there is no way or
// both are the same. Of equal weights the path with fewer borders is taken, then the one through lower region indices,
// so the result is the same everywhere. Holds its own graph: the map may go away; queries may run on several threads.
class PathFinder {
 public:
  explicit PathFinder(const RegionalMap& map);
  std::vector<std::uint32_t> least_weight_path(RegionIndex from, RegionIndex to,
                                               std::span<const double> border_weight) const;

 private:
  struct Graph;
  std::shared_ptr<const Graph> graph_;
};

}  // namespace mainstay::sim
