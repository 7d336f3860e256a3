#include "scenarios/wording.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <utility>

namespace mainstay::scenarios {

std::string plain(double number) {
  if (number == std::round(number) && std::abs(number) < 1e15) return fmt::format("{:.0f}", number);
  return fmt::format("{:.10g}", number);
}

std::string in_words(const Json& value) {
  if (value.is_string()) {
    auto text = value.get<std::string>();
    if (text.size() > 60) {
      std::size_t end = 57;
      while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
      text = text.substr(0, end) + "...";
    }
    return fmt::format("the text \"{}\"", text);
  }
  if (value.is_number()) return fmt::format("the number {}", plain(value.get<double>()));
  if (value.is_object()) return "an object { }";
  if (value.is_array()) return "a list [ ]";
  return value.dump();
}

std::string type_in_words(std::string_view type) {
  if (type == "object") return "an object { }";
  if (type == "array") return "a list [ ]";
  if (type == "string") return "a text in quotes";
  if (type == "boolean") return "true or false";
  if (type == "integer") return "a whole number";
  if (type == "number") return "a number";
  return std::string(type);
}

std::string range_in_words(const Json& schema) {
  const auto bound = [&](const char* key) { return plain(schema[key].get<double>()); };
  const auto name = schema.value("unit", "1");
  const std::string unit = name == "1" ? "" : " " + name;
  const bool low = schema.contains("minimum"), high = schema.contains("maximum");
  if (low && high) return fmt::format("{} to {}{}", bound("minimum"), bound("maximum"), unit);
  std::string from, to;
  if (low) from = "at least " + bound("minimum");
  if (schema.contains("exclusiveMinimum")) from = "more than " + bound("exclusiveMinimum");
  if (high) to = "at most " + bound("maximum");
  if (schema.contains("exclusiveMaximum")) to = "less than " + bound("exclusiveMaximum");
  return fmt::format("{}{}{}{}", from, from.empty() || to.empty() ? "" : " and ", to, unit);
}

std::string unit_in_brackets(const Json& schema) {
  const auto unit = schema.value("unit", "1");  // "1": a pure number
  return unit == "1" ? std::string() : fmt::format(" ({})", unit);
}

bool is_newer_format(std::string_view found, std::string_view known) {
  const auto parts = [](std::string_view name) {
    const auto slash = name.find('/');
    int number = 0;
    if (slash != name.npos) std::from_chars(name.data() + slash + 1, name.data() + name.size(), number);
    return std::pair(name.substr(0, slash), number);
  };
  const auto [what, number] = parts(found);
  const auto [known_what, known_number] = parts(known);
  return what == known_what && known_number > 0 && number > known_number;
}

}  // namespace mainstay::scenarios
