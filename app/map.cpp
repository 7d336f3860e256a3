#include "app/map.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "scenarios/error.h"
#include "scenarios/map_file.h"
#include "scenarios/map_maker.h"
#include "scenarios/terminal.h"
#include "scenarios/whole_file.h"
#include "sim/longitude.h"

namespace mainstay::app {

namespace {

constexpr int done = 0, failed = 1, invalid_input = 2;

struct Totals {
  std::size_t regions = 0;
  double population = 0, area_km2 = 0;
};

std::vector<Totals> totals_by_country(const sim::RegionalMap& map) {
  std::vector<Totals> totals(map.countries.size());
  for (const sim::Region& region : map.regions) {
    if (region.country == sim::none) continue;
    Totals& country = totals[region.country];
    ++country.regions;
    country.population += region.population;
    country.area_km2 += region.area_km2;
  }
  return totals;
}

// International border length by pair of countries.
std::map<std::pair<sim::CountryIndex, sim::CountryIndex>, double> international_km(const sim::RegionalMap& map) {
  std::map<std::pair<sim::CountryIndex, sim::CountryIndex>, double> km;
  for (const sim::Border& border : map.borders)
    if (border.international)
      km[std::minmax(map.regions[border.a].country, map.regions[border.b].country)] += border.shared_km;
  return km;
}

nlohmann::ordered_json as_json(const sim::RegionalMap& map, const std::vector<std::string>& problems) {
  nlohmann::ordered_json out{
      {"title", map.title}, {"attribution", map.attribution}, {"population_year", map.population_year}};
  const std::vector<Totals> totals = totals_by_country(map);
  out["countries"] = nlohmann::ordered_json::array();
  for (std::size_t index = 0; index < map.countries.size(); ++index) {
    const sim::Country& country = map.countries[index];
    out["countries"].push_back({{"id", country.id},
                                {"name", country.name},
                                {"capital", map.regions[country.capital].id},
                                {"capital_on_map", country.capital_on_map},
                                {"regions", totals[index].regions},
                                {"population", totals[index].population},
                                {"area_km2", totals[index].area_km2}});
  }
  out["regions"] = nlohmann::ordered_json::array();
  for (std::size_t index = 0; index < map.regions.size(); ++index) {
    const sim::Region& region = map.regions[index];
    nlohmann::ordered_json neighbours = nlohmann::ordered_json::object();
    for (const sim::Neighbour& neighbour : map.neighbours_of(static_cast<sim::RegionIndex>(index)))
      neighbours[map.regions[neighbour.region].id] = map.borders[neighbour.border].shared_km;
    out["regions"].push_back(
        {{"id", region.id},
         {"name", region.name},
         {"country", region.sea ? nlohmann::ordered_json() : nlohmann::ordered_json(map.countries[region.country].id)},
         {"population", region.population},
         {"area_km2", region.area_km2},
         {"urban_share", region.urban_share},
         {"ruggedness", region.ruggedness},
         {"coast", region.coast},
         {"remoteness_km", region.remoteness_km},
         {"international_border_km", region.international_border_km},
         {"centroid", {sim::usual_longitude(region.centroid.longitude), region.centroid.latitude}},
         {"shared_km_by_neighbour", neighbours}});
  }
  out["problems"] = problems;
  return out;
}

void print_regions(const sim::RegionalMap& map) {
  scenarios::print("{:<8} {:<22} {:>11} {:>11} {:>6} {:>6} {:>8}  {}\n", "region", "name", "persons", "km2", "urban",
                   "rough", "capital", "neighbours (km shared; * = another country)");
  for (std::size_t index = 0; index < map.regions.size(); ++index) {
    const sim::Region& region = map.regions[index];
    std::string neighbours;
    for (const sim::Neighbour& neighbour : map.neighbours_of(static_cast<sim::RegionIndex>(index))) {
      const sim::Border& border = map.borders[neighbour.border];
      const std::string length = border.shared_km > 0 ? fmt::format("{:.0f}", border.shared_km) : "sea";
      neighbours += fmt::format("{}{}{} {}", neighbours.empty() ? "" : ", ", map.regions[neighbour.region].id,
                                border.international ? "*" : "", length);
    }
    scenarios::print("{:<8} {:<22} {:>11.0f} {:>11.0f} {:>6.2f} {:>6.2f} {:>5.0f} km  {}\n", region.id, region.name,
                     region.population, region.area_km2, region.urban_share, region.ruggedness, region.remoteness_km,
                     neighbours);
  }
}

void print_countries(const sim::RegionalMap& map) {
  const std::vector<Totals> totals = totals_by_country(map);
  scenarios::print("{}\n{}\nPopulations of {}.\n\n", map.title, map.attribution, map.population_year);
  scenarios::print("{:<8} {:<22} {:>8} {:>12} {:>12}  {}\n", "country", "name", "regions", "persons", "km2", "capital");
  for (std::size_t index = 0; index < map.countries.size(); ++index) {
    const sim::Country& country = map.countries[index];
    scenarios::print("{:<8} {:<22} {:>8} {:>12.0f} {:>12.0f}  {}{}\n", country.id, country.name, totals[index].regions,
                     totals[index].population, totals[index].area_km2, map.regions[country.capital].id,
                     country.capital_on_map ? "" : " (nearest; the capital lies off the map)");
  }
  scenarios::print("\n");
}

void print_info(const sim::RegionalMap& map, const std::vector<std::string>& problems) {
  print_countries(map);
  print_regions(map);
  scenarios::print("\nInternational borders:\n");
  for (const auto& [pair, km] : international_km(map))
    scenarios::print("  {} - {}: {:.0f} km\n", map.countries[pair.first].id, map.countries[pair.second].id, km);
  scenarios::print("\n{} regions, {} borders, {} shapes drawn only.\n", map.regions.size(), map.borders.size(),
                   map.context.size());
  for (const std::string& problem : problems) scenarios::print("problem: {}\n", problem);
  if (problems.empty()) scenarios::print("No problems found.\n");
}

int info(const std::string& file, bool json) {
  const sim::RegionalMap map = scenarios::read_map(file);
  const std::vector<std::string> problems = sim::find_shape_problems(map);
  if (json) {
    scenarios::print("{}\n", as_json(map, problems).dump(2));
  } else {
    print_info(map, problems);
  }
  return problems.empty() ? done : failed;
}

int make(const scenarios::MapMakerOptions& options, const std::string& out) {
  std::vector<scenarios::Problem> notes;
  const std::string text = scenarios::make_map(options, notes);
  for (const scenarios::Problem& note : notes) scenarios::say("{}\n", note.text());
  try {
    scenarios::write_whole_file(out, text, scenarios::Links::followed);
  } catch (const scenarios::CannotWrite& error) {
    throw scenarios::InvalidInput({{out, 0, 0, "", error.why()}});
  }
  const sim::RegionalMap map = scenarios::parse_map(text, out);
  const std::vector<std::string> problems = sim::find_shape_problems(map);
  print_countries(map);
  for (const std::string& problem : problems) scenarios::say("problem: {}\n", problem);
  scenarios::say("{}: {} regions, {} borders, {:.0f} KB\n", out, map.regions.size(), map.borders.size(),
                 static_cast<double>(text.size()) / 1024);
  return problems.empty() ? done : failed;
}

template <class Run>
void run_reporting(int& status, const Run& run) {
  try {
    status = run();
  } catch (const scenarios::InvalidInput& error) {
    scenarios::say("{}\n", error.what());
    status = invalid_input;
  }
}

void add_info(CLI::App& map, int& status) {
  CLI::App* command = map.add_subcommand(
      "info", "Print countries, regions, areas, populations, neighbours, borders and problems of a map");
  command->footer("Example: mainstay map info assets/maps/sahel.geojson");
  const auto file = std::make_shared<std::string>();
  const auto json = std::make_shared<bool>(false);
  command->add_option("FILE", *file, "Map file (GeoJSON, see docs/maps.md)")->required();
  command->add_flag("--json", *json, "One JSON object instead of tables");
  command->callback([=, &status] { run_reporting(status, [&] { return info(*file, *json); }); });
}

void add_make(CLI::App& map, int& status) {
  CLI::App* command = map.add_subcommand(
      "make", "Make a regional map from GeoJSON of administrative units: shared borders stay shared");
  command->footer(
      "Example: mainstay map make units.geojson --out assets/maps/mine.geojson --id-property iso_3166_2 \\\n"
      "           --country-property adm0_a3 --country-name-property admin --table units.csv \\\n"
      "           --title \"My map\" --attribution \"Natural Earth\" --population-year 2023");
  const auto options = std::make_shared<scenarios::MapMakerOptions>();
  const auto out = std::make_shared<std::string>();
  sim::SimplifyOptions& simplify = options->simplify;
  command->add_option("INPUT", options->input, "GeoJSON FeatureCollection of units as Polygon or MultiPolygon")
      ->required();
  command->add_option("--out", *out, "Map file to write")->required();
  command->add_option("--table", options->table.file,
                      "CSV with a column id and any of: name, country, country_name, role, population, urban_share, "
                      "ruggedness, coast, capital, sea_links, note");
  command
      ->add_option("--table-encoding", options->table.encoding,
                   "Of a table that is not Unicode: windows-1252 (also latin-1)")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, scenarios::CsvEncoding>{{"utf-8", scenarios::CsvEncoding::unicode},
                                                        {"windows-1252", scenarios::CsvEncoding::windows_1252},
                                                        {"latin-1", scenarios::CsvEncoding::windows_1252}},
          CLI::ignore_case));
  command->add_option("--id-property", options->id_property, "Property of the input that holds the id")
      ->capture_default_str();
  command->add_option("--name-property", options->name_property, "... the name")->capture_default_str();
  command->add_option("--country-property", options->country_property, "... the country's id")->capture_default_str();
  command->add_option("--country-name-property", options->country_name_property, "... the country's name")
      ->capture_default_str();
  command->add_option("--countries", options->countries, "Only units of these countries, by id")->delimiter(',');
  command->add_option("--title", options->title, "Title of the map");
  command->add_option("--attribution", options->attribution,
                      "Whom the shapes and numbers come from, as their licences ask");
  command->add_option("--population-year", options->population_year, "Year of the populations");
  command
      ->add_option("--snap", options->snap_metres,
                   "Joins outlines that run within these metres of each other: borders that were digitised twice, with "
                   "gaps or overlaps between them. The later unit takes the course of the earlier one")
      ->type_name("METRES")
      ->check(CLI::Range(0.0, 20000.0));
  command
      ->add_option("--tolerance-km2", simplify.tolerance_km2,
                   "Simplification: smallest triangle a kept point makes with its neighbours; 0 keeps all points")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  command->add_option("--context-tolerance-km2", simplify.context_tolerance_km2, "The same for land that is drawn only")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  command->add_option("--smallest-island-km2", simplify.smallest_island_km2, "Smaller islands and lakes are left out")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  command->add_option("--decimals", simplify.decimals, "Decimals of a degree that are kept")
      ->capture_default_str()
      ->check(CLI::Range(1, 6));
  command->callback([=, &status] {
    options->table.id_column = options->id_property;
    run_reporting(status, [&] { return make(*options, *out); });
  });
}

}  // namespace

void add_map_command(CLI::App& program, int& status) {
  CLI::App* map = program.add_subcommand("map", "Make and inspect regional maps");
  map->require_subcommand(1);
  map->footer("Example: mainstay map info assets/maps/sahel.geojson");
  add_info(*map, status);
  add_make(*map, status);
}

}  // namespace mainstay::app
