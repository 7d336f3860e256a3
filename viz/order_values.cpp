#include "viz/order_values.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "viz/format.h"
#include "viz/state.h"

namespace mainstay::viz {

using namespace agents;
using scenarios::Json;

bool refers_to(const Json& schema, std::string_view list) {
  const auto lists = schema.find("refers_to");
  return lists != schema.end() && std::find(lists->begin(), lists->end(), Json(list)) != lists->end();
}

bool is_place(const Json& schema) {
  if (schema.value("type", "") == "array") return is_place(resolved(schema.at("items")));
  return refers_to(schema, "regions") || refers_to(schema, "regions on land");
}

namespace {

// The region whose units are offered: what is selected, or where the order is to act.
RegionIndex region_of_units(const State& state, const Draft& draft) {
  if (draft.body.is_object() && draft.body.contains("to")) {  // the place is where the unit goes
    const auto& units = state.game->moment->world->institutions;
    const auto unit = std::find(units.id.begin(), units.id.end(), draft.body.value("institution", ""));
    if (unit != units.id.end()) return units.region[static_cast<std::size_t>(unit - units.id.begin())];
  }
  if (!draft.where.empty()) return draft.where.back();
  const std::size_t scope = selected_scope(state);
  return scope < state.game->setting().regions() ? static_cast<RegionIndex>(scope) : sim::none;
}

void add_units(const State& state, RegionIndex region, std::vector<Named>& names) {
  const Institutions& units = state.game->moment->world->institutions;
  for (Index i = 0; i < units.size(); ++i)
    if (units.active[i] && units.region[i] == region)
      names.push_back({units.id[i], institution_title(*state.game, units, i) + ", " +
                                        state.game->setting().map.regions[region].name});
}

}  // namespace

// What a field can name.
std::vector<Named> names_of(const State& state, const Draft& draft, const Json& schema) {
  const Game& game = *state.game;
  const World& world = *game.moment->world;
  std::vector<Named> names;
  if (schema.contains("enum"))
    for (const Json& item : schema["enum"]) names.push_back({item, words_of(item)});
  if (refers_to(schema, "donors"))
    for (std::uint32_t d = 0; d < world.donors.size(); ++d) names.push_back({world.donors[d].id, donor_title(game, d)});
  if (refers_to(schema, "governments") || refers_to(schema, "countries"))
    for (const auto& country : game.setting().map.countries) names.push_back({country.id, country.name});
  if (refers_to(schema, "threats"))
    for (const Group& group : world.groups)
      if (group.active) names.push_back({group.id, group_title(game, group)});
  if (refers_to(schema, "regional_organisations"))
    for (const auto& organisation : world.organisations)
      names.push_back({organisation.id, organisation_title(game, organisation.id)});
  if (refers_to(schema, "programmes"))
    for (const Programme& p : world.programmes)
      if (p.stage != Stage::ended && p.stage != Stage::terminated) names.push_back({p.id, programme_title(game, p)});
  if (refers_to(schema, "stocks"))
    for (const auto stock : stock_names) names.push_back({std::string(stock), words_of(std::string(stock))});
  if (refers_to(schema, "theatre")) names.push_back({"theatre", "All regions"});
  if (refers_to(schema, "weekly_measures"))
    for (const auto& measure : measure_descriptions)
      names.push_back({std::string(measure.id), std::string(measure.title)});
  if (refers_to(schema, "institutions")) add_units(state, region_of_units(state, draft), names);
  const std::string catalogue = schema.value("catalogue", "");
  const auto& all = game.setting().catalogue;
  if (catalogue == "institution_kinds")
    for (const auto& kind : all.institutions) names.push_back({kind.id, kind.title});
  if (catalogue == "threat_kinds")
    for (const auto& kind : all.threats) names.push_back({kind.id, kind.title});
  if (catalogue == "instruments")
    for (const auto& instrument : all.instruments) names.push_back({instrument.id, instrument.title});
  return names;
}

namespace {

// What is selected comes first to mind.
std::string preferred(const State& state, const Json& schema) {
  const World& world = *state.game->moment->world;
  const auto& map = state.game->setting().map;
  const Selection& chosen = state.selection;
  using Kind = Selection::Kind;
  if (refers_to(schema, "governments") || refers_to(schema, "countries")) {
    const std::size_t scope = selected_scope(state);
    if (chosen.kind == Kind::country) return map.countries[chosen.index].id;
    if (scope < map.regions.size() && map.regions[scope].country != sim::none)
      return map.countries[map.regions[scope].country].id;
  }
  if (refers_to(schema, "threats") && chosen.kind == Kind::group) return world.groups[chosen.index].id;
  if (refers_to(schema, "programmes") && chosen.kind == Kind::programme && chosen.index < world.programmes.size())
    return world.programmes[chosen.index].id;
  if (refers_to(schema, "institutions") && chosen.kind == Kind::institution) return world.institutions.id[chosen.index];
  return "";
}

std::vector<double> even(double low, double high, double step) {
  std::vector<double> values;
  for (int k = 0; low + k * step <= high + step / 2; ++k) values.push_back(low + k * step);
  return values;
}

}  // namespace

Scale scale_of(const Json& schema, const Json& body) {
  const std::string unit = schema.value("unit", "");
  const double least = schema.value("minimum", 0.0), most = schema.value("maximum", 100.0);
  Scale scale;
  if (unit.rfind("USD", 0) == 0) {
    scale = {{0,    1e5,  2e5,  5e5,  1e6,  1.5e6, 2e6,  3e6,  4e6, 5e6,   6e6, 8e6, 10e6, 12e6,
              15e6, 20e6, 25e6, 30e6, 40e6, 50e6,  60e6, 80e6, 1e8, 1.5e8, 2e8, 3e8, 5e8,  1e9},
             9,
             Scale::Unit::usd};
  } else if (unit == "weeks") {
    scale = {{1, 2, 4, 8, 13, 26, 39, 52, 78, 104, 130, 156, 208, 260, 312, 364, 416, 520}, 5, Scale::Unit::weeks};
  } else if (unit == "persons") {
    scale = {{0, 5, 10, 20, 50, 100, 200, 300, 500, 800, 1000, 1500, 2000, 3000, 5000, 8000, 12000, 20000, 50000, 1e5},
             6,
             Scale::Unit::persons};
  } else if (least < 0) {
    const std::string stock = body.value("stock", "");
    const bool money = stock.ends_with("_usd"),
               people = stock == "staff" || stock == "strength_persons" || stock == "displaced";
    if (money)
      scale = {{-1e8, -5e7, -2e7, -1e7, -5e6, -1e6, 0, 1e6, 5e6, 1e7, 2e7, 5e7, 1e8}, 7, Scale::Unit::usd};
    else if (people)
      scale = {
          {-20000, -5000, -2000, -1000, -500, -100, 0, 100, 500, 1000, 2000, 5000, 20000}, 7, Scale::Unit::persons};
    else if (body.contains("stock"))
      scale = {even(-50, 50, 5), 11, Scale::Unit::plain};
    else
      scale = {even(-0.5, 0.5, 0.05), 8, Scale::Unit::share};
  } else if (most <= 1) {
    scale = {even(0, 1, 0.05), 10, Scale::Unit::share};
  } else if (most <= 10) {
    scale = {even(0.5, 2, 0.05), 14, Scale::Unit::plain};
  } else {
    scale = {even(0, 10, 0.5), 2, Scale::Unit::plain};
  }
  std::erase_if(scale.values, [&](double v) { return v < least || v > most; });
  scale.start = std::min(scale.start, scale.values.size() - 1);
  return scale;
}

std::string number_text(const Scale& scale, double value) {
  switch (scale.unit) {
    case Scale::Unit::usd:
      return usd_text(value);
    case Scale::Unit::weeks:
      return weeks_text(static_cast<sim::Week>(value));
    case Scale::Unit::persons:
      return people_text(value);
    case Scale::Unit::share:
      return fmt::format("{:.0f} %", 100 * value);
    default:
      return fmt::format("{:.4g}", value);
  }
}

void set_number(const Json& schema, Json& slot, double value) {
  if (schema.value("type", "") == "integer")
    slot = static_cast<std::int64_t>(std::llround(value));
  else
    slot = std::round(value * 1000) / 1000;
}

namespace {

double start_number(const Json& schema, const Json& body) {
  if (schema.contains("default")) return schema["default"].get<double>();
  const Scale scale = scale_of(schema, body);
  return scale.values[scale.start];
}

// Two units are merged: the second is another one.
bool names_unit(const Json& body, const std::string& id) {
  return body.is_object() && body.value("from", "") == id;
}

// Where some of several fields are needed the first number, or the first at all, makes a beginning.
void add_needed(const State& state, const Draft& draft, const Json& schema, Json& object) {
  const std::size_t least = schema.value("minProperties", std::size_t{0});
  if (!schema.contains("properties")) {
    if (object.size() >= least || !schema.contains("propertyNames")) return;
    const auto names = names_of(state, draft, schema["propertyNames"]);
    if (!names.empty())
      object[names.front().id] = start_value(state, draft, resolved(schema.at("additionalProperties")), object);
    return;
  }
  for (const bool numbers : {true, false})
    for (const OrderField& field : fields_of(schema)) {
      const std::string type = field.schema->value("type", "");
      if (object.size() >= least || object.contains(field.key)) continue;
      if (!numbers || type == "number" || type == "integer")
        object[field.key] = start_value(state, draft, *field.schema, object);
    }
}

}  // namespace

// Fills in what the schema requires.
Json start_value(const State& state, const Draft& draft, const Json& schema, const Json& body) {
  const std::string type = schema.value("type", "");
  if (type == "boolean") return schema.value("default", true);
  if (type == "number" || type == "integer") {
    Json value;
    set_number(schema, value, start_number(schema, body));
    return value;
  }
  if (type == "array") {
    Json list = Json::array();
    if (is_place(schema)) {
      for (const RegionIndex r : draft.where) list.push_back(state.game->setting().map.regions[r].id);
    } else {
      const auto names = names_of(state, draft, resolved(schema.at("items")));
      for (std::size_t k = 0; k < names.size() && k < 2; ++k) list.push_back(names[k].id);
    }
    return list;
  }
  if (type == "object") {
    Json object = Json::object();
    if (schema.contains("properties"))
      for (const OrderField& field : fields_of(schema)) {
        const bool place = is_place(*field.schema) && !draft.where.empty();
        if (field.required || place) object[field.key] = start_value(state, draft, *field.schema, object);
      }
    add_needed(state, draft, schema, object);
    return object;
  }
  if (is_place(schema)) return draft.where.empty() ? "" : state.game->setting().map.regions[draft.where.front()].id;
  const auto names = names_of(state, draft, schema);
  const std::string wanted = preferred(state, schema);
  for (const Named& named : names)
    if (named.id == wanted && !names_unit(body, wanted)) return wanted;
  for (const Named& named : names)
    if (!names_unit(body, named.id)) return named.id;
  return names.empty() ? "" : names.front().id;
}

Json budget_shares(const State& state, const std::string& government) {
  Json shares = Json::object();
  const auto& setting = state.game->setting();
  for (std::size_t c = 0; c < setting.map.countries.size(); ++c) {
    if (setting.map.countries[c].id != government) continue;
    const auto& now = state.game->moment->world->governments[c].budget_shares;
    for (std::size_t k = 0; k < now.size(); ++k)
      if (now[k] >= 0.005) shares[setting.catalogue.institutions[k].id] = std::round(100 * now[k]) / 100;
  }
  return shares;
}

Json start_body(const State& state, const OrderKind& kind) {
  Draft draft;
  if (const std::size_t scope = selected_scope(state); scope < state.game->setting().regions())
    draft.where = {static_cast<RegionIndex>(scope)};
  Json body = Json::object();
  if (kind.verb == "inject") body["inject"] = "displacement";
  for (const OrderField& field : order_fields(kind, body))
    if ((field.required || is_place(*field.schema) || field.schema->contains("default")) && !body.contains(field.key))
      body[field.key] = start_value(state, draft, *field.schema, body);
  add_needed(state, draft, *kind.fields, body);
  if (kind.verb == "set_budget_shares") body["shares"] = budget_shares(state, body.value("government", ""));
  if (body.contains("institution") && body.contains("to")) body["to"] = "";  // not where it stands already
  return body;
}

namespace {

std::string titles_of(const Json& schema) {
  std::string titles;
  for (const OrderField& field : fields_of(schema))
    if (!field.required) titles += (titles.empty() ? "" : ", ") + words_of(field.key);
  return titles;
}

// What is missing beneath `title`; empty if nothing.
std::string missing_in(const Json& schema, const Json& value, const std::string& title) {
  const std::string type = schema.value("type", "");
  if (is_place(schema) && (value.is_null() || value == "" || (value.is_array() && value.empty())))
    return "Choose a place: click a region on the map.";
  if (type == "array" && value.size() < schema.value("minItems", std::size_t{0}))
    return fmt::format("Choose at least {} of: {}.", schema.value("minItems", 0), title);
  if (type == "string" && value == "") return "There is no choice for: " + title + ".";
  if (type != "object") return "";
  const bool few = value.size() < schema.value("minProperties", std::size_t{0});
  if (!schema.contains("properties")) return few ? "Give an amount to at least one: " + title + "." : "";
  if (few) return "Choose what is to change: " + titles_of(schema) + ".";
  for (const OrderField& field : fields_of(schema))
    if (field.required || value.contains(field.key))
      if (const std::string missing = missing_in(*field.schema, value.value(field.key, Json()), words_of(field.key));
          !missing.empty() && !field.schema->contains("defines"))
        return missing;
  return "";
}

}  // namespace

std::string form_problem(const Draft& draft) {
  const OrderKind& kind = order_kind(draft.verb);
  if (draft.body.contains("from") && draft.body.contains("into") && draft.body["from"] == draft.body["into"])
    return "Choose two different units.";
  return kind.verb == "inject" ? "" : missing_in(*kind.fields, draft.body, kind.title);
}

}  // namespace mainstay::viz
