#include "viz/order_form.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "viz/draft.h"
#include "viz/format.h"

namespace mainstay::viz {

using namespace agents;
using scenarios::Json;

namespace {

struct Named {
  std::string id, name;
};

bool refers_to(const Json& schema, std::string_view list) {
  const auto lists = schema.find("refers_to");
  return lists != schema.end() && std::find(lists->begin(), lists->end(), Json(list)) != lists->end();
}

bool is_place(const Json& schema) {
  if (schema.value("type", "") == "array") return is_place(resolved(schema.at("items")));
  return refers_to(schema, "regions") || refers_to(schema, "regions on land");
}

// The region whose units are offered: what is selected, or where the order is to act.
RegionIndex region_of_units(const State& state, const Draft& draft) {
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
      names.push_back({organisation.id, game.names.of(AgentNames::Kind::organisation, organisation.id)});
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

// Numbers that a user means, of very different sizes: a slider goes from one to the next.
struct Scale {
  std::vector<double> values;
  std::size_t start = 0;
  enum class Unit { usd, weeks, persons, share, plain } unit = Unit::plain;
};

std::vector<double> even(double low, double high, double step) {
  std::vector<double> values;
  for (int k = 0; low + k * step <= high + step / 2; ++k) values.push_back(low + k * step);
  return values;
}

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

double start_number(const Json& schema, const Json& body) {
  if (schema.contains("default")) return schema["default"].get<double>();
  const Scale scale = scale_of(schema, body);
  return scale.values[scale.start];
}

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
    if (!schema.contains("properties")) return object;
    for (const OrderField& field : fields_of(schema)) {
      const bool place = is_place(*field.schema) && !draft.where.empty();
      if (field.required || place) object[field.key] = start_value(state, draft, *field.schema, object);
    }
    return object;
  }
  if (is_place(schema)) return draft.where.empty() ? "" : state.game->setting().map.regions[draft.where.front()].id;
  const auto names = names_of(state, draft, schema);
  const std::string wanted = preferred(state, schema);
  for (const Named& named : names)
    if (named.id == wanted) return wanted;
  return names.empty() ? "" : names.front().id;
}

void draw_number(Column& c, const std::string& name, const std::string& title, const Json& schema, Json& slot,
                 const Json& body) {
  const Scale scale = scale_of(schema, body);
  const double now = slot.is_number() ? slot.get<double>() : 0;
  const auto nearest = std::min_element(scale.values.begin(), scale.values.end(),
                                        [&](double a, double b) { return std::abs(a - now) < std::abs(b - now); });
  float index = static_cast<float>(nearest - scale.values.begin());
  if (slider(c.state, c.paint, name, {c.x, c.y, c.width, c.px(28)}, title, number_text(scale, now), index, 0,
             static_cast<float>(scale.values.size() - 1), 1, c.state.ui.theme.surge))
    set_number(schema, slot, scale.values[static_cast<std::size_t>(index)]);
  tooltip(c.state, schema.value("description", ""));
  c.y += c.px(34);
}

void draw_choice(Column& c, const std::string& name, const std::string& title, const Json& schema, const Draft& draft,
                 Json& slot) {
  const auto names = names_of(c.state, draft, schema);
  if (names.empty()) {
    draw_row(c, title, refers_to(schema, "institutions") ? "click its region" : "none there");
    return;
  }
  std::vector<std::string> titles;
  std::size_t chosen = names.size();
  for (const Named& named : names) {
    if (slot == named.id) chosen = titles.size();
    titles.push_back(named.name);
  }
  if (choice(c.state, c.paint, name, {c.x, c.y, c.width, c.px(26)}, title, titles, chosen)) slot = names[chosen].id;
  tooltip(c.state, schema.value("description", ""));
  c.y += c.px(34);
}

void draw_chips(Column& c, const std::string& name, const std::string& title, const Json& items, const Draft& draft,
                Json& list) {
  c.paint.text({c.x, c.y}, Font::small, c.state.ui.theme.muted, title);
  c.y += c.px(20);
  float x = c.x;
  for (const Named& named : names_of(c.state, draft, items)) {
    float w = c.paint.width(Font::small, named.name) + c.px(16);
    if (x > c.x && x + w > c.x + c.width) {
      x = c.x;
      c.y += c.px(26);
    }
    const auto at = std::find(list.begin(), list.end(), Json(named.id));
    const bool chosen = at != list.end();
    if (chip(c.state, c.paint, name + " " + named.id, {x, c.y}, named.name, chosen, w)) {
      if (chosen)
        list.erase(at);
      else
        list.push_back(named.id);
    }
    x += w + c.px(6);
  }
  c.y += c.px(34);
}

void draw_object(Column& c, const std::string& path, const std::vector<OrderField>& fields, Json& object, Draft& draft);

// An amount for each of a list of names; nothing is left out.
void draw_amounts(Column& c, const std::string& path, const Json& schema, const Draft& draft, Json& object) {
  const Json& value = resolved(schema.at("additionalProperties"));
  for (const Named& named : names_of(c.state, draft, schema.at("propertyNames"))) {
    Json amount = object.contains(named.id) ? object[named.id] : Json(0);
    draw_number(c, path + " " + named.id, named.name, value, amount, object);
    if (amount.get<double>() != 0)
      object[named.id] = amount;
    else
      object.erase(named.id);
  }
}

void draw_places(Column& c, const std::string& title, const Json& schema, const Json& slot) {
  std::string text;
  const auto name = [&](const Json& id) {
    const auto region = c.state.game->setting().map.find_region(id.get<std::string>());
    return region == sim::none ? "" : c.state.game->setting().map.regions[region].name;
  };
  if (slot.is_array())
    for (const Json& id : slot) text += (text.empty() ? "" : ", ") + name(id);
  else if (slot.is_string())
    text = name(slot);
  const float top = c.y;
  draw_row(c, title, text.empty() ? "click the map" : c.paint.fit(Font::small_bold, text, c.width * 0.62f));
  tooltip_over(c.state, {c.x, top, c.width, c.px(18)}, schema.value("description", ""),
               text + " Click the map to choose; F finds a region by its name.");
  c.y += c.px(6);
}

void draw_field(Column& c, const std::string& path, const OrderField& field, Json& object, Draft& draft) {
  const Json& schema = *field.schema;
  const std::string type = schema.value("type", ""), name = path + " " + field.key, title = words_of(field.key);
  if (is_place(schema)) return draw_places(c, title, schema, object.contains(field.key) ? object[field.key] : Json());
  if (schema.contains("defines")) return;  // named by itself
  // What may be left as it is has a switch.
  if (!field.required) {
    bool given = object.contains(field.key);
    const bool before = given;
    toggle(c.state, c.paint, name + " given", {c.x, c.y}, given);
    tooltip(c.state, schema.value("description", "") + " Left as it is as long as this is off.");
    c.paint.text({c.x + c.px(36), c.y}, Font::small, given ? c.state.ui.theme.text : c.state.ui.theme.muted, title);
    c.y += c.px(24);
    if (given && !before) object[field.key] = start_value(c.state, draft, schema, object);
    if (!given && before) object.erase(field.key);
    if (!given) return;
  }
  Json& slot = object[field.key];
  if (type == "number" || type == "integer") return draw_number(c, name, title, schema, slot, object);
  if (type == "boolean") {
    bool on = slot.is_boolean() && slot.get<bool>();
    if (toggle(c.state, c.paint, name, {c.x, c.y}, on)) slot = on;
    c.paint.text({c.x + c.px(36), c.y}, Font::small, c.state.ui.theme.text, title);
    c.y += c.px(28);
    return;
  }
  if (type == "array") return draw_chips(c, name, title, resolved(schema.at("items")), draft, slot);
  if (type == "object") {
    if (!slot.is_object()) slot = Json::object();
    if (field.required) draw_heading(c, title);
    if (schema.contains("properties")) return draw_object(c, name, fields_of(schema), slot, draft);
    return draw_amounts(c, name, schema, draft, slot);
  }
  const bool listed = schema.contains("enum") || schema.contains("refers_to") || schema.contains("catalogue");
  if (listed) return draw_choice(c, name, title, schema, draft, slot);
  std::string text = slot.is_string() ? slot.get<std::string>() : "";
  text_field(c.state, name, {c.x, c.y, c.width, c.px(26)}, title.c_str(), text, 100);
  slot = text;
  c.y += c.px(34);
}

void draw_object(Column& c, const std::string& path, const std::vector<OrderField>& fields, Json& object,
                 Draft& draft) {
  for (const OrderField& field : fields) draw_field(c, path, field, object, draft);
}

// The value at the order's own place field, or null.
Json* place_slot(Draft& draft, const OrderKind& kind) {
  for (const OrderField& field : order_fields(kind, draft.body)) {
    if (is_place(*field.schema)) return &draft.body[field.key];
    if (field.key == "targets") return &draft.body["targets"]["regions"];
  }
  return nullptr;
}

}  // namespace

Json start_body(const State& state, const OrderKind& kind) {
  Draft draft;
  if (const std::size_t scope = selected_scope(state); scope < state.game->setting().regions())
    draft.where = {static_cast<RegionIndex>(scope)};
  Json body = Json::object();
  if (kind.verb == "inject") body["inject"] = "displacement";
  for (const OrderField& field : order_fields(kind, body))
    if ((field.required || is_place(*field.schema) || field.schema->contains("default")) && !body.contains(field.key))
      body[field.key] = start_value(state, draft, *field.schema, body);
  return body;
}

bool place_in_order(const State& state, Draft& draft, RegionIndex region) {
  const std::string& id = state.game->setting().map.regions[region].id;
  Json* slot = place_slot(draft, order_kind(draft.verb));
  draft.where = {region};
  if (!slot) return false;
  if (slot->is_string() || (slot->is_null() && !draft.body.contains("targets") && !draft.body.contains("regions"))) {
    *slot = id;
    return true;
  }
  if (!slot->is_array()) *slot = Json::array();
  if (const auto at = std::find(slot->begin(), slot->end(), Json(id)); at != slot->end())
    slot->erase(at);
  else
    slot->push_back(id);
  draft.where.clear();
  for (const Json& each : *slot)
    if (const auto r = state.game->setting().map.find_region(each.get<std::string>()); r != sim::none)
      draft.where.push_back(r);
  if (slot->empty() && draft.body.contains("targets")) draft.body["targets"].erase("regions");
  return true;
}

void draw_order_form(Column& c, Draft& draft) {
  const OrderKind& kind = order_kind(draft.verb);
  c.y += c.paint.paragraph({c.x, c.y}, Font::small, c.state.ui.theme.muted, kind.about + ".", c.width) + c.px(10);
  const std::string before = draft.body.value("inject", "");
  draw_object(c, "order", order_fields(kind, draft.body), draft.body, draft);
  // Another inject asks for other things.
  if (const std::string now = draft.body.value("inject", ""); now != before) {
    Json fresh = Json::object();
    fresh["inject"] = now;
    for (const OrderField& field : order_fields(kind, fresh)) {
      if (draft.body.contains(field.key))
        fresh[field.key] = draft.body[field.key];
      else if (field.required || is_place(*field.schema))
        fresh[field.key] = start_value(c.state, draft, *field.schema, fresh);
    }
    draft.body = std::move(fresh);
  }
}

void draw_order_list(Column& c) {
  const Theme& t = c.state.ui.theme;
  c.paint.text({c.x, c.y}, Font::heading, t.text, "Orders");
  if (button(c.state, c.paint, "close orders", {c.x + c.width - c.px(68), c.y - c.px(2), c.px(68), c.px(24)},
             "Back  Esc", ButtonStyle::bare))
    c.state.order_list = false;
  c.y += c.px(26);
  std::string giver;
  for (const OrderKind& kind : order_kinds()) {
    if (kind.giver != giver) {
      giver = kind.giver;
      draw_heading(c, giver);
    }
    const Rect row{c.x - c.px(8), c.y - c.px(4), c.width + c.px(16), c.px(38)};
    const bool clicked = clickable(c.state, "order " + kind.verb, row);
    if (ImGui::IsItemHovered()) c.paint.fill(row, t.raised, c.px(4));
    c.paint.text({c.x, c.y - c.px(1)}, Font::small, t.text, c.paint.fit(Font::small, kind.title, c.width));
    c.paint.text({c.x, c.y + c.px(15)}, Font::tiny, t.muted, c.paint.fit(Font::tiny, kind.about, c.width));
    c.y += c.px(38);
    if (!clicked) continue;
    c.state.order_list = false;
    start_order(c.state, kind.verb);
    return;
  }
}

}  // namespace mainstay::viz
