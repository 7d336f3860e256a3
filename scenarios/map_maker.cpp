#include "scenarios/map_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/geojson.h"
#include "scenarios/map_file.h"
#include "scenarios/unit_table.h"
#include "sim/longitude.h"
#include "sim/snap.h"

namespace mainstay::scenarios {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

void copy_if_there(const json& from, const std::string& name, ordered_json& to, const char* as) {
  if (const auto found = from.find(name); found != from.end() && !found->is_null()) to[as] = *found;
}

// Ids and names that are numbers in the input are text on the map, as they are in a table.
void copy_text(const json& from, const std::string& name, ordered_json& to, const char* as) {
  copy_if_there(from, name, to, as);
  if (!to.contains(as) || !to[as].is_number()) return;
  const double value = to[as].get<double>();
  to[as] = to[as].is_number_integer() || value != std::floor(value) || std::fabs(value) > 1e15
               ? to[as].dump()
               : fmt::format("{:.0f}", value);
}

Unit unit_of(const json& feature, const MapMakerOptions& options) {
  Unit unit;
  const json given = feature.is_object() ? feature.value("properties", json::object()) : json::object();
  const json properties = given.is_object() ? given : json::object();
  copy_text(properties, options.id_property, unit.properties, "id");
  if (!unit.properties.contains("id") && feature.is_object()) copy_text(feature, "id", unit.properties, "id");
  copy_text(properties, options.name_property, unit.properties, "name");
  copy_text(properties, options.country_property, unit.properties, "country");
  copy_text(properties, options.country_name_property, unit.properties, "country_name");
  for (const char* name : {"role", "population", "urban_share", "ruggedness", "coast", "capital", "sea_links", "note"})
    copy_if_there(properties, name, unit.properties, name);
  return unit;
}

bool wanted(const Unit& unit, const std::vector<std::string>& countries) {
  return countries.empty() || !unit.properties.contains("country") ||
         std::find(countries.begin(), countries.end(), unit.properties["country"]) != countries.end();
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

// Shapes cut at the date line are made whole, and borders that were digitised twice are made one.
void join_outlines(std::vector<sim::SimplifiedShape>& shapes, const MapMakerOptions& options,
                   std::vector<Problem>& notes) {
  std::vector<std::vector<sim::Polygon>*> regions, context, all;
  for (sim::SimplifiedShape& shape : shapes) (shape.coarse ? context : regions).push_back(&shape.shape);
  sim::join_across_date_line(regions, context);
  if (options.snap_metres <= 0) return;
  all = regions;
  all.insert(all.end(), context.begin(), context.end());
  const sim::SnapResult snapped = sim::snap_together(all, options.snap_metres);
  if (snapped.rings_left > 0)
    notes.push_back(
        {options.input, 0, 0, "",
         fmt::format("{} outlines are left as they are, since joining them within {:g} m would tear them or "
                     "take most of their area; try fewer metres",
                     snapped.rings_left, options.snap_metres),
         true});
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

std::string make_map(const MapMakerOptions& options, std::vector<Problem>& notes) {
  GeoJsonReader reader(options.input);
  const json document = reader.parse(read_text(options.input));
  std::vector<Unit> units;
  const json& features = reader.features(document);
  std::vector<std::vector<sim::Polygon>> outlines;
  for (std::size_t index = 0; index < features.size(); ++index) {
    units.push_back(unit_of(features[index], options));
    units.back().left_out = !wanted(units.back(), options.countries);
    outlines.emplace_back();
    if (!units.back().left_out)
      outlines.back() = reader.shape(features[index].is_object() ? features[index].value("geometry", json()) : json(),
                                     fmt::format("/features/{}/geometry", index));
  }
  reader.fail_if_any();
  if (!options.table.file.empty()) join_table(options.table, units, notes);
  std::vector<sim::SimplifiedShape> shapes;
  for (std::size_t index = 0; index < units.size(); ++index)
    if (!units[index].left_out) shapes.push_back({std::move(outlines[index]), units[index].is_context()});
  std::erase_if(units, [](const Unit& unit) { return unit.left_out; });
  join_outlines(shapes, options, notes);
  simplify_together(shapes, options.simplify);

  std::string text = fmt::format("{{\"type\":\"FeatureCollection\",\n\"mainstay_map\":{},\n\"features\":[",
                                 head_of(document, options).dump(1));
  bool first = true;
  for (std::size_t index = 0; index < units.size(); ++index) {
    if (shapes[index].shape.empty() && units[index].is_context()) continue;
    text += fmt::format("{}\n{{\"type\":\"Feature\",\"properties\":{},\"geometry\":{}}}", first ? "" : ",",
                        units[index].properties.dump(), geometry_text(shapes[index].shape, options.simplify.decimals));
    first = false;
  }
  text += "\n]}\n";
  parse_map(text, "the map to be written");
  return text;
}

}  // namespace mainstay::scenarios
