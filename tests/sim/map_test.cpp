#include "sim/map.h"

#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "scenarios/map_file.h"
#include "sim/simplify.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using sim::none;

namespace {

const std::string maps = mainstay::tests::project_folder() + "/assets/maps/";

const sim::RegionalMap& sahel() {
  static const sim::RegionalMap map = scenarios::read_map(maps + "sahel.geojson");
  return map;
}

double country_sum(const sim::RegionalMap& map, std::string_view id, double sim::Region::*value) {
  double sum = 0;
  for (const sim::Region& region : map.regions)
    if (region.country == map.find_country(id)) sum += region.*value;
  return sum;
}

const sim::Border* border_between(const sim::RegionalMap& map, std::string_view one, std::string_view other) {
  const sim::RegionIndex to = map.find_region(other);
  for (const sim::Neighbour& neighbour : map.neighbours_of(map.find_region(one)))
    if (neighbour.region == to) return &map.borders[neighbour.border];
  return nullptr;
}

double km_between_countries(const sim::RegionalMap& map, std::string_view one, std::string_view other) {
  const std::set wanted{map.find_country(one), map.find_country(other)};
  double km = 0;
  for (const sim::Border& border : map.borders)
    if (std::set{map.regions[border.a].country, map.regions[border.b].country} == wanted) km += border.shared_km;
  return km;
}

sim::Ring square(double west, double south, double size) {
  return {{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}, {west, south}};
}

// A row of squares of one degree on the equator, west to east.
sim::RegionalMap row_of_squares(int count) {
  sim::RegionalMap map;
  map.countries.push_back({"XA", "Examplia", 0, true, {}});
  for (int index = 0; index < count; ++index) {
    sim::Region region;
    region.id = "R" + std::to_string(index);
    region.country = 0;
    region.shape = {{square(index, 0, 1), {}}};
    map.regions.push_back(region);
  }
  return map;
}

}  // namespace

TEST_CASE("geodesic lengths and areas agree with the ellipsoid") {
  CHECK(sim::distance_km({0, 0}, {1, 0}) == Approx(111.3195).epsilon(1e-5));
  CHECK(sim::distance_km({0, 0}, {0, 1}) == Approx(110.5744).epsilon(1e-5));
  CHECK(sim::ring_area_km2(square(0, 0, 1)) == Approx(12308.8).epsilon(1e-3));
}

TEST_CASE("the Sahel map has the areas of its countries") {
  CHECK(country_sum(sahel(), "MLI", &sim::Region::area_km2) == Approx(1240192).epsilon(0.02));
  CHECK(country_sum(sahel(), "BFA", &sim::Region::area_km2) == Approx(274200).epsilon(0.02));
  // The official 1,267,000 km2 is more than any outline of Niger encloses; Natural Earth's, unsimplified, has
  // 1,181,299.
  CHECK(country_sum(sahel(), "NER", &sim::Region::area_km2) == Approx(1181299).epsilon(0.02));
}

TEST_CASE("the Sahel map has the populations of World Population Prospects 2022 for 2023") {
  CHECK(country_sum(sahel(), "MLI", &sim::Region::population) == Approx(23.29e6).epsilon(0.02));
  CHECK(country_sum(sahel(), "BFA", &sim::Region::population) == Approx(23.25e6).epsilon(0.02));
  CHECK(country_sum(sahel(), "NER", &sim::Region::population) == Approx(27.20e6).epsilon(0.02));
}

TEST_CASE("the Sahel map knows real neighbours and border lengths") {
  CHECK(border_between(sahel(), "ML-5", "BF-SOM") != nullptr);
  CHECK(border_between(sahel(), "ML-5", "BF-LOR") != nullptr);
  REQUIRE(border_between(sahel(), "ML-7", "NE-6") != nullptr);
  CHECK(border_between(sahel(), "ML-7", "NE-6")->international);
  REQUIRE(border_between(sahel(), "ML-2", "ML-BKO") != nullptr);
  CHECK_FALSE(border_between(sahel(), "ML-2", "ML-BKO")->international);
  CHECK(border_between(sahel(), "ML-1", "NE-1") == nullptr);
  CHECK(km_between_countries(sahel(), "MLI", "NER") == Approx(838).epsilon(0.15));
  CHECK(km_between_countries(sahel(), "BFA", "NER") == Approx(622).epsilon(0.15));
  CHECK(km_between_countries(sahel(), "BFA", "MLI") == Approx(1325).epsilon(0.15));
}

TEST_CASE("neighbours are symmetric and borders are in order") {
  const sim::RegionalMap& map = sahel();
  for (sim::RegionIndex region = 0; region < map.regions.size(); ++region) {
    for (const sim::Neighbour& neighbour : map.neighbours_of(region)) {
      const sim::Border& border = map.borders[neighbour.border];
      CHECK(border.a < border.b);
      CHECK(((border.a == region && border.b == neighbour.region) ||
             (border.b == region && border.a == neighbour.region)));
    }
  }
  CHECK(std::is_sorted(map.borders.begin(), map.borders.end(), [](const sim::Border& left, const sim::Border& right) {
    return std::pair(left.a, left.b) < std::pair(right.a, right.b);
  }));
  CHECK(map.neighbours.size() == 2 * map.borders.size());
}

TEST_CASE("shipped maps have no gaps, overlaps or crossing outlines") {
  for (const char* name : {"sahel", "smallest"}) {
    INFO(name);
    CHECK(sim::find_shape_problems(scenarios::read_map(maps + name + ".geojson")).empty());
  }
}

TEST_CASE("remoteness is measured from the capital") {
  const sim::RegionalMap& map = sahel();
  CHECK(map.countries[map.find_country("MLI")].capital == map.find_region("ML-BKO"));
  CHECK(map.regions[map.find_region("ML-BKO")].remoteness_km == 0);
  CHECK(map.regions[map.find_region("ML-8")].remoteness_km == Approx(1235).epsilon(0.03));
  const sim::Country& libya = map.countries[map.find_country("LBY")];
  CHECK_FALSE(libya.capital_on_map);
  CHECK(map.regions[libya.capital].country == map.find_country("LBY"));
}

TEST_CASE("a place is found in its region, and a place on a border in exactly one") {
  const sim::RegionalMap& map = sahel();
  CHECK(sim::find_region_at(map, {-4.19, 14.49}) == map.find_region("ML-5"));  // Mopti
  CHECK(sim::find_region_at(map, {2.11, 13.51}) == map.find_region("NE-8"));   // Niamey
  CHECK(sim::find_region_at(map, {-30, 0}) == none);
  sim::RegionalMap squares = row_of_squares(2);
  sim::derive_geography(squares, {});
  CHECK(sim::find_region_at(squares, {1, 0.5}) == 1);
}

TEST_CASE("a sea link makes neighbours without a shared line") {
  sim::RegionalMap map = row_of_squares(3);
  map.regions[1].shape = {{square(10, 10, 1), {}}};
  const std::array links{sim::Border{2, 0, 0, false}, sim::Border{0, 2, 0, false}};
  sim::derive_geography(map, links);
  REQUIRE(map.borders.size() == 1);
  CHECK(map.borders[0].a == 0);
  CHECK(map.borders[0].shared_km == 0);
  CHECK(sim::find_shape_problems(map).size() == 1);  // the square far away has no neighbour
}

TEST_CASE("overlapping regions and unshared vertices are told") {
  sim::RegionalMap overlap = row_of_squares(2);
  overlap.regions[1].shape = {{square(0.5, 0.2, 1), {}}};
  sim::derive_geography(overlap, {});
  CHECK_THAT(sim::find_shape_problems(overlap).front(), ContainsSubstring("overlap"));

  sim::RegionalMap unshared = row_of_squares(2);
  unshared.regions[1].shape = {{square(1, 0, 0.5), {}}};
  sim::derive_geography(unshared, {});
  CHECK_THAT(sim::find_shape_problems(unshared).front(), ContainsSubstring("no vertex"));

  sim::RegionalMap crossing = row_of_squares(1);
  crossing.regions[0].shape = {{{{0, 0}, {1, 1}, {1, 0}, {0, 1.5}, {0, 0}}, {}}};
  sim::derive_geography(crossing, {});
  CHECK_THAT(sim::find_shape_problems(crossing).front(), ContainsSubstring("not valid"));
}

TEST_CASE("the path of least weight is known on the small map") {
  const sim::RegionalMap map = scenarios::read_map(maps + "smallest.geojson");
  const sim::RegionIndex north = map.find_region("XA-N"), south = map.find_region("XA-S"),
                         west = map.find_region("XB-1");
  const sim::PathFinder finder(map);
  std::vector<double> weight(map.borders.size(), 1);
  const auto through = [&](const std::vector<std::uint32_t>& path) {
    std::set<sim::RegionIndex> regions;
    for (const std::uint32_t border : path) regions.insert({map.borders[border].a, map.borders[border].b});
    return regions;
  };
  SECTION("equal weights go through the lower region, not the other way") {
    CHECK(through(finder.least_weight_path(north, south, weight)) == std::set{north, map.find_region("XA-C"), south});
  }
  SECTION("a guarded border is avoided") {
    for (std::size_t border = 0; border < weight.size(); ++border)
      if (!map.borders[border].international) weight[border] = 10;
    CHECK(through(finder.least_weight_path(north, south, weight)) == std::set{north, west, south});
  }
  SECTION("weights of nothing end, with the fewest borders") {
    std::fill(weight.begin(), weight.end(), 0);
    CHECK(finder.least_weight_path(north, south, weight).size() == 2);
  }
  SECTION("closed borders leave no way") {
    std::fill(weight.begin(), weight.end(), std::numeric_limits<double>::infinity());
    CHECK(finder.least_weight_path(north, south, weight).empty());
  }
  CHECK(finder.least_weight_path(north, north, weight).empty());
}

TEST_CASE("simplification keeps shared lines shared") {
  // Two neighbours whose common line wiggles, and an island too small to keep.
  sim::Ring west{{0, 0}}, east{{2, 0}, {2, 1}};
  std::vector<sim::Point> line;
  for (int step = 0; step <= 100; ++step) line.push_back({1 + 0.01 * std::sin(step), step / 100.0});
  west.insert(west.end(), line.begin(), line.end());
  west.insert(west.end(), {{0, 1}, {0, 0}});
  east.insert(east.end(), line.rbegin(), line.rend());
  east.push_back({2, 0});
  std::vector<sim::SimplifiedShape> shapes{{{{west, {}}}, false}, {{{east, {}}, {square(5, 5, 0.01), {}}}, false}};
  sim::simplify_together(shapes, {});

  sim::RegionalMap map = row_of_squares(2);
  for (std::size_t index : {0, 1}) map.regions[index].shape = shapes[index].shape;
  sim::derive_geography(map, {});
  CHECK(shapes[1].shape.size() == 1);
  CHECK(shapes[0].shape[0].outer.size() < 60);
  CHECK(sim::find_shape_problems(map).empty());
  REQUIRE(map.borders.size() == 1);
  CHECK(map.borders[0].shared_km > 110);
  CHECK(map.regions[0].area_km2 + map.regions[1].area_km2 == Approx(2 * 12308.8).epsilon(0.001));
}
