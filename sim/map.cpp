#include "sim/map.h"

#include <algorithm>
#include <limits>

#include "sim/longitude.h"
#include "sim/map_shapes.h"

namespace mainstay::sim {

RegionIndex RegionalMap::find_region(std::string_view id) const {
  const auto found =
      std::find_if(regions.begin(), regions.end(), [&](const Region& region) { return region.id == id; });
  return found == regions.end() ? none : static_cast<RegionIndex>(found - regions.begin());
}

CountryIndex RegionalMap::find_country(std::string_view id) const {
  const auto found =
      std::find_if(countries.begin(), countries.end(), [&](const Country& country) { return country.id == id; });
  return found == countries.end() ? none : static_cast<CountryIndex>(found - countries.begin());
}

namespace {

void join_shapes(RegionalMap& map) {
  std::vector<std::vector<Polygon>*> regions, context;
  for (Region& region : map.regions) regions.push_back(&region.shape);
  for (ContextShape& shape : map.context) context.push_back(&shape.shape);
  join_across_date_line(regions, context);
}

void fill_shape_measures(RegionalMap& map) {
  for (Region& region : map.regions) {
    for (Polygon& polygon : region.shape) orient(polygon);
    region.area_km2 = area_km2(region.shape);
    region.centroid = centroid(region.shape);
  }
  for (ContextShape& context : map.context)
    for (Polygon& polygon : context.shape) orient(polygon);
}

bool is_international(const RegionalMap& map, RegionIndex a, RegionIndex b) {
  const CountryIndex country_a = map.regions[a].country, country_b = map.regions[b].country;
  return country_a != none && country_b != none && country_a != country_b;
}

void fill_borders(RegionalMap& map, std::span<const Border> sea_links) {
  map.borders = shared_borders(map.regions);
  for (const Border& link : sea_links) {
    const auto [a, b] = std::minmax(link.a, link.b);
    if (a != b) map.borders.push_back({a, b, 0, false});
  }
  // The longer of two records of one pair is the shared line, which says more than the link.
  std::sort(map.borders.begin(), map.borders.end(), [](const Border& left, const Border& right) {
    return std::tuple(left.a, left.b, -left.shared_km) < std::tuple(right.a, right.b, -right.shared_km);
  });
  const auto same_pair = [](const Border& left, const Border& right) { return left.a == right.a && left.b == right.b; };
  map.borders.erase(std::unique(map.borders.begin(), map.borders.end(), same_pair), map.borders.end());

  for (Region& region : map.regions) region.international_border_km = 0;
  for (Border& border : map.borders) {
    border.international = is_international(map, border.a, border.b);
    if (!border.international) continue;
    map.regions[border.a].international_border_km += border.shared_km;
    map.regions[border.b].international_border_km += border.shared_km;
  }
}

void fill_neighbours(RegionalMap& map) {
  std::vector<std::vector<Neighbour>> by_region(map.regions.size());
  for (std::uint32_t index = 0; index < map.borders.size(); ++index) {
    by_region[map.borders[index].a].push_back({map.borders[index].b, index});
    by_region[map.borders[index].b].push_back({map.borders[index].a, index});
  }
  map.neighbour_begin.assign(1, 0);
  map.neighbours.clear();
  for (auto& neighbours : by_region) {
    std::sort(neighbours.begin(), neighbours.end(),
              [](const Neighbour& left, const Neighbour& right) { return left.region < right.region; });
    map.neighbours.insert(map.neighbours.end(), neighbours.begin(), neighbours.end());
    map.neighbour_begin.push_back(static_cast<std::uint32_t>(map.neighbours.size()));
  }
}

void fill_capitals(RegionalMap& map) {
  for (CountryIndex index = 0; index < map.countries.size(); ++index) {
    Country& country = map.countries[index];
    if (country.capital_on_map) {
      if (country.capital != none) country.capital_place = map.regions[country.capital].centroid;
      continue;
    }
    double nearest_km = std::numeric_limits<double>::infinity();
    for (RegionIndex region = 0; region < map.regions.size(); ++region) {
      if (map.regions[region].country != index) continue;
      const double km = distance_km(map.regions[region].centroid, country.capital_place);
      if (km < nearest_km) {
        nearest_km = km;
        country.capital = region;
      }
    }
  }
  for (Region& region : map.regions) {
    region.remoteness_km =
        region.country == none ? 0 : distance_km(map.countries[region.country].capital_place, region.centroid);
  }
}

}  // namespace

void derive_geography(RegionalMap& map, std::span<const Border> sea_links) {
  join_shapes(map);
  fill_shape_measures(map);
  fill_borders(map, sea_links);
  fill_neighbours(map);
  fill_capitals(map);
}

RegionIndex find_region_at(const RegionalMap& map, Point place) {
  // A map across the date line goes on beyond 180 degrees; elsewhere the place itself is the only copy that can be
  // found.
  for (const double turn : {0.0, 360.0, -360.0})
    for (RegionIndex region = 0; region < map.regions.size(); ++region)
      if (contains(map.regions[region].shape, {place.longitude + turn, place.latitude})) return region;
  return none;
}

}  // namespace mainstay::sim
