// A JSON file as a user wrote it: its values, and the line and column of every value and key, so that whatever is found
// wrong later can be pointed at.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/error.h"
#include "scenarios/json_scan.h"

namespace mainstay::scenarios {

using Json = nlohmann::ordered_json;

struct Place {
  int line = 0;    // 1-based
  int column = 0;  // 1-based, in characters
};

class Document {
 public:
  // Both throw InvalidInput with every problem of the text: not there, not text, not JSON, keys given twice. Comments
  // (// and /* */) and a byte order mark are allowed; NaN, infinite numbers and nesting deeper than 64 are not.
  static Document read(const std::filesystem::path& file);
  static Document parse(std::string file_name, std::string text);
  // Values that nobody has written down: nothing of them has a place. Those of a text that was parsed keep its limits.
  static Document unwritten(std::string file_name, Json root);

  const Json& root() const { return root_; }
  const std::string& file() const { return file_; }
  const std::string& text() const { return text_; }

  // A pointer to something that is not there gives the place of the innermost value that is.
  Place value_place(std::string_view pointer) const;
  Place key_place(std::string_view pointer) const;

  Problem problem(std::string_view pointer, std::string message) const;      // at the value
  Problem key_problem(std::string_view pointer, std::string message) const;  // at its key

 private:
  Document(std::string file_name, std::string text);
  void parse();
  Place place(std::size_t offset) const;
  const JsonNode* node(std::string_view pointer) const;

  std::string file_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
  std::vector<JsonNode> nodes_;
  Json root_;
};

// The path of a child value, for building pointers on the way down.
std::string child(std::string_view pointer, std::string_view key);
std::string child(std::string_view pointer, std::size_t index);

}  // namespace mainstay::scenarios
