// Borders that were digitised twice: found, and made one.
#include "sim/snap.h"

#include <cmath>

#include "scenarios/map_file.h"
#include "sim/border_gaps.h"
#include "sim/map_shapes.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using sim::Ring;

namespace {

constexpr double degree_per_km = 1 / 111.32;

sim::RegionalMap map_of(const std::vector<Ring>& outlines, std::vector<sim::Border> links = {}, bool coast = false) {
  sim::RegionalMap map;
  for (std::size_t k = 0; k < outlines.size(); ++k) {
    const std::string id(1, static_cast<char>('A' + k));
    map.countries.push_back({id, id, static_cast<sim::RegionIndex>(k), true, {}});
    sim::Region region;
    region.id = region.name = id;
    region.country = static_cast<sim::CountryIndex>(k);
    region.coast = coast;
    region.shape = {{outlines[k], {}}};
    map.regions.push_back(region);
  }
  sim::derive_geography(map, links);
  return map;
}

Ring box(double west, double south, double east, double north) {
  return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

std::size_t gaps(const sim::RegionalMap& map) {
  return sim::find_border_gaps(map).size();
}

sim::SnapResult snap(sim::RegionalMap& map, double metres) {
  std::vector<std::vector<sim::Polygon>*> shapes;
  for (auto& region : map.regions) shapes.push_back(&region.shape);
  const sim::SnapResult result = sim::snap_together(shapes, metres);
  sim::derive_geography(map, {});
  return result;
}

double border_km(const sim::RegionalMap& map) {
  double km = 0;
  for (const auto& border : map.borders) km += border.shared_km;
  return km;
}

}  // namespace

TEST_CASE("outlines beside each other without a shared line are found, with regions and width", "[gaps]") {
  const auto found = sim::find_border_gaps(map_of({box(0, 0, 1, 1), box(1.001, 0, 2, 1)}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].a == 0);
  CHECK(found[0].b == 1);
  CHECK(found[0].width_km == Approx(0.111).epsilon(0.01));
  CHECK(found[0].along_km == Approx(111).epsilon(0.01));
  CHECK_FALSE(found[0].overlapping);
  const sim::RegionalMap over = map_of({box(0, 0, 1, 1), box(0.998, 0, 2, 1)});
  REQUIRE(gaps(over) == 1);
  CHECK(sim::find_border_gaps(over)[0].overlapping);
  CHECK_THAT(
      sim::in_words(over, sim::find_border_gaps(over)[0]),
      ContainsSubstring("A and B run beside each other for 111 km without a shared line, 223 m one over the other") &&
          ContainsSubstring("--snap 250"));
  // The same line, with a point that only one side has.
  CHECK(gaps(map_of({box(0, 0, 1, 1), {{1, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0.4}, {1, 0}}})) == 1);
}

TEST_CASE("what truly lies apart, or is joined by sea, is not told", "[gaps]") {
  const double strait = 5 * degree_per_km, river = 2 * degree_per_km;
  CHECK(gaps(map_of({box(0, 0, 1, 1), box(1, 0, 2, 1)})) == 0);
  CHECK(gaps(map_of({box(0, 0, 1, 1), box(1 + strait, 0, 2, 1)}, {}, true)) == 0);
  CHECK(gaps(map_of({box(0, 0, 1, 1), box(1 + strait, 0, 2, 1)}, {}, false)) == 1);  // no coast, so no sea between them
  CHECK(gaps(map_of({box(0, 0, 1, 1), box(1 + river, 0, 2, 1)}, {}, true)) == 1);
  CHECK(gaps(map_of({box(0, 0, 1, 1), box(1 + river, 0, 2, 1)}, {{0, 1, 0, false}}, true)) == 0);
  CHECK(gaps(map_of({box(0, 0, 1, 1), box(1.5, 0, 2, 1)})) == 0);
  CHECK(gaps(map_of({box(0, 0, 1, 1), box(1.001, 1.001, 2, 2)})) == 0);  // corners
  // Something else lies between.
  sim::RegionalMap corridor = map_of({box(0, 0, 1, 1), box(1 + strait, 0, 2, 1), box(1, 0, 1 + strait, 1)});
  CHECK(gaps(corridor) == 0);
  corridor.context.push_back({"land", corridor.regions[2].shape});
  corridor.regions[2].shape = {{box(5, 5, 6, 6), {}}};
  sim::derive_geography(corridor, {});
  CHECK(gaps(corridor) == 0);
  // An estuary at the end of a border.
  CHECK(gaps(map_of({{{0, 0}, {0.99, 0}, {1, 0.05}, {1, 1}, {0, 1}, {0, 0}},
                     {{1.01, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 0.05}, {1.01, 0}}})) == 0);
}

TEST_CASE("shipped maps have no double borders", "[gaps]") {
  for (const char* name : {"sahel", "smallest"})
    CHECK(gaps(scenarios::read_map(tests::project_folder() + "/assets/maps/" + name + ".geojson")) == 0);
}

TEST_CASE("snapping closes gaps and overlaps, also where corners of several regions meet", "[snap]") {
  for (const double off : {0.001, -0.001}) {
    INFO(off);
    sim::RegionalMap map =
        map_of({box(0, 0, 1, 1), box(0, 1 + off, 1, 2), box(1 + off, 0, 2, 1), box(1 + off, 1 + off, 2, 2)});
    CHECK(border_km(map) == 0);
    CHECK(snap(map, 200).rings_moved == 3);
    CHECK(border_km(map) == Approx(110.57 * 2 + 111.3 * 2).epsilon(1e-3));
    CHECK(map.borders.size() == 4);
    CHECK(sim::find_shape_problems(map).empty());
    for (const auto& region : map.regions) CHECK(region.area_km2 == Approx(12307).epsilon(0.001));
  }
}

TEST_CASE("snapping gives a line the points where another one ends, and takes the earlier one's course", "[snap]") {
  // Three countries: C's border meets A's in the middle of a segment; B's is drawn with other points than A's.
  Ring west{{0, 0}, {1, 0}};
  for (int step = 1; step < 20; ++step) west.push_back({1 + 0.002 * std::sin(step), step / 20.0});
  west.insert(west.end(), {{1, 1}, {0, 1}, {0, 0}});
  sim::RegionalMap map = map_of({west, box(1.003, 0, 2, 0.53), box(1.003, 0.532, 2, 1)});
  snap(map, 800);
  CHECK(sim::find_shape_problems(map).empty());
  CHECK(map.borders.size() == 3);
  CHECK(map.regions[0].international_border_km == Approx(map.regions[0].international_border_km));
  CHECK(map.regions[0].international_border_km > 110);
  CHECK(map.regions[1].area_km2 + map.regions[2].area_km2 == Approx(12307).epsilon(0.005));
}

TEST_CASE("snapping makes a jittered copy of the Sahel one map again, and leaves a sound one alone", "[snap]") {
  const sim::RegionalMap sahel = scenarios::read_map(tests::project_folder() + "/assets/maps/sahel.geojson");
  sim::RegionalMap map = sahel;
  CHECK(snap(map, 200).rings_moved == 0);
  for (std::size_t r = 0; r < map.regions.size(); ++r)
    for (auto& polygon : map.regions[r].shape)
      for (sim::Point& point : polygon.outer) {
        point.longitude += 0.001 * static_cast<double>(r % 3);
        point.latitude += 0.001 * static_cast<double>(r % 2);
      }
  sim::derive_geography(map, {});
  CHECK(border_km(map) < border_km(sahel) / 2);
  const sim::SnapResult result = snap(map, 400);
  CHECK(result.rings_left == 0);
  CHECK(border_km(map) == Approx(border_km(sahel)).epsilon(1e-3));
  CHECK(map.borders.size() == sahel.borders.size());
  for (std::size_t r = 0; r < map.regions.size(); ++r)
    CHECK(map.regions[r].area_km2 == Approx(sahel.regions[r].area_km2).epsilon(0.01));
}

TEST_CASE("what snapping would tear or swallow stays as it is", "[snap]") {
  sim::RegionalMap map = map_of({box(0, 0, 1, 1), box(1.001, 0.5, 1.003, 0.502)});  // an island of 200 m at the coast
  const double before = map.regions[1].area_km2;
  const sim::SnapResult result = snap(map, 1000);
  CHECK(result.rings_left == 1);
  CHECK(map.regions[1].area_km2 == before);
}
