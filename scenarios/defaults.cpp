#include "scenarios/defaults.h"

#include <algorithm>

namespace mainstay::scenarios {
namespace {

void fill(const Json& root, const Json& schema, Json& value);

void fill_object(const Json& root, const Json& schema, Json& value) {
  static const Json nothing = Json::object();
  const Json& properties = schema.contains("properties") ? schema.at("properties") : nothing;
  for (const auto& [key, property] : properties.items()) {
    if (!value.contains(key)) {
      const Json& target = property.contains("$ref") ? resolve_reference(root, property.at("$ref")) : property;
      if (property.contains("default"))
        value[key] = property.at("default");
      else if (target.contains("default"))
        value[key] = target.at("default");
      else
        continue;
    }
    fill(root, property, value[key]);
  }
  if (const auto others = schema.find("additionalProperties"); others != schema.end() && others->is_object())
    for (auto& [key, inner] : value.items())
      if (!properties.contains(key)) fill(root, *others, inner);
}

// Of several shapes, the one whose telling key is there (as the checker chooses).
void fill_chosen(const Json& root, const Json& branches, Json& value) {
  for (const auto& branch : branches) {
    const Json& target = branch.contains("$ref") ? resolve_reference(root, branch.at("$ref")) : branch;
    if (!value.contains(target.at("required").at(0).get<std::string>())) continue;
    fill(root, branch, value);
    return;
  }
}

// Our conditions ask for the value of one key.
bool holds(const Json& condition, const Json& value) {
  const auto asked = condition.at("properties").begin();
  const auto found = value.find(asked.key());
  if (found == value.end()) return false;
  if (asked->contains("const")) return *found == asked->at("const");
  const Json& all = asked->at("enum");
  return std::find(all.begin(), all.end(), *found) != all.end();
}

void fill(const Json& root, const Json& schema, Json& value) {
  if (!schema.is_object()) return;
  if (schema.contains("$ref")) fill(root, resolve_reference(root, schema.at("$ref")), value);
  if (value.is_object()) {
    if (schema.contains("oneOf")) fill_chosen(root, schema.at("oneOf"), value);
    fill_object(root, schema, value);
  }
  if (value.is_array() && schema.contains("items"))
    for (auto& entry : value) fill(root, schema.at("items"), entry);
  if (schema.contains("allOf"))
    for (const auto& part : schema.at("allOf")) fill(root, part, value);
  if (schema.contains("if") && value.is_object() && schema.contains("then") && holds(schema.at("if"), value))
    fill(root, schema.at("then"), value);
}

}  // namespace

const Schema& scenario_schema() {
  static const Schema schema = Schema::load("scenario");
  return schema;
}

Json with_defaults(const Json& scenario) {
  Json filled = scenario;
  fill(scenario_schema().json(), scenario_schema().json(), filled);
  return filled;
}

Json with_defaults(const std::string& definition, const Json& part) {
  const Json& root = scenario_schema().json();
  Json filled = part;
  fill(root, root.at("$defs").at(definition), filled);
  return filled;
}

const Json& list_of(const Json& json, const char* key) {
  static const Json nothing = Json::object();
  return json.contains(key) ? json.at(key) : nothing;
}

Json government_of(const Json& scenario, const std::string& country) {
  const Json& governments = list_of(scenario, "governments");
  return governments.contains(country) ? governments.at(country) : with_defaults("government", Json::object());
}

}  // namespace mainstay::scenarios
