#include "scenarios/schema.h"

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "scenarios/catalogues.h"
#include "scenarios/checks.h"
#include "scenarios/nearest.h"
#include "tests/catch.h"
#include "tests/scenarios/fixture_assets.h"

using namespace mainstay::scenarios;
using mainstay::tests::FixtureAssets;
using mainstay::tests::source_folder;

namespace {

std::string problems_of(const char* schema, const char* text, const Names& outside = {}) {
  const auto document = Document::parse("f.json", text);
  std::string all;
  for (const auto& problem : Schema(Json::parse(schema), "test").check(document, outside)) all += problem.text() + "\n";
  return all;
}

// valijson 1.0 applies a whole referenced schema to its keys instead of that schema's "propertyNames", so those are
// left out.
nlohmann::json without_property_names(nlohmann::json schema) {
  if (schema.is_object()) schema.erase("propertyNames");
  for (auto& part : schema) {
    if (part.is_structured()) part = without_property_names(part);
  }
  return schema;
}

bool accepted_by_valijson(const nlohmann::json& schema_text, const nlohmann::json& value) {
  valijson::Schema schema;
  valijson::SchemaParser parser;
  const valijson::adapters::NlohmannJsonAdapter schema_adapter(schema_text);
  parser.populateSchema(schema_adapter, schema);
  valijson::Validator validator;
  return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), nullptr);
}

}  // namespace

TEST_CASE("every schema of the program uses only keywords that the checker knows") {
  for (const auto& name : schema_names()) {
    INFO(name);
    CHECK_NOTHROW(Schema::load(name));
  }
  CHECK_THROWS_WITH(Schema(Json::parse(R"({ "type": "object", "properties": { "a": { "contains": {} } } })"), "test"),
                    ContainsSubstring("/properties/a/contains: unknown keyword \"contains\""));
  CHECK_THROWS_WITH(Schema(Json::parse(R"({ "$ref": "#/$defs/nothing" })"), "test"),
                    ContainsSubstring("is not in the schema"));
}

TEST_CASE("a schema that is not there is answered with those that are") {
  CHECK_THROWS_WITH(Schema::load("scenarios"), ContainsSubstring("did you mean \"scenario\"?"));
}

TEST_CASE("the scenario schema stands alone and has every name list it asks for") {
  const FixtureAssets assets;
  const auto schema = Schema::load("scenario");
  CHECK(schema.json().dump().find(".json\"") == std::string::npos);
  CHECK(schema.json()["properties"]["parameters"]["$ref"] == "#/$defs/parameters");
  auto names = model_names();
  names.merge(Catalogues::of_program().names());
  names.merge(map_names(source_folder / "tests/fixtures/assets/maps/smallest.geojson"));
  for (const auto& list : schema.lists_from_outside()) {
    INFO(list);
    CHECK(names.contains(list));
  }
}

TEST_CASE("a value of the wrong type, range or choice is answered with what is allowed, in its unit") {
  const char* schema = R"({ "type": "object", "additionalProperties": false, "required": ["kind"], "properties": {
    "staff": { "type": "integer", "minimum": 0, "maximum": 100, "unit": "persons" },
    "cost": { "type": "number", "exclusiveMinimum": 0, "unit": "USD" }, "kind": { "enum": ["drought", "flood"] } } })";
  CHECK(problems_of(schema, R"({ "kind": "flood", "staff": 100, "cost": 0.5 })").empty());
  CHECK_THAT(problems_of(schema, R"({ "kind": "flod" })"),
             ContainsSubstring("unknown value \"flod\"; did you mean \"flood\"? Allowed: drought, flood"));
  CHECK_THAT(problems_of(schema, R"({ "kind": "flood", "staff": "ten" })"),
             ContainsSubstring("found the text \"ten\"; a whole number is expected (persons)"));
  CHECK_THAT(problems_of(schema, R"({ "kind": "flood", "staff": -1 })"),
             ContainsSubstring("/staff: -1 is out of range; allowed: 0 to 100 persons"));
  CHECK_THAT(problems_of(schema, R"({ "kind": "flood", "cost": 0 })"), ContainsSubstring("allowed: more than 0 USD"));
  CHECK_THAT(problems_of(schema, R"({ "staf": 1 })"),
             ContainsSubstring("unknown key \"staf\"; did you mean \"staff\"? Allowed: staff, cost, kind"));
  CHECK_THAT(problems_of(schema, R"({ "staf": 1 })"), ContainsSubstring("the key \"kind\" is missing"));
}

TEST_CASE("names defined in one place may be used in others, but not beyond their scope") {
  const char* schema = R"({ "type": "object", "properties": {
    "plans": { "type": "object", "additionalProperties": { "name_scope": true, "type": "object", "properties": {
      "make": { "type": "string", "defines": "things" }, "use": { "type": "string", "refers_to": ["things", "kinds@places"] } } } } } })";
  const Names outside{{"kinds", {"court"}}, {"places", {"north", "south"}}};
  CHECK(problems_of(schema, R"({ "plans": { "a": { "use": "x", "make": "x" }, "b": { "make": "x" } } })", outside)
            .empty());
  CHECK(problems_of(schema, R"({ "plans": { "a": { "use": "court@south" } } })", outside).empty());
  CHECK_THAT(problems_of(schema, R"({ "plans": { "a": { "make": "x" }, "b": { "use": "x" } } })", outside),
             ContainsSubstring("known only within /plans/a"));
  CHECK_THAT(problems_of(schema, R"({ "plans": { "a": { "use": "court@west" } } })", outside),
             ContainsSubstring("is not among the things"));
}

TEST_CASE("a list of names that nobody could bring is not checked") {
  const char* schema = R"({ "type": "string", "refers_to": ["regions"] })";
  CHECK(problems_of(schema, "\"anything\"").empty());
  CHECK_FALSE(problems_of(schema, "\"anything\"", {{"regions", {}}}).empty());
}

TEST_CASE("a file with very many problems is answered in a moment, with the first thousand") {
  std::string text = "[";
  for (int i = 0; i < 19999; ++i) text += "\"x\",";
  const auto document = Document::parse("f.json", text + "1]");
  const Schema schema(Json::parse(R"({ "type": "array", "items": { "type": "string", "refers_to": ["things"] } })"),
                      "test");
  const auto problems = schema.check(document, {{"things", {"a"}}});
  REQUIRE(problems.size() == 1001);
  CHECK_THAT(problems.back().message, ContainsSubstring("the first 1000 problems"));
}

TEST_CASE("the nearest name is the one that was meant, and none if nothing is near") {
  CHECK(edit_distance("control", "contorl") == 1);
  CHECK(edit_distance("Mali", "mali") == 0);
  CHECK(nearest_name("polcie", {"court", "police", "customs"}) == "police");
  CHECK(nearest_name("xyz", {"court", "police", "customs"}).empty());
}

TEST_CASE("another validator of JSON Schema accepts and rejects the same files") {
  const FixtureAssets assets;
  const auto schema = Schema::load("scenario");
  const auto schema_text = without_property_names(nlohmann::json::parse(schema.json().dump()));
  std::vector<std::filesystem::path> files{source_folder / "scenarios/smallest.json"};
  for (const auto& entry : std::filesystem::directory_iterator(source_folder / "tests/broken")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  int compared = 0, rejected = 0;
  for (const auto& file : files) {
    const auto value = nlohmann::json::parse(mainstay::tests::contents(file), nullptr, false, true);
    if (value.is_discarded()) continue;
    try {
      // With no names from outside and none defined, only what the standard's keywords say is left, but for the
      // document's own names.
      const auto document = Document::read(file);
      bool ours = true;
      for (const auto& problem : schema.check(document, {})) {
        const bool own_keyword = problem.message.find("is not among the") != std::string::npos ||
                                 problem.message.find("is the name of two") != std::string::npos ||
                                 problem.message.find("add up to") != std::string::npos ||
                                 problem.message.find("is after the end") != std::string::npos;
        ours = ours && own_keyword;
      }
      INFO(file);
      CHECK(accepted_by_valijson(schema_text, value) == ours);
      ++compared;
      rejected += ours ? 0 : 1;
    } catch (const InvalidInput&) {
      // Not JSON to us: a key given twice, nesting too deep.
    }
  }
  CHECK(compared > 50);
  CHECK(rejected > 25);
}
