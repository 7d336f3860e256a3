#include "scenarios/map_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scenarios/csv.h"
#include "scenarios/geojson.h"
#include "scenarios/map_file.h"

namespace mainstay::scenarios {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

struct Unit {
  ordered_json properties;
  bool listed = false;  // the table has a row for it
};

void copy_if_there(const json& from, const std::string& name, ordered_json& to, const char* as) {
  if (const auto found = from.find(name); found != from.end() && !found->is_null()) to[as] = *found;
}

Unit unit_of(const json& properties, const MapMakerOptions& options) {
  Unit unit;
  copy_if_there(properties, options.id_property, unit.properties, "id");
  copy_if_there(properties, options.name_property, unit.properties, "name");
  copy_if_there(properties, options.country_property, unit.properties, "country");
  copy_if_there(properties, options.country_name_property, unit.properties, "country_name");
  for (const char* name : {"role", "population", "urban_share", "ruggedness", "coast", "capital", "sea_links", "note"})
    copy_if_there(properties, name, unit.properties, name);
  return unit;
}

// A cell as the kind of value that the property wants.
ordered_json cell_value(const std::string& name, const std::string& cell, const std::string& pointer,
                        GeoJsonReader& reader) {
  if (name == "coast" || name == "capital") {
    if (cell == "true" || cell == "yes" || cell == "1") return true;
    if (cell == "false" || cell == "no" || cell == "0") return false;
    reader.problem(pointer, fmt::format("\"{}\" in column {}; true or false is needed", cell, name));
  } else if (name == "population" || name == "urban_share" || name == "ruggedness") {
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error == std::errc() && end == cell.data() + cell.size()) {
      if (name == "population") return std::llround(std::clamp(value, -9e15, 9e15));
      return value;
    }
    reader.problem(pointer, fmt::format("\"{}\" in column {}; a number is needed", cell, name));
  }
  return cell;
}

void join(const std::string& table, std::vector<Unit>& units) {
  GeoJsonReader reader(table);
  const std::vector<CsvRow> rows = parse_csv(read_text(table), table);
  for (const CsvRow& row : rows) {
    const auto id = row.find("id");
    if (id == row.end()) {
      reader.problem("", "a row without id; each row needs one");
      continue;
    }
    const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& candidate) {
      return candidate.properties.contains("id") && candidate.properties["id"] == id->second;
    });
    if (unit == units.end()) {
      reader.problem(id->second, "no unit of the input has this id");
      continue;
    }
    unit->listed = true;
    for (const char* name : {"name", "country", "country_name", "role", "population", "urban_share", "ruggedness",
                             "coast", "capital", "note"})
      if (const auto cell = row.find(name); cell != row.end())
        unit->properties[name] = cell_value(name, cell->second, id->second, reader);
  }
  reader.fail_if_any();
}

bool wanted(const Unit& unit, const std::vector<std::string>& countries) {
  return countries.empty() || !unit.properties.contains("country") ||
         std::find(countries.begin(), countries.end(), unit.properties["country"]) != countries.end();
}

bool is_context(const Unit& unit) {
  return unit.properties.contains("role") && unit.properties["role"] == "context";
}

std::string coordinates_text(const sim::Ring& ring, int decimals) {
  std::string text = "[";
  for (const sim::Point& point : ring) {
    // "{:.3f}" with trailing zeros cut is the shortest text that reads back as the same number.
    const auto number = [&](double value) {
      std::string digits = fmt::format("{:.{}f}", value, decimals);
      if (digits.find('.') != std::string::npos) {
        while (digits.back() == '0') digits.pop_back();
        if (digits.back() == '.') digits.pop_back();
      }
      return digits == "-0" ? std::string("0") : digits;
    };
    text += fmt::format("{}[{},{}]", text.size() > 1 ? "," : "", number(point.longitude), number(point.latitude));
  }
  text += ']';
  return text;
}

std::string geometry_text(const std::vector<sim::Polygon>& shape, int decimals) {
  std::string polygons;
  for (const sim::Polygon& polygon : shape) {
    std::string rings = coordinates_text(polygon.outer, decimals);
    for (const sim::Ring& hole : polygon.holes) (rings += ',') += coordinates_text(hole, decimals);
    polygons += fmt::format("{}[{}]", polygons.empty() ? "" : ",", rings);
  }
  if (shape.size() == 1) return fmt::format(R"({{"type":"Polygon","coordinates":{}}})", polygons);
  return fmt::format(R"({{"type":"MultiPolygon","coordinates":[{}]}})", polygons);
}

ordered_json head_of(const json& document, const MapMakerOptions& options) {
  ordered_json head = ordered_json::object();
  if (const auto found = document.find("mainstay_map"); found != document.end() && found->is_object())
    head = ordered_json::parse(found->dump());
  if (!options.title.empty()) head["title"] = options.title;
  if (!options.attribution.empty()) head["attribution"] = options.attribution;
  if (options.population_year != 0) head["population_year"] = options.population_year;
  return head;
}

}  // namespace

std::string make_map(const MapMakerOptions& options) {
  GeoJsonReader reader(options.input);
  const json document = reader.parse(read_text(options.input));
  std::vector<Unit> units;
  std::vector<sim::SimplifiedShape> shapes;
  const json& features = reader.features(document);
  for (std::size_t index = 0; index < features.size(); ++index) {
    const json& feature = features[index];
    const json properties = feature.is_object() ? feature.value("properties", json::object()) : json::object();
    Unit unit = unit_of(properties.is_object() ? properties : json::object(), options);
    if (!wanted(unit, options.countries)) continue;
    shapes.push_back({reader.shape(feature.is_object() ? feature.value("geometry", json()) : json(),
                                   fmt::format("/features/{}/geometry", index)),
                      is_context(unit)});
    units.push_back(std::move(unit));
  }
  reader.fail_if_any();
  if (!options.table.empty()) join(options.table, units);
  for (std::size_t index = 0; index < units.size(); ++index) shapes[index].coarse = is_context(units[index]);
  simplify_together(shapes, options.simplify);

  std::string text = fmt::format("{{\"type\":\"FeatureCollection\",\n\"mainstay_map\":{},\n\"features\":[",
                                 head_of(document, options).dump(1));
  bool first = true;
  for (std::size_t index = 0; index < units.size(); ++index) {
    if (shapes[index].shape.empty() && is_context(units[index])) continue;
    text += fmt::format("{}\n{{\"type\":\"Feature\",\"properties\":{},\"geometry\":{}}}", first ? "" : ",",
                        units[index].properties.dump(), geometry_text(shapes[index].shape, options.simplify.decimals));
    first = false;
  }
  text += "\n]}\n";
  parse_map(text, "the map to be written");
  return text;
}

}  // namespace mainstay::scenarios
