#include "scenarios/read_orders.h"

#include "agents/measures.h"
#include "agents/numeric.h"
#include "scenarios/defaults.h"

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
  s.taper_weeks = json.at("taper_weeks");
  if (json.contains("instruments")) s.money = money_of(json.at("instruments"), catalogue);
  s.own_share = json.at("own_share");
  return s;
}

// A number that means "leave it as it is" where it is not given.
double level_of(const Json& json, const char* key) {
  return json.contains(key) ? json.at(key).get<double>() : -1;
}

std::uint32_t weeks_of(const Json& json) {
  return json.contains("weeks") ? json.at("weeks").get<std::uint32_t>() : 0;
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

Mandate mandate_of(const Json& json) {
  const auto share = [&](const char* key) { return json.contains(key) ? json.at(key).get<double>() : 0; };
  return {share("protect"), share("monitor"), share("mentor")};
}

std::vector<Contributor> contributors_of(const Json& json, const sim::RegionalMap& map) {
  std::vector<Contributor> found;
  if (json.contains("contributors"))
    for (const auto& [id, persons] : json.at("contributors").items()) found.push_back({map.find_country(id), persons});
  return found;
}

std::array<double, action_count> doctrine_of(const Json& weights) {
  constexpr double pull = 0.3;  // of a weight of 2 instead of 1, in units of a cell's decision
  std::array<double, action_count> doctrine{};
  for (const auto& [name, weight] : weights.items())
    for (std::size_t a = 0; a < action_count; ++a)
      if (action_names[a] == name) doctrine[a] = pull * (weight.get<double>() - 1);
  return doctrine;
}

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

Targets OrderReader::targets(const Json& json, LaterNames& later) const {
  Targets targets;
  const bool places = json.contains("region") || json.contains("regions") || json.contains("capital") ||
                      json.contains("coast") || json.contains("border");
  if (places) targets.regions = regions(json);
  for (const std::string& id : strings(json, "country", "countries")) targets.countries.push_back(country(id));
  for (const std::string& id : strings(json, "kind", "kinds"))
    targets.kinds.push_back(setting.catalogue.institution(id));
  for (const std::string& id : strings(json, "institution", "institutions")) {
    const auto index = find_text(world.institutions.id, id);
    index == none ? later.targets.push_back(id) : targets.institutions.push_back(index);
  }
  return targets;
}

KindIndex OrderReader::kind(const Json& json) const {
  return json.contains("kind") ? setting.catalogue.institution(json.at("kind").get<std::string>()) : none;
}

// Who speaks in public: a government, a donor or an organisation for the state, a group against it.
void OrderReader::read_speaker(const std::string& id, Order& order) const {
  order.government = country(id);
  order.donor = find_id(world.donors, id);
  order.organisation = find_id(world.organisations, id);
  order.threat = find_id(world.groups, id);
  const bool nobody = order.government == none && order.donor == none && order.organisation == none;
  if (order.threat == none && nobody) order.later.threat = id;
}

Order OrderReader::read_programme(const Json& json) const {
  Order order;
  order.verb = Verb::open_programme;
  order.id = json.at("id");
  order.donor = find_id(world.donors, json.at("donor"));
  order.surge = json.at("surge");
  order.announced = json.at("announced");
  if (json.contains("targets")) order.targets = targets(json.at("targets"), order.later);
  order.money = money_of(json.at("instruments"), setting.catalogue);
  order.weeks = weeks_of(json);
  order.vetting = level_of(json, "vetting");
  order.conditionality = level_of(json, "conditionality");
  order.monitoring_share = level_of(json, "monitoring_share");
  if (json.contains("sustainment")) order.sustainment = sustainment_of(json.at("sustainment"), setting.catalogue);
  if (json.contains("objective")) {
    const Json& aim = json.at("objective");
    order.objective = {measure(aim.at("measure")), scope(aim.at("scope")), kind(aim), aim.at("threshold"),
                       aim.at("by_week")};
  }
  return order;
}

Order OrderReader::read(const Json& given) const {
  const Json json = with_defaults("order", given);
  const Verb verb = verb_of(json);
  const bool inject = verb == Verb::inject;
  const Json& body = inject ? json : json.at(verb_names[static_cast<std::size_t>(verb)]);
  Order order = verb == Verb::open_programme ? read_programme(body) : Order{};
  order.verb = verb;
  order.week = json.at("week");
  if (json.contains("reason")) order.reason = json.at("reason");
  if (verb == Verb::open_programme) return order;
  const auto text = [&](const char* key) { return body.contains(key) ? body.at(key).get<std::string>() : ""; };
  // What is not there when the order is read may be there when it takes effect.
  const auto now_or_later = [](std::uint32_t index, const std::string& id, std::string& later) {
    if (index == none) later = id;
    return index;
  };
  const auto institution = [&](const char* key, std::string& later) {
    return now_or_later(find_text(world.institutions.id, text(key)), text(key), later);
  };
  if (inject)
    for (std::size_t k = 0; k < inject_names.size(); ++k)
      if (json.at("inject") == inject_names[k]) order.inject = static_cast<Inject>(k);
  order.id = body.contains("programme") ? text("programme") : text("id");
  order.donor = find_id(world.donors, text("donor"));
  order.government = country(body.contains("government") ? text("government") : text("country"));
  order.organisation = find_id(world.organisations, text("organisation"));
  order.threat = now_or_later(find_id(world.groups, text("threat")), text("threat"), order.later.threat);
  order.institution = institution(body.contains("from") ? "from" : "institution", order.later.institution);
  order.into = institution("into", order.later.into);
  order.kind = inject ? setting.catalogue.threat(text("kind")) : setting.catalogue.institution(text("kind"));
  for (const std::string& id : strings(body, "region", "regions")) order.regions.push_back(setting.map.find_region(id));
  if (body.contains("to")) order.regions = {setting.map.find_region(text("to"))};
  if (body.contains("donors"))
    for (const auto& id : body.at("donors")) order.parties.push_back(find_id(world.donors, id.get<std::string>()));
  if (body.contains("targets")) order.targets = targets(body.at("targets"), order.later);
  if (body.contains("instruments")) order.money = money_of(body.at("instruments"), setting.catalogue);
  if (body.contains("sustainment")) order.sustainment = sustainment_of(body.at("sustainment"), setting.catalogue);
  for (const char* key : {"level", "restraint", "pay_factor", "intensity", "severity"})
    if (body.contains(key)) order.level = body.at(key);
  if (body.contains("accept")) order.level = body.at("accept").get<bool>() ? 1 : 0;
  if (body.contains("mandate")) order.mandate = mandate_of(body.at("mandate"));
  order.contributors = contributors_of(body, setting.map);
  if (verb == Verb::communicate) read_speaker(text("by"), order);
  order.selectivity = level_of(body, "selectivity");
  order.conditionality = level_of(body, "conditionality");
  order.coordination = level_of(body, "coordination");
  order.monitoring_share = level_of(body, "monitoring_share");
  order.vetting = level_of(body, "vetting");
  for (const char* key : {"persons", "staff", "advisers"})
    if (body.contains(key)) order.persons = body.at(key);
  for (const char* key : {"usd", "usd_per_year"})
    if (body.contains(key)) order.usd = body.at(key);
  order.weeks = weeks_of(body);
  if (body.contains("tasks")) fill_by_name(body.at("tasks"), task_names, order.tasks);
  if (body.contains("weights")) order.doctrine = doctrine_of(body.at("weights"));
  if (body.contains("shares")) order.shares = by_kind(body.at("shares"), setting.catalogue);
  if (body.contains("priorities")) order.shares = by_kind(body.at("priorities"), setting.catalogue);
  order.stock = text("stock");
  if (body.contains("change")) order.change = body.at("change");
  order.topic = body.contains("topic") ? text("topic") : (verb == Verb::appoint ? text("by") : "");
  return order;
}

}  // namespace mainstay::scenarios
