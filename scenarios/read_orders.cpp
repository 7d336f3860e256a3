#include "scenarios/read_orders.h"

#include "agents/measures.h"
#include "agents/numeric.h"

namespace mainstay::scenarios {

using namespace agents;

namespace {

template <class List>
std::uint32_t find_id(const List& list, const std::string& id) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].id == id) return static_cast<std::uint32_t>(i);
  return none;
}

std::uint32_t find_text(const std::vector<std::string>& list, const std::string& id) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i] == id) return static_cast<std::uint32_t>(i);
  return none;
}

std::vector<std::string> strings(const Json& json, const char* one, const char* many) {
  std::vector<std::string> list;
  if (json.contains(one)) list.push_back(json.at(one));
  if (json.contains(many))
    for (const auto& item : json.at(many)) list.push_back(item);
  return list;
}

Money money_of(const Json& json, const Catalogue& catalogue) {
  Money money{};
  for (const auto& [name, usd] : json.items())
    if (const KindIndex k = catalogue.instrument(name); k != none) money[k] = cents(usd.get<double>());
  return money;
}

std::vector<double> by_kind(const Json& json, const Catalogue& catalogue) {
  std::vector<double> values(catalogue.institutions.size(), -1);
  for (const auto& [name, value] : json.items())
    if (const KindIndex k = catalogue.institution(name); k != none) values[k] = value;
  return values;
}

Sustainment sustainment_of(const Json& json, const Catalogue& catalogue) {
  Sustainment s;
  s.planned = true;
  s.taper_weeks = json.value("taper_weeks", 0u);
  if (json.contains("instruments")) s.money = money_of(json.at("instruments"), catalogue);
  s.own_share = json.value("own_share", 0.0);
  return s;
}

template <class Values, class Names>
void fill_by_name(const Json& json, const Names& names, Values& values) {
  for (const auto& [name, value] : json.items())
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) values[i] = value;
}

Verb verb_of(const Json& json) {
  for (std::size_t v = 0; v < verb_names.size(); ++v)
    if (json.contains(verb_names[v])) return static_cast<Verb>(v);
  return Verb::inject;
}

}  // namespace

std::uint32_t OrderReader::scope(const std::string& id) const {
  if (id == "theatre") return static_cast<std::uint32_t>(setting.theatre_scope());
  if (const auto region = setting.map.find_region(id); region != none) return region;
  if (const auto found = country(id); found != none) return static_cast<std::uint32_t>(setting.country_scope(found));
  return static_cast<std::uint32_t>(setting.theatre_scope());
}

std::uint32_t OrderReader::measure(const std::string& id) const {
  for (std::size_t m = 0; m < measure_count; ++m)
    if (measure_descriptions[m].id == id) return static_cast<std::uint32_t>(m);
  return none;
}

std::vector<sim::RegionIndex> OrderReader::regions(const Json& where) const {
  const auto ids = strings(where, "region", "regions"), countries = strings(where, "country", "countries");
  std::vector<sim::RegionIndex> found;
  for (sim::RegionIndex r = 0; r < setting.regions(); ++r) {
    const sim::Region& region = setting.map.regions[r];
    if (region.sea) continue;
    if (!ids.empty() && find_text(ids, region.id) == none) continue;
    if (!countries.empty() &&
        (region.country == none || find_text(countries, setting.map.countries[region.country].id) == none))
      continue;
    const bool capital = region.country != none && setting.map.countries[region.country].capital == r;
    if (where.contains("capital") && where.at("capital") != capital) continue;
    if (where.contains("coast") && where.at("coast") != region.coast) continue;
    if (where.contains("border") && where.at("border") != (region.international_border_km > 0)) continue;
    found.push_back(r);
  }
  return found;
}

Targets OrderReader::targets(const Json& json) const {
  Targets targets;
  const bool places = json.contains("region") || json.contains("regions") || json.contains("capital") ||
                      json.contains("coast") || json.contains("border");
  if (places) targets.regions = regions(json);
  for (const std::string& id : strings(json, "country", "countries")) targets.countries.push_back(country(id));
  for (const std::string& id : strings(json, "kind", "kinds"))
    targets.kinds.push_back(setting.catalogue.institution(id));
  for (const std::string& id : strings(json, "institution", "institutions"))
    targets.institutions.push_back(find_text(world.institutions.id, id));
  return targets;
}

std::vector<Contributor> OrderReader::contributors(const Json& json) const {
  std::vector<Contributor> found;
  if (json.contains("contributors"))
    for (const auto& [id, persons] : json.at("contributors").items()) found.push_back({country(id), persons});
  return found;
}

Order OrderReader::read_programme(const Json& json) const {
  Order order;
  order.verb = Verb::open_programme;
  order.id = json.at("id");
  order.donor = find_id(world.donors, json.at("donor"));
  order.surge = json.value("surge", false);
  order.announced = json.value("announced", order.surge);
  if (json.contains("targets")) order.targets = targets(json.at("targets"));
  order.money = money_of(json.at("instruments"), setting.catalogue);
  order.weeks = json.value("weeks", 52u);
  order.vetting = json.value("vetting", -1.0);
  order.conditionality = json.value("conditionality", -1.0);
  order.monitoring_share = json.value("monitoring_share", -1.0);
  if (json.contains("sustainment")) order.sustainment = sustainment_of(json.at("sustainment"), setting.catalogue);
  if (json.contains("objective")) {
    const Json& aim = json.at("objective");
    order.objective = {measure(aim.at("measure")), scope(aim.value("scope", "theatre")), aim.value("threshold", 0.0),
                       aim.value("by_week", 0u)};
  }
  return order;
}

Order OrderReader::read(const Json& json) const {
  const Verb verb = verb_of(json);
  const bool inject = verb == Verb::inject;
  const Json& body = inject ? json : json.at(verb_names[static_cast<std::size_t>(verb)]);
  Order order = verb == Verb::open_programme ? read_programme(body) : Order{};
  order.verb = verb;
  order.week = json.value("week", 0u);
  order.reason = json.value("reason", "");
  if (verb == Verb::open_programme) return order;
  const auto text = [&](const char* key) { return body.value(key, std::string()); };
  const auto level = [&](const char* key) {
    if (body.contains(key) && body.at(key).is_number()) order.level = body.at(key);
  };
  if (inject)
    for (std::size_t k = 0; k < inject_names.size(); ++k)
      if (json.at("inject") == inject_names[k]) order.inject = static_cast<Inject>(k);
  order.id = body.contains("programme") ? text("programme") : text("id");
  order.donor = find_id(world.donors, text("donor"));
  order.government = country(body.contains("government") ? text("government") : text("country"));
  order.organisation = find_id(world.organisations, text("organisation"));
  order.threat = find_id(world.groups, text("threat"));
  order.institution = find_text(world.institutions.id, body.contains("from") ? text("from") : text("institution"));
  order.into = find_text(world.institutions.id, text("into"));
  order.kind = inject ? setting.catalogue.threat(text("kind")) : setting.catalogue.institution(text("kind"));
  for (const std::string& id : strings(body, "region", "regions")) order.regions.push_back(setting.map.find_region(id));
  if (body.contains("to")) order.regions = {setting.map.find_region(text("to"))};
  for (const std::string& id : strings(body, "donors_one", "donors"))
    order.parties.push_back(find_id(world.donors, id));
  if (body.contains("targets")) order.targets = targets(body.at("targets"));
  if (body.contains("instruments")) order.money = money_of(body.at("instruments"), setting.catalogue);
  if (body.contains("sustainment")) order.sustainment = sustainment_of(body.at("sustainment"), setting.catalogue);
  for (const char* key : {"level", "restraint", "pay_factor", "intensity", "severity"}) level(key);
  if (body.contains("accept")) order.level = body.at("accept").get<bool>() ? 1 : 0;
  if (body.contains("mandate") && body.at("mandate").is_object()) {
    order.protect = body.at("mandate").value("protect", -1.0);
    order.monitor = body.at("mandate").value("monitor", -1.0);
    order.mentor = body.at("mandate").value("mentor", -1.0);
  }
  order.contributors = contributors(body);
  if (verb == Verb::communicate && order.threat == none) order.threat = find_id(world.groups, text("by"));
  order.selectivity = body.value("selectivity", -1.0);
  order.conditionality = body.value("conditionality", -1.0);
  order.coordination = body.value("coordination", -1.0);
  order.monitoring_share = body.value("monitoring_share", -1.0);
  order.vetting = body.value("vetting", -1.0);
  for (const char* key : {"persons", "staff", "advisers"})
    if (body.contains(key)) order.persons = body.at(key);
  for (const char* key : {"usd", "usd_per_year"})
    if (body.contains(key)) order.usd = body.at(key);
  if (verb == Verb::engage && order.usd == 0) order.usd = 1e6;
  order.weeks = body.value("weeks", 0u);
  if (body.contains("tasks")) fill_by_name(body.at("tasks"), task_names, order.tasks);
  if (body.contains("weights")) fill_by_name(body.at("weights"), action_names, order.doctrine);
  if (body.contains("shares")) order.shares = by_kind(body.at("shares"), setting.catalogue);
  if (body.contains("priorities")) order.shares = by_kind(body.at("priorities"), setting.catalogue);
  order.stock = text("stock");
  order.change = body.value("change", 0.0);
  order.topic = body.contains("topic") ? text("topic") : (verb == Verb::appoint ? text("by") : "");
  return order;
}

}  // namespace mainstay::scenarios
