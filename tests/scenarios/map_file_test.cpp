#include "scenarios/map_file.h"

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/error.h"
#include "tests/catch.h"
#include "tests/paths.h"

using namespace mainstay;
using nlohmann::json;

namespace {

const std::string maps = mainstay::tests::project_folder() + "/assets/maps/";

json smallest() {
  std::ifstream stream(maps + "smallest.geojson");
  return json::parse(stream);
}

std::vector<scenarios::Problem> problems_of(const std::string& text) {
  try {
    scenarios::parse_map(text, "map.geojson");
  } catch (const scenarios::InvalidInput& error) {
    return error.problems();
  }
  return {};
}

std::string told(const std::function<void(json&)>& damage) {
  json map = smallest();
  damage(map);
  std::string all;
  for (const scenarios::Problem& problem : problems_of(map.dump())) all += problem.text() + "\n";
  return all;
}

json& properties(json& map, int feature) {
  return map["features"][feature]["properties"];
}
json& outer(json& map, int feature) {
  return map["features"][feature]["geometry"]["coordinates"][0];
}

}  // namespace

TEST_CASE("the smallest map reads with its countries and capitals") {
  const sim::RegionalMap map = scenarios::read_map(maps + "smallest.geojson");
  REQUIRE(map.countries.size() == 2);
  CHECK(map.countries[0].id == "XA");
  CHECK(map.regions[map.countries[0].capital].id == "XA-C");
  CHECK(map.regions.size() == 4);
  CHECK(map.context.size() == 1);
  CHECK(map.population_year == 2023);
}

TEST_CASE("the Sahel map loads at once") {
  scenarios::read_map(maps + "sahel.geojson");
  const auto start = std::chrono::steady_clock::now();
  scenarios::read_map(maps + "sahel.geojson");
  // 50 ms are promised; the rest is room for sanitizers and busy machines.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(500));
}

TEST_CASE("a syntax error is told with its line") {
  const auto problems = problems_of("{\n  \"type\": \"FeatureCollection\",\n  oops\n}");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].line == 3);
  CHECK_THAT(problems[0].text(), ContainsSubstring("map.geojson:3:"));
  CHECK(problems_of("").size() == 1);
  CHECK(problems_of("[1e999]").size() == 1);
  CHECK(problems_of("\xff\xfe").size() == 1);
}

TEST_CASE("every kind of broken map is told in words") {
  const auto cases = std::vector<std::pair<std::string, std::function<void(json&)>>>{
      {"FeatureCollection", [](json& map) { map["type"] = "Topology"; }},
      {"no features found", [](json& map) { map["features"] = json::array(); }},
      {"\"mainstay_map\" is missing", [](json& map) { map.erase("mainstay_map"); }},
      {"/mainstay_map: \"attribution\" is missing", [](json& map) { map["mainstay_map"].erase("attribution"); }},
      {"the nearest known one is \"title\"", [](json& map) { map["mainstay_map"]["titel"] = "x"; }},
      {"the nearest known one is \"population\"", [](json& map) { properties(map, 0)["populaton"] = 5; }},
      {"/features/0/properties: \"population\" is missing", [](json& map) { properties(map, 0).erase("population"); }},
      {"/features/1/properties/population: -1 is out of range",
       [](json& map) { properties(map, 1)["population"] = -1; }},
      {"/features/1/properties/urban_share: 45 is out of range",
       [](json& map) { properties(map, 1)["urban_share"] = 45; }},
      {"a string found; a number", [](json& map) { properties(map, 1)["ruggedness"] = "high"; }},
      {"true or false is needed", [](json& map) { properties(map, 1)["coast"] = 1; }},
      {"already the id of another region", [](json& map) { properties(map, 1)["id"] = "XA-N"; }},
      {"empty text found", [](json& map) { properties(map, 1)["name"] = ""; }},
      {"XB has no capital", [](json& map) { properties(map, 3).erase("capital"); }},
      {"a second capital of XA", [](json& map) { properties(map, 0)["capital"] = true; }},
      {"is called \"Examplia\" before", [](json& map) { properties(map, 1)["country_name"] = "Exampleland"; }},
      {"no region belongs to a country XC",
       [](json& map) {
         map["mainstay_map"]["capitals"] = {{"XC", {0, 0}}};
       }},
      {"marked as the capital region already",
       [](json& map) {
         map["mainstay_map"]["capitals"] = {{"XA", {0, 0}}};
       }},
      {"unknown role \"lake\"", [](json& map) { properties(map, 0)["role"] = "lake"; }},
      {"a sea zone has no country", [](json& map) { properties(map, 0)["role"] = "sea"; }},
      {"there is no region \"XZ\"", [](json& map) { properties(map, 0)["sea_links"] = {"XZ"}; }},
      {"cannot be linked with itself", [](json& map) { properties(map, 0)["sea_links"] = {"XA-N"}; }},
      {"a list of region ids is needed", [](json& map) { properties(map, 0)["sea_links"] = "XA-N"; }},
      {"the ring is open", [](json& map) { outer(map, 0).erase(outer(map, 0).size() - 1); }},
      {"a ring has at least 4",
       [](json& map) {
         outer(map, 0) = {{0, 0}, {1, 1}, {0, 0}};
       }},
      {"the ring has no area",
       [](json& map) {
         outer(map, 0) = {{0, 0}, {1, 0}, {2, 0}, {0, 0}};
       }},
      {"is no place on Earth",
       [](json& map) {
         outer(map, 0)[2] = {200000, 5};
       }},
      {"/features/0/geometry/coordinates/0/2: not a position",
       [](json& map) {
         outer(map, 0)[2] = {nullptr, 5};
       }},
      {"Polygon or MultiPolygon",
       [](json& map) {
         map["features"][0]["geometry"] = {{"type", "Point"}};
       }},
      {"a polygon without rings", [](json& map) { map["features"][0]["geometry"]["coordinates"] = json::array(); }},
      {"\"properties\" is missing", [](json& map) { map["features"][0].erase("properties"); }},
      {"/features/2: not a GeoJSON Feature", [](json& map) { map["features"][2] = 7; }},
  };
  for (const auto& [expected, damage] : cases) CHECK_THAT(told(damage), ContainsSubstring(expected));
}

TEST_CASE("every problem is told, not only the first") {
  json map = smallest();
  properties(map, 0)["population"] = -5;
  properties(map, 1).erase("name");
  outer(map, 3).erase(0);
  CHECK(problems_of(map.dump()).size() == 3);
}

TEST_CASE("damaged files never crash the reader") {
  std::ifstream stream(maps + "smallest.geojson");
  std::ostringstream all;
  all << stream.rdbuf();
  const std::string text = all.str();
  for (std::size_t at = 0; at < text.size(); at += 37) {
    problems_of(text.substr(0, at));
    std::string changed = text;
    changed[at] = changed[at] == '[' ? '{' : '9';
    problems_of(changed);
  }
  SUCCEED();
}

TEST_CASE("a missing file is told by name") {
  CHECK_THROWS_WITH(scenarios::read_map("nowhere/none.geojson"), ContainsSubstring("nowhere/none.geojson"));
}

TEST_CASE("an empty file is no map, and is said to be empty") {
  const auto file = std::filesystem::temp_directory_path() / "mainstay-empty.geojson";
  std::ofstream(file).close();
  CHECK_THROWS_WITH(scenarios::read_map(file.string()), ContainsSubstring("the file is empty"));
  std::filesystem::remove(file);
}

TEST_CASE("a capital off the map stands for remoteness, and the nearest region for the capital") {
  json map = smallest();
  properties(map, 3).erase("capital");
  map["mainstay_map"]["capitals"] = {{"XB", {15.0, 12.5}}};
  const sim::RegionalMap read = scenarios::parse_map(map.dump(), "map.geojson");
  const sim::Country& country = read.countries[read.find_country("XB")];
  CHECK(country.capital == read.find_region("XB-1"));
  CHECK_FALSE(country.capital_on_map);
  CHECK(read.regions[country.capital].remoteness_km > 100);
}

TEST_CASE("a sea zone needs neither country nor people and links what it names") {
  json map = smallest();
  map["features"].push_back(
      {{"type", "Feature"},
       {"properties", {{"id", "SEA-1"}, {"name", "Bay"}, {"role", "sea"}, {"sea_links", {"XA-S"}}}},
       {"geometry", {{"type", "Polygon"}, {"coordinates", {{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}}}});
  const sim::RegionalMap read = scenarios::parse_map(map.dump(), "map.geojson");
  const sim::RegionIndex sea = read.find_region("SEA-1");
  CHECK(read.regions[sea].sea);
  CHECK(read.regions[sea].country == sim::none);
  REQUIRE(read.neighbours_of(sea).size() == 1);
  CHECK_FALSE(read.borders[read.neighbours_of(sea)[0].border].international);
}
