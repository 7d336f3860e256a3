// What map files and the map maker share in reading GeoJSON: places in the text, problems by JSON pointer, geometries.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/error.h"
#include "sim/map.h"

namespace mainstay::scenarios {

// Collects every problem of one file. A getter that finds a problem notes it and returns a harmless value.
class GeoJsonReader {
 public:
  explicit GeoJsonReader(std::string file) : file_(std::move(file)) {}

  void problem(const std::string& pointer, const std::string& message) {
    problems_.push_back({file_, 0, 0, pointer, message});
  }
  void fail_if_any() const;  // throws InvalidInput

  // Throws InvalidInput with line and column if the text is not JSON.
  nlohmann::json parse(std::string_view text) const;

  // Each reads object[key]; `pointer` is the object's own.
  std::string text(const nlohmann::json& object, const std::string& pointer, const char* key, bool required);
  double number(const nlohmann::json& object, const std::string& pointer, const char* key, double low, double high,
                bool required);
  bool flag(const nlohmann::json& object, const std::string& pointer, const char* key);
  void only_known_keys(const nlohmann::json& object, const std::string& pointer,
                       std::initializer_list<std::string_view> known);

  sim::Point position(const nlohmann::json& value, const std::string& pointer);
  // Polygon or MultiPolygon.
  std::vector<sim::Polygon> shape(const nlohmann::json& geometry, const std::string& pointer);
  // The features of a FeatureCollection; empty with a problem noted if it is none.
  const nlohmann::json& features(const nlohmann::json& document);

 private:
  sim::Polygon polygon(const nlohmann::json& rings, const std::string& pointer);
  sim::Ring ring(const nlohmann::json& positions, const std::string& pointer);

  std::string file_;
  std::vector<Problem> problems_;
};

// The whole file as text; throws InvalidInput if it cannot be read.
std::string read_text(const std::string& file);

}  // namespace mainstay::scenarios
