#include "viz/order_form.h"

#include <algorithm>
#include <cmath>

#include "viz/format.h"
#include "viz/order_terms.h"
#include "viz/order_values.h"

namespace mainstay::viz {

using namespace agents;
using scenarios::Json;

namespace {

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
    const std::string label = c.paint.fit(Font::small, named.name, c.width - c.px(16));
    float w = c.paint.width(Font::small, label) + c.px(16);
    if (x > c.x && x + w > c.x + c.width) {
      x = c.x;
      c.y += c.px(26);
    }
    const auto at = std::find(list.begin(), list.end(), Json(named.id));
    const bool chosen = at != list.end();
    if (chip(c.state, c.paint, name + " " + named.id, {x, c.y}, label, chosen, w)) {
      if (chosen)
        list.erase(at);
      else
        list.push_back(named.id);
    }
    tooltip(c.state, named.name);
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
  // What may be left as it is has a switch; a yes or no that has a default needs no second one.
  if (type == "boolean" && schema.contains("default")) {
    bool on = object.value(field.key, schema["default"].get<bool>());
    if (toggle(c.state, c.paint, name, {c.x, c.y}, on)) object[field.key] = on;
    tooltip(c.state, schema.value("description", ""));
    c.paint.text({c.x + c.px(36), c.y}, Font::small, on ? c.state.ui.theme.text : c.state.ui.theme.muted, title);
    c.y += c.px(24);
    return;
  }
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

namespace {

void draw_terms_row(Column& c, const char* title, const std::string& text) {
  c.paint.text({c.x, c.y}, Font::tiny, c.state.ui.theme.muted, title);
  c.y +=
      c.paint.paragraph({c.x + c.px(76), c.y}, Font::tiny, c.state.ui.theme.text, text, c.width - c.px(76)) + c.px(4);
}

}  // namespace

void draw_order_form(Column& c, Draft& draft) {
  const OrderKind& kind = order_kind(draft.verb);
  c.y += c.paint.paragraph({c.x, c.y}, Font::small, c.state.ui.theme.muted, kind.about + ".", c.width) + c.px(10);
  const std::string before = draft.body.value("inject", ""), government = draft.body.value("government", "");
  draw_object(c, "order", order_fields(kind, draft.body), draft.body, draft);
  if (const std::string now = draft.body.value("government", ""); now != government && draft.body.contains("shares"))
    draft.body["shares"] = budget_shares(c.state, now);
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
  const OrderTerms terms = terms_of(c.state, draft);
  c.y += c.px(4);
  draw_terms_row(c, "Cost", terms.cost);
  draw_terms_row(c, "Must agree", terms.consent);
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
