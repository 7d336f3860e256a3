#include "viz/order_kinds.h"

#include <algorithm>
#include <cctype>

#include "agents/orders.h"
#include "scenarios/schema.h"

namespace mainstay::viz {

using scenarios::Json;

namespace {

const Json& scenario_schema() {
  static const scenarios::Schema schema = scenarios::Schema::load("scenario");
  return schema.json();
}

const char* giver_of(std::size_t verb) {
  using agents::Verb;
  const auto at_least = [&](Verb first) { return verb >= static_cast<std::size_t>(first); };
  if (at_least(Verb::inject)) return "Facilitator";
  if (at_least(Verb::set_doctrine)) return "Threat groups";
  if (at_least(Verb::share_information)) return "Regional organisations";
  if (at_least(Verb::set_budget_shares)) return "Governments";
  return "Donors";
}

std::vector<OrderKind> read_kinds() {
  std::vector<OrderKind> kinds;
  const Json& alternatives = scenario_schema().at("$defs").at("order").at("oneOf");
  for (std::size_t v = 0; v < agents::verb_names.size(); ++v) {
    const std::string verb = agents::verb_names[v];
    OrderKind kind{verb, words_of(verb), "", giver_of(v)};
    for (const Json& alternative : alternatives) {
      const Json& properties = resolved(alternative).at("properties");
      if (properties.contains(verb))
        kind.fields = verb == "inject" ? &resolved(alternative) : &resolved(properties[verb]);
    }
    if (!kind.fields) continue;
    kind.about = kind.fields->value("description", "");
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

bool requires_key(const Json& schema, const std::string& key) {
  if (!schema.contains("required")) return false;
  const Json& required = schema["required"];
  return std::find(required.begin(), required.end(), Json(key)) != required.end();
}

// The part of an inject's schema that holds for what it is.
const Json* part_for(const Json& schema, const std::string& inject) {
  for (const Json& rule : schema.at("allOf")) {
    const Json& condition = rule.at("if").at("properties").at("inject");
    const bool holds = condition.contains("const") ? condition["const"] == inject
                                                   : std::find(condition["enum"].begin(), condition["enum"].end(),
                                                               Json(inject)) != condition["enum"].end();
    if (holds) return &rule.at("then");
  }
  return nullptr;
}

// One of several ways to say the same: the first will do, but for lists, which can be added to on the map.
bool is_second_way(const Json& properties, const std::string& key) {
  static constexpr const char* singular[] = {"region", "country", "kind", "institution"};
  static constexpr const char* plural[] = {"regions", "countries", "kinds", "institutions"};
  for (std::size_t k = 0; k < std::size(singular); ++k)
    if (key == singular[k] && properties.contains(plural[k])) return true;
  return false;
}

}  // namespace

const Json& resolved(const Json& schema) {
  const auto reference = schema.find("$ref");
  return reference == schema.end() ? schema : scenarios::resolve_reference(scenario_schema(), *reference);
}

const std::vector<OrderKind>& order_kinds() {
  static const std::vector<OrderKind> kinds = read_kinds();
  return kinds;
}

const OrderKind& order_kind(const std::string& verb) {
  const auto& kinds = order_kinds();
  return *std::find_if(kinds.begin(), kinds.end(), [&](const OrderKind& kind) { return kind.verb == verb; });
}

std::vector<OrderField> fields_of(const Json& object) {
  std::vector<OrderField> fields;
  const Json& properties = object.at("properties");
  for (const auto& [key, schema] : properties.items())
    if (key != "week" && key != "reason" && !is_second_way(properties, key))
      fields.push_back({key, &resolved(schema), requires_key(object, key)});
  return fields;
}

std::vector<OrderField> order_fields(const OrderKind& kind, const Json& body) {
  std::vector<OrderField> all = fields_of(*kind.fields);
  if (kind.verb != "inject") return all;
  const Json* part = part_for(*kind.fields, body.value("inject", ""));
  std::erase_if(all, [&](OrderField& field) {
    if (field.key == "inject") return false;
    if (!part) return true;
    field.required = requires_key(*part, field.key);
    const bool tuned = part->contains("properties") && (*part)["properties"].contains(field.key);
    const bool placed = part->contains("oneOf") && field.key == "regions";
    const bool aimed = body.value("inject", "") == "custom" && (field.key == "regions" || field.key == "government" ||
                                                                field.key == "threat" || field.key == "weeks");
    return !field.required && !tuned && !placed && !aimed;
  });
  return all;
}

std::string words_of(std::string id) {
  if (id == "usd") return "Money";
  if (id == "usd_per_year") return "Money a year";
  std::replace(id.begin(), id.end(), '_', ' ');
  std::replace(id.begin(), id.end(), '-', ' ');
  if (!id.empty()) id[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(id[0])));
  return id;
}

}  // namespace mainstay::viz
