#include "scenarios/geojson.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "scenarios/nearest.h"
#include "scenarios/whole_file.h"
#include "sim/longitude.h"

namespace mainstay::scenarios {

using nlohmann::json;

namespace {

Problem syntax_problem(const std::string& file, std::string_view text, std::size_t byte, const std::string& message) {
  const std::string_view before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
  return {file, static_cast<int>(line), static_cast<int>(column), "", message};
}

// nlohmann's "[json.exception.parse_error.101] parse error at line 1, column 2: what" without its head.
std::string plain_message(const json::exception& error) {
  std::string message = error.what();
  const std::size_t head = message.find("] ");
  if (head != std::string::npos) message.erase(0, head + 2);
  const std::size_t place = message.find(": ");
  if (message.rfind("parse error at", 0) == 0 && place != std::string::npos) message.erase(0, place + 2);
  return "not JSON: " + message;
}

std::string kind_of(const json& value) {
  return value.is_null() ? "null" : fmt::format("a {}", value.type_name());
}

}  // namespace

void GeoJsonReader::fail_if_any() const {
  if (!problems_.empty()) throw InvalidInput(problems_);
}

json GeoJsonReader::parse(std::string_view text) const {
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    throw InvalidInput({syntax_problem(file_, text, error.byte, plain_message(error))});
  } catch (const json::exception& error) {
    throw InvalidInput({{file_, 0, 0, "", plain_message(error)}});
  }
}

std::string GeoJsonReader::text(const json& object, const std::string& pointer, const char* key, bool required) {
  const auto found = object.find(key);
  if (found == object.end()) {
    if (required) problem(pointer, fmt::format("\"{}\" is missing; text is needed", key));
    return {};
  }
  if (found->is_string() && !found->get_ref<const std::string&>().empty()) return found->get<std::string>();
  problem(fmt::format("{}/{}", pointer, key), fmt::format("{} found; text that is not empty is needed",
                                                          found->is_string() ? "empty text" : kind_of(*found)));
  return {};
}

double GeoJsonReader::number(const json& object, const std::string& pointer, const char* key, double low, double high,
                             bool required) {
  const auto found = object.find(key);
  if (found == object.end()) {
    if (required) problem(pointer, fmt::format("\"{}\" is missing; a number from {} to {} is needed", key, low, high));
    return low;
  }
  const std::string place = fmt::format("{}/{}", pointer, key);
  if (!found->is_number()) {
    problem(place, fmt::format("{} found; a number from {} to {} is needed", kind_of(*found), low, high));
    return low;
  }
  const double value = found->get<double>();
  if (std::isfinite(value) && value >= low && value <= high) return value;
  problem(place, fmt::format("{} is out of range; a number from {} to {} is allowed", value, low, high));
  return low;
}

bool GeoJsonReader::flag(const json& object, const std::string& pointer, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return false;
  if (found->is_boolean()) return found->get<bool>();
  problem(fmt::format("{}/{}", pointer, key), fmt::format("{} found; true or false is needed", kind_of(*found)));
  return false;
}

void GeoJsonReader::only_known_keys(const json& object, const std::string& pointer,
                                    std::initializer_list<std::string_view> known) {
  for (const auto& item : object.items()) {
    const std::string& key = item.key();
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string_view nearest = *std::min_element(known.begin(), known.end(), [&](auto left, auto right) {
      return edit_distance(key, left) < edit_distance(key, right);
    });
    problem(fmt::format("{}/{}", pointer, key), fmt::format("unknown name; the nearest known one is \"{}\"", nearest));
  }
}

sim::Point GeoJsonReader::position(const json& value, const std::string& pointer) {
  if (!value.is_array() || value.size() < 2 || !value[0].is_number() || !value[1].is_number()) {
    problem(pointer, "not a position; [longitude, latitude] in degrees is needed");
    return {};
  }
  const sim::Point point{value[0].get<double>(), value[1].get<double>()};
  if (std::abs(point.longitude) <= 360 && std::abs(point.latitude) <= 90) return point;
  problem(pointer,
          fmt::format("[{}, {}] is no place on Earth; longitude from -180 to 180 (or on to 360, across the date "
                      "line) and latitude from -90 to 90 are allowed (degrees, not metres)",
                      point.longitude, point.latitude));
  return {};
}

sim::Ring GeoJsonReader::ring(const json& positions, const std::string& pointer) {
  sim::Ring ring;
  if (!positions.is_array() || positions.size() < 4) {
    problem(pointer, fmt::format("{} positions found; a ring has at least 4, the last repeating the first",
                                 positions.is_array() ? positions.size() : 0));
    return ring;
  }
  ring.reserve(positions.size());
  const std::size_t before = problems_.size();
  for (std::size_t index = 0; index < positions.size() && problems_.size() == before; ++index) {
    const sim::Point point = position(positions[index], pointer);
    if (ring.empty() || !(ring.back() == point)) ring.push_back(point);
  }
  if (problems_.size() > before) {
    problems_.back().pointer += fmt::format("/{}", ring.empty() ? 0 : ring.size() - 1);
  } else if (!(ring.front() == ring.back())) {
    problem(pointer, "the ring is open; its last position must repeat the first");
  } else if (!sim::unroll(ring)) {
    problem(pointer,
            "the ring goes round a pole; cut it along the date line (180 degrees) and along the pole's latitude");
  } else if (ring.size() < 4 || !(sim::ring_area_km2(ring) > 1e-6)) {
    problem(pointer, "the ring has no area; it needs at least three different corners that are not on one line");
  } else {
    return ring;
  }
  return {};
}

sim::Polygon GeoJsonReader::polygon(const json& rings, const std::string& pointer) {
  sim::Polygon polygon;
  if (!rings.is_array() || rings.empty()) {
    problem(pointer, "a polygon without rings; an outer ring is needed");
    return polygon;
  }
  polygon.outer = ring(rings[0], pointer + "/0");
  for (std::size_t index = 1; index < rings.size(); ++index) {
    polygon.holes.push_back(ring(rings[index], fmt::format("{}/{}", pointer, index)));
    sim::lay_beside(polygon.holes.back(), polygon.outer);
  }
  return polygon;
}

std::vector<sim::Polygon> GeoJsonReader::shape(const json& geometry, const std::string& pointer) {
  std::vector<sim::Polygon> shape;
  const std::string type = geometry.is_object() ? geometry.value("type", json()).dump() : "";
  const auto coordinates = geometry.is_object() ? geometry.find("coordinates") : geometry.end();
  if ((type != "\"Polygon\"" && type != "\"MultiPolygon\"") || coordinates == geometry.end()) {
    problem(pointer, "no area found; a geometry of type Polygon or MultiPolygon with coordinates is needed");
    return shape;
  }
  const std::string inner = pointer + "/coordinates";
  if (type == "\"Polygon\"") {
    shape.push_back(polygon(*coordinates, inner));
  } else if (!coordinates->is_array() || coordinates->empty()) {
    problem(inner, "no polygons found; at least one is needed");
  } else {
    for (std::size_t index = 0; index < coordinates->size(); ++index)
      shape.push_back(polygon((*coordinates)[index], fmt::format("{}/{}", inner, index)));
  }
  return shape;
}

const json& GeoJsonReader::features(const json& document) {
  static const json nothing = json::array();
  if (!document.is_object() || document.value("type", json()) != "FeatureCollection") {
    problem("", "not a GeoJSON FeatureCollection; {\"type\": \"FeatureCollection\", \"features\": [...]} is needed");
    return nothing;
  }
  const auto found = document.find("features");
  if (found == document.end() || !found->is_array() || found->empty()) {
    problem("/features", "no features found; a list with at least one is needed");
    return nothing;
  }
  return *found;
}

std::string read_text(const std::string& file) {
  std::string text = read_whole_file(file, "a file of GeoJSON or CSV");
  if (text.empty())
    throw InvalidInput({{file, 0, 0, "", "the file is empty; a map is a GeoJSON FeatureCollection of regions"}});
  return text;
}

}  // namespace mainstay::scenarios
