#include "scenarios/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "scenarios/assets.h"
#include "scenarios/nearest.h"

namespace mainstay::scenarios {
namespace {

// How the value of a keyword is built: plain data, one schema, a list of schemas, or schemas by name.
enum class Shape { data, schema, schemas, schemas_by_name };

const std::map<std::string, Shape, std::less<>>& keywords() {
  using enum Shape;
  static const std::map<std::string, Shape, std::less<>> all = {{"$schema", data},
                                                                {"$id", data},
                                                                {"$comment", data},
                                                                {"title", data},
                                                                {"description", data},
                                                                {"default", data},
                                                                {"examples", data},
                                                                {"plausible", data},
                                                                {"source", data},
                                                                {"unit", data},
                                                                {"defines", data},
                                                                {"refers_to", data},
                                                                {"catalogue", data},
                                                                {"name_scope", data},
                                                                {"sum_at_most", data},
                                                                {"before", data},
                                                                {"not_after", data},
                                                                {"expects", data},
                                                                {"$ref", data},
                                                                {"type", data},
                                                                {"enum", data},
                                                                {"const", data},
                                                                {"minimum", data},
                                                                {"maximum", data},
                                                                {"exclusiveMinimum", data},
                                                                {"exclusiveMaximum", data},
                                                                {"multipleOf", data},
                                                                {"minLength", data},
                                                                {"maxLength", data},
                                                                {"pattern", data},
                                                                {"format", data},
                                                                {"minItems", data},
                                                                {"maxItems", data},
                                                                {"uniqueItems", data},
                                                                {"required", data},
                                                                {"minProperties", data},
                                                                {"maxProperties", data},
                                                                {"additionalProperties", schema},
                                                                {"propertyNames", schema},
                                                                {"items", schema},
                                                                {"if", schema},
                                                                {"then", schema},
                                                                {"else", schema},
                                                                {"allOf", schemas},
                                                                {"oneOf", schemas},
                                                                {"properties", schemas_by_name},
                                                                {"$defs", schemas_by_name}};
  return all;
}

// Calls `visit(schema, pointer)` for a schema and every schema inside it.
template <class Node, class Visit>
void for_each_schema(Node& schema, const std::string& pointer, Visit&& visit) {
  if (!schema.is_object()) return;
  visit(schema, pointer);
  for (auto& [key, value] : schema.items()) {
    const auto known = keywords().find(key);
    if (known == keywords().end() || known->second == Shape::data) continue;
    if (known->second == Shape::schema) {
      for_each_schema(value, child(pointer, key), visit);
      continue;
    }
    for (auto& [name, inner] : value.items()) for_each_schema(inner, child(child(pointer, key), name), visit);
  }
}

class Inliner {
 public:
  explicit Inliner(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Json load(const std::string& file) {
    Json schema = read(file, "");
    for (const auto& [name, definition] : definitions_.items()) schema["$defs"][name] = definition;
    return schema;
  }

 private:
  // The schema in a file; references within it are moved under `home`, where it will stand.
  Json read(const std::string& file, const std::string& home) {
    Json schema = Document::read(folder_ / file).root();
    for_each_schema(schema, "", [&](Json& part, const std::string&) {
      const auto reference = part.find("$ref");
      if (reference != part.end() && reference->is_string())
        *reference = rewritten(reference->get<std::string>(), home);
    });
    return schema;
  }

  std::string rewritten(const std::string& reference, const std::string& home) {
    const auto hash = reference.find('#');
    const auto file = reference.substr(0, hash);
    const auto inside = hash == reference.npos ? std::string() : reference.substr(hash + 1);
    if (file.empty()) return "#" + home + inside;
    const auto name = std::filesystem::path(file).stem().string();
    if (!definitions_.contains(name)) {
      definitions_[name] = true;  // a file that refers back to this one finds it begun
      Json schema = read(file, "/$defs/" + name);
      schema.erase("$schema");
      schema.erase("$id");
      definitions_[name] = std::move(schema);
    }
    return "#/$defs/" + name + inside;
  }

  std::filesystem::path folder_;
  Json definitions_ = Json::object();
};

}  // namespace

const Json& resolve_reference(const Json& root, const std::string& reference) {
  return root.at(Json::json_pointer(reference.substr(1)));
}

Schema Schema::load(std::string_view name) {
  const auto known = schema_names();
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    throw InvalidInput(
        {{std::string(name), 0, 0, "", fmt::format("there is no such schema; {}", suggest(name, known, "schemas"))}});
  }
  return {Inliner(asset("schemas")).load(fmt::format("{}.json", name)), std::string(name)};
}

Schema::Schema(Json self_contained, std::string name) : name_(std::move(name)) {
  const auto content = std::make_shared<Content>();
  content->json = std::move(self_contained);
  content_ = content;
  const Json& whole = content->json;
  std::vector<Problem> problems;
  const auto wrong = [&](const std::string& pointer, std::string message) {
    problems.push_back({fmt::format("schema {}", name_), 0, 0, pointer, std::move(message)});
  };
  for_each_schema(whole, "", [&](const Json& schema, const std::string& pointer) {
    for (const auto& [key, value] : schema.items()) {
      if (!keywords().contains(key)) wrong(child(pointer, key), fmt::format("unknown keyword \"{}\"", key));
    }
    if (const auto reference = schema.find("$ref"); reference != schema.end()) {
      const auto target = reference->get<std::string>();
      if (target.empty() || target[0] != '#' || !whole.contains(Json::json_pointer(target.substr(1)))) {
        wrong(child(pointer, "$ref"), fmt::format("\"{}\" is not in the schema", target));
      }
    }
    for (const auto& branch : schema.value("oneOf", Json::array())) {
      const bool elsewhere = branch.contains("$ref");
      if (elsewhere && !whole.contains(Json::json_pointer(branch["$ref"].get<std::string>().substr(1)))) continue;
      const auto& target = elsewhere ? resolve_reference(whole, branch["$ref"]) : branch;
      if (!target.contains("required"))
        wrong(child(pointer, "oneOf"),
              "each branch begins its \"required\" with the key that tells it from the others");
    }
  });
  if (!problems.empty()) throw InvalidInput(std::move(problems));
  std::set<std::string> defined;
  for_each_schema(whole, "", [&](const Json& schema, const std::string&) {
    if (schema.contains("defines")) defined.insert(schema["defines"].get<std::string>());
  });
  content->lists_defined.assign(defined.begin(), defined.end());
  content->rules.emplace(whole);
}

std::vector<std::string> Schema::lists_from_outside() const {
  std::set<std::string> used;
  for_each_schema(json(), "", [&](const Json& schema, const std::string&) {
    if (schema.contains("catalogue")) used.insert(schema["catalogue"].get<std::string>());
    for (const auto& list : schema.value("refers_to", Json::array())) {
      const auto name = list.get<std::string>();
      used.insert(name.substr(0, name.find('@')));
      if (const auto at = name.find('@'); at != name.npos) used.insert(name.substr(at + 1));
    }
  });
  const auto& defined = lists_defined();
  std::vector<std::string> outside;
  std::set_difference(used.begin(), used.end(), defined.begin(), defined.end(), std::back_inserter(outside));
  return outside;
}

std::vector<std::string> schema_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(asset("schemas"))) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace mainstay::scenarios
