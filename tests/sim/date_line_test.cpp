// Maps across 180 degrees, written in each of the usual ways, and pictures of them.
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "scenarios/map_file.h"
#include "scenarios/map_maker.h"
#include "sim/longitude.h"
#include "studies/report_map.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "viz/map_geometry.h"

using namespace mainstay;

namespace {

std::string ring(std::initializer_list<double> longitudes) {
  const double west = *longitudes.begin(), east = *(longitudes.begin() + 1);
  return fmt::format("[[{0},-18],[{1},-18],[{1},-16],[{0},-16],[{0},-18]]", west, east);
}

std::string feature(const std::string& id, const std::string& geometry, const char* more = "") {
  return fmt::format(
      R"({{"type":"Feature","properties":{{"id":"{0}","name":"{0}","country":"FJI","country_name":"Fiji","population":1000,"urban_share":0.3,"ruggedness":0.2{1}}},"geometry":{2}}})",
      id, more, geometry);
}

std::string polygon(const std::string& coordinates) {
  return R"({"type":"Polygon","coordinates":[)" + coordinates + "]}";
}

// Three regions in a row: west of the date line, across it, east of it.
std::string fiji(const std::string& west, const std::string& across, const std::string& east) {
  return R"({"type":"FeatureCollection","mainstay_map":{"title":"F","attribution":"F","population_year":2023},"features":[)" +
         feature("W", west, R"(,"capital":true)") + "," + feature("E", across) + "," + feature("L", east) + "]}";
}

std::string shifted(double by) {
  return fiji(polygon(ring({177 + by, 179 + by})), polygon(ring({179 + by, 181 + by})),
              polygon(ring({181 + by, 182 + by})));
}

const std::string split =
    fiji(polygon(ring({177, 179})),
         R"({"type":"MultiPolygon","coordinates":[[)" + ring({179, 180}) + "],[" + ring({-180, -179}) + "]]}",
         polygon(ring({-179, -178})));

sim::RegionalMap read(const std::string& text) {
  return scenarios::parse_map(text, "fiji.geojson");
}

// Sum of the picture's filled triangles and of its extent, in map units.
std::pair<float, float> picture(const sim::RegionalMap& map) {
  const viz::MapGeometry geometry = viz::make_geometry(map);
  float area = 0;
  for (const auto& shape : geometry.regions) area += shape.area;
  return {area, geometry.bounds.right - geometry.bounds.left};
}

}  // namespace

TEST_CASE("a map across the date line is the map of the same shapes elsewhere, however its file writes it") {
  const std::vector<std::pair<const char*, std::string>> ways = {
      {"cut at 180 degrees", split},
      {"longitudes beyond 180", shifted(0)},
      {"longitudes beyond -180", shifted(-360)},
      {"a ring that jumps",
       fiji(polygon(ring({177, 179})), polygon("[[179,-18],[-179,-18],[-179,-16],[179,-16],[179,-18]]"),
            polygon(ring({-179, -178})))},
      {"a mixture", fiji(polygon(ring({-183, -181})), polygon(ring({179, 181})), polygon(ring({-179, -178})))},
      {"cut there with points along the cut",
       fiji(
           polygon(ring({177, 179})),
           R"({"type":"MultiPolygon","coordinates":[[[[179,-18],[180,-18],[180,-17.3],[180,-16],[179,-16],[179,-18]]],[[[-180,-18],[-179,-18],[-179,-16],[-180,-16],[-180,-16.5],[-180,-18]]]]})",
           polygon(ring({-179, -178})))},
  };
  const sim::RegionalMap elsewhere = read(shifted(-170));
  for (const auto& [name, text] : ways) {
    INFO(name);
    const sim::RegionalMap map = read(text);
    CHECK(sim::find_shape_problems(map).empty());
    REQUIRE(map.borders.size() == elsewhere.borders.size());
    for (std::size_t b = 0; b < map.borders.size(); ++b) {
      CHECK(map.borders[b].a == elsewhere.borders[b].a);
      CHECK(map.borders[b].b == elsewhere.borders[b].b);
      CHECK(map.borders[b].shared_km == Approx(elsewhere.borders[b].shared_km).epsilon(1e-9));
    }
    for (std::size_t r = 0; r < 3; ++r) {
      CHECK(map.regions[r].area_km2 == Approx(elsewhere.regions[r].area_km2).epsilon(1e-3));
      CHECK(map.regions[r].remoteness_km == Approx(elsewhere.regions[r].remoteness_km).epsilon(1e-3));
      const double turned = map.regions[r].centroid.longitude - elsewhere.regions[r].centroid.longitude - 170;
      CHECK(std::remainder(turned, 360) == Approx(0).margin(1e-3));
    }
    CHECK(map.regions[1].remoteness_km == Approx(212).margin(1.5));
    CHECK(map.regions[1].shape.size() == 1);
    CHECK(sim::find_region_at(map, {179.5, -17}) == 1);
    CHECK(sim::find_region_at(map, {-179.5, -17}) == 1);
    CHECK(sim::find_region_at(map, {-178.5, -17}) == 2);
    const auto [area, width] = picture(map);
    CHECK(area == Approx(picture(elsewhere).first).epsilon(1e-3));
    CHECK(width == Approx(picture(elsewhere).second).epsilon(1e-3));
    const studies::ReportMap drawn(text), drawn_elsewhere(shifted(-170));
    CHECK(drawn.map_svg("", {}, 1) == drawn_elsewhere.map_svg("", {}, 1));  // as high for its width
  }
}

TEST_CASE("the path of least weight leads across the date line") {
  const sim::RegionalMap map = read(split);
  const sim::PathFinder finder(map);
  CHECK(finder.least_weight_path(0, 2, std::vector<double>(map.borders.size(), 1)).size() == 2);
}

TEST_CASE("a map across the date line is made of one that is cut there, and read back as it is") {
  scenarios::MapMakerOptions options;
  const auto input = std::filesystem::temp_directory_path() / "mainstay-date-line.geojson";
  std::ofstream(input) << split;
  options.input = input.string();
  std::vector<scenarios::Problem> notes;
  const sim::RegionalMap map = read(scenarios::make_map(options, notes));
  std::filesystem::remove(input);
  CHECK(map.regions[1].shape.size() == 1);
  CHECK(map.borders.size() == 2);
  CHECK(notes.empty());
}

TEST_CASE("islands on both sides of the date line, context beside them and sea between are one map") {
  const std::string text = fiji(polygon(ring({177, 178})), polygon(ring({-179, -178})), polygon(ring({-177, -176})));
  sim::RegionalMap map = read(text.substr(0, text.size() - 2) +
                              R"(,{"type":"Feature","properties":{"name":"C","role":"context"},"geometry":)" +
                              polygon(ring({-179.5, -179.2})) + "}]}");
  CHECK(picture(map).second == Approx(7 * std::cos(17 * 3.14159265 / 180)).epsilon(1e-3));
  CHECK(map.context[0].shape[0].outer.front().longitude ==
        Approx(map.regions[1].shape[0].outer.front().longitude - 0.5));
  CHECK(sim::distance_km(map.regions[0].centroid, map.regions[1].centroid) == Approx(425).margin(3));
}

TEST_CASE("maps elsewhere keep every number, world maps their edges, and rings round a pole are refused") {
  sim::Ring edge{{-180, 60}, {180, 60}, {180, 80}, {-180, 80}, {-180, 60}};
  const sim::Ring before = edge;
  CHECK(sim::unroll(edge));
  CHECK(edge == before);
  CHECK(sim::usual_longitude(180) == 180);
  CHECK(sim::usual_longitude(-180) == -180);
  CHECK(sim::usual_longitude(181) == -179);
  CHECK(sim::usual_longitude(-541) == 179);
  const std::string pole =
      fiji(polygon("[[0,-80],[120,-80],[-120,-80],[0,-80]]"), polygon(ring({1, 2})), polygon(ring({2, 3})));
  CHECK_THROWS_WITH(read(pole), ContainsSubstring("/features/0/geometry/coordinates/0: the ring goes round a pole"));
  sim::RegionalMap map = read(shifted(-170));
  const auto shape = map.regions[0].shape[0].outer;
  sim::derive_geography(map, {});
  CHECK(map.regions[0].shape[0].outer == shape);
  CHECK(map.regions[0].shape[0].outer[0].longitude == 7);
}
