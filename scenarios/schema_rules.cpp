#include "scenarios/schema_rules.h"

#include "scenarios/schema.h"

namespace mainstay::scenarios {

namespace {

const std::string* text_at(const Json& schema, const char* key) {
  const auto found = schema.find(key);
  return found == schema.end() ? nullptr : found->get_ptr<const std::string*>();
}

template <class Value>
void take(const Json& schema, const char* key, Value& value) {
  value = schema.value(key, value);
}
template <class Value>
void take(const Json& schema, const char* key, std::optional<Value>& value) {
  if (const auto found = schema.find(key); found != schema.end()) value = found->get<Value>();
}

std::vector<std::string> texts_at(const Json& schema, const char* key) {
  const auto found = schema.find(key);
  if (found == schema.end()) return {};
  return found->is_array() ? found->get<std::vector<std::string>>() : std::vector{found->get<std::string>()};
}

}  // namespace

Rules::Rules(const Json& schema) : schema_(schema) {
  root_ = rule(schema);
}

// Each is made once; one that refers back to itself finds itself begun.
const Rule* Rules::rule(const Json& schema) {
  const auto [place, added] = made_.try_emplace(&schema, nullptr);
  if (!added) return place->second;
  Rule& made = all_.emplace_back();
  place->second = &made;
  read(schema, made);
  return &made;
}

void Rules::read(const Json& schema, Rule& made) {
  made.json = &schema;
  made.anything = !schema.is_object();
  if (made.anything) return;
  const auto rule_at = [&](const char* key) {
    const auto found = schema.find(key);
    return found == schema.end() ? nullptr : rule(*found);
  };
  if (const auto* reference = text_at(schema, "$ref")) made.reference = rule(resolve_reference(schema_, *reference));
  take(schema, "name_scope", made.name_scope);
  made.types = texts_at(schema, "type");
  if (const auto found = schema.find("const"); found != schema.end()) made.only = &*found;
  if (const auto found = schema.find("enum"); found != schema.end()) made.choices = &*found;

  take(schema, "minimum", made.minimum);
  take(schema, "maximum", made.maximum);
  take(schema, "exclusiveMinimum", made.above);
  take(schema, "exclusiveMaximum", made.below);
  take(schema, "multipleOf", made.multiple_of);
  take(schema, "sum_at_most", made.sum_at_most);
  made.before = text_at(schema, "before");
  made.not_after = text_at(schema, "not_after");

  take(schema, "minLength", made.shortest);
  take(schema, "maxLength", made.longest);
  made.pattern = text_at(schema, "pattern");
  made.is_date = schema.value("format", "") == "date";
  made.defines = text_at(schema, "defines");
  made.refers_to = texts_at(schema, "refers_to");
  made.catalogue = texts_at(schema, "catalogue");

  take(schema, "minItems", made.fewest_items);
  take(schema, "maxItems", made.most_items);
  take(schema, "uniqueItems", made.unique_items);
  made.items = rule_at("items");

  if (const auto found = schema.find("properties"); found != schema.end())
    for (const auto& [key, property] : found->items()) made.properties.emplace(key, rule(property));
  made.property_names = rule_at("propertyNames");
  if (const auto found = schema.find("additionalProperties"); found != schema.end()) {
    if (found->is_object()) made.others = rule(*found);
    made.no_others = *found == Json(false);
  }
  made.required = texts_at(schema, "required");
  take(schema, "minProperties", made.fewest_keys);
  take(schema, "maxProperties", made.most_keys);

  if (const auto found = schema.find("oneOf"); found != schema.end())
    for (const auto& branch : *found) {
      const Rule* one = rule(branch);
      const Rule* target = one->reference == nullptr ? one : one->reference;
      made.one_of.push_back({target->json->at("required").at(0).get<std::string>(), one, target});
    }
  if (const auto found = schema.find("allOf"); found != schema.end())
    for (const auto& part : *found) made.all_of.push_back(rule(part));
  made.condition = rule_at("if");
  made.then = rule_at("then");
  made.otherwise = rule_at("else");
}

}  // namespace mainstay::scenarios
