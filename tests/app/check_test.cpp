// `mainstay check` knows every kind of file that users write or keep.
#include "app/check.h"

#include "tests/app/program.h"
#include "tests/catch.h"
#include "tests/fonts.h"
#include "tests/paths.h"

using mainstay::app::check_file;
using mainstay::tests::run_program;
using mainstay::tests::TemporaryFolder;

namespace {

const std::filesystem::path source(mainstay::tests::project_folder());

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string problems_of(const std::filesystem::path& file) {
  std::string text;
  for (const auto& problem : check_file(file)) text += problem.text() + "\n";
  return text;
}

}  // namespace

TEST_CASE("maps are checked, with the problems of their shapes") {
  CHECK(problems_of(source / "assets/maps/smallest.geojson").empty());
  CHECK(problems_of(source / "studies/patterns/borders.geojson").empty());
  const TemporaryFolder folder;
  std::string text = contents(source / "assets/maps/smallest.geojson");
  text.replace(text.find("\"ruggedness\""), 12, "\"rugednes\"");
  std::ofstream(folder.path() / "map.geojson") << text;
  CHECK_THAT(problems_of(folder.path() / "map.geojson"),
             ContainsSubstring("map.geojson:") && ContainsSubstring("rugednes"));
  // An island in the same place as another region.
  std::ofstream(folder.path() / "twice.geojson") << R"({ "type": "FeatureCollection",
    "mainstay_map": { "title": "t", "attribution": "a", "population_year": 2023 }, "features": [
    { "type": "Feature", "properties": { "id": "A", "name": "A", "country": "AA", "country_name": "Aa", "population": 1000, "urban_share": 0.1, "ruggedness": 0.1, "capital": true },
      "geometry": { "type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]] } },
    { "type": "Feature", "properties": { "id": "B", "name": "B", "country": "AA", "country_name": "Aa", "population": 1000, "urban_share": 0.1, "ruggedness": 0.1 },
      "geometry": { "type": "Polygon", "coordinates": [[[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8], [0.2, 0.2]]] } }] })";
  CHECK_THAT(problems_of(folder.path() / "twice.geojson"), ContainsSubstring("overlap"));
}

TEST_CASE("names that the window cannot show on this machine are warned of, with script, ids and what would help") {
  const auto scenario = source / "tests/window/other_scripts/nonlatin.json";
  const auto map = source / "tests/window/other_scripts/nonlatin.geojson";
  const TemporaryFolder folder;
  const auto session = folder.path() / "game.mainstay";
  REQUIRE(run_program({"session", "new", scenario.string(), session.string()}).status == 0);
  {
    const mainstay::tests::OnlyFonts none;
    const std::string said = problems_of(scenario);
    CHECK_THAT(said, ContainsSubstring("nonlatin.json:8:10: warning: /map: the window cannot show Ethiopic script: "
                                       "1 name (\"ትግራይ\", XA-C) instead of which it shows the id; no font of this "
                                       "machine has the letters; the Debian package fonts-noto-core brings some"));
    CHECK_THAT(said, ContainsSubstring("Chinese or Japanese script") && ContainsSubstring("fonts-noto-cjk"));
    CHECK_THAT(said,
               ContainsSubstring("/title: the window cannot show Arabic script: 2 names (\"Essai – Ségou / تجربة\", "
                                 "nonlatin; \"كاييس\", XA-N) instead of which it shows their ids; "));
    CHECK_THAT(said,
               ContainsSubstring("Greek script") && ContainsSubstring("it cannot join the letters of this script"));
    CHECK(said.find("error") == std::string::npos);
    CHECK_THAT(problems_of(map),
               ContainsSubstring("warning: /features/1/properties/name: ") && ContainsSubstring("XA-C"));
    CHECK_THAT(problems_of(session), ContainsSubstring("game.mainstay: warning: /map: ") && ContainsSubstring("XA-C"));
    CHECK(problems_of(source / "scenarios/sahel.json").empty());
    CHECK(run_program({"check", scenario.string()}).status == 0);
  }
  const mainstay::tests::OnlyFonts only(mainstay::tests::dejavu_folder);
  const std::string said = problems_of(scenario);
  CHECK_THAT(said, ContainsSubstring("Ethiopic") && !ContainsSubstring("Cyrillic") && !ContainsSubstring("Arabic") &&
                       !ContainsSubstring("Greek") && !ContainsSubstring("Latin"));
}

TEST_CASE("sessions are checked, and a damaged one is named") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "game.mainstay";
  REQUIRE(run_program({"session", "new", (source / "scenarios/smallest.json").string(), file.string()}).status == 0);
  CHECK(problems_of(file).empty());
  CHECK(run_program({"check", file.string()}).status == 0);
  const auto half = std::filesystem::file_size(file) / 2;
  std::filesystem::resize_file(file, half);
  CHECK_THAT(problems_of(file), ContainsSubstring("game.mainstay"));
  CHECK(run_program({"check", file.string()}).status == 2);
}
