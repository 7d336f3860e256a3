#include "scenarios/catalogues.h"

#include "scenarios/assets.h"
#include "scenarios/document.h"

namespace mainstay::scenarios {

namespace {

using namespace agents;

// The position of a name in a list of names; reports one that is not there.
template <class Names>
std::size_t index_of(const Names& names, const std::string& name, const Document& document,
                     const std::string& pointer) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return i;
  std::string allowed;
  for (const auto& each : names) allowed += (allowed.empty() ? "" : ", ") + std::string(each);
  throw InvalidInput({document.problem(pointer, "unknown name \"" + name + "\"; allowed: " + allowed)});
}

template <class Names, class Values>
void read_by_name(const Json& json, const char* key, const Names& names, Values& values, const Document& document,
                  const std::string& pointer) {
  if (!json.contains(key)) return;
  for (const auto& [name, value] : json.at(key).items())
    values[index_of(names, name, document, child(child(pointer, key), name))] = value.template get<double>();
}

InstitutionKind institution_kind(const std::string& id, const Json& json, const Document& document) {
  constexpr std::array reach_names = {"region", "neighbours", "country"};
  constexpr std::array<std::string_view, 4> factor_names = {"staff", "skill", "materiel", "management"};
  const std::string pointer = child("", id);
  InstitutionKind kind;
  kind.id = id;
  kind.title = json.at("title");
  kind.symbol = json.at("symbol");
  kind.sector = static_cast<Sector>(index_of(sector_names, json.at("sector"), document, child(pointer, "sector")));
  kind.reach = static_cast<Reach>(index_of(reach_names, json.at("reach"), document, child(pointer, "reach")));
  kind.armed = json.at("armed");
  kind.state = json.at("paid_by_government");
  std::array<double, 4> weights{};
  read_by_name(json, "capacity_weights", factor_names, weights, document, pointer);
  kind.staff_weight = weights[0];
  kind.skill_weight = weights[1];
  kind.materiel_weight = weights[2];
  kind.management_weight = weights[3];
  kind.pay_usd_per_year = json.at("pay_usd_per_year");
  kind.materiel_usd_per_person = json.at("materiel_usd_per_person");
  kind.unsupported_half_life_weeks = json.at("unsupported_half_life_weeks");
  read_by_name(json, "tasks", task_names, kind.tasks, document, pointer);
  read_by_name(json, "output", function_names, kind.output, document, pointer);
  return kind;
}

ThreatKind threat_kind(const std::string& id, const Json& json, const Document& document) {
  ThreatKind kind;
  kind.id = id;
  kind.title = json.at("title");
  read_by_name(json, "inclination", action_names, kind.inclination, document, child("", id));
  kind.lethality = json.at("lethality");
  kind.territorial = json.at("territorial");
  kind.appeal = json.at("appeal");
  kind.civilian_target = json.at("civilian_target");
  kind.upkeep_usd_per_fighter_per_week = json.at("upkeep_usd_per_fighter_per_week");
  return kind;
}

Instrument instrument(const std::string& id, const Json& json, const Document& document) {
  Instrument result;
  result.id = id;
  result.title = json.at("title");
  const std::array<std::pair<const char*, double*>, 13> numbers = {
      {{"full_cost_usd_per_person", &result.full_cost_usd_per_person},
       {"skill", &result.skill},
       {"materiel", &result.materiel},
       {"management", &result.management},
       {"integrity", &result.integrity},
       {"pay", &result.pay},
       {"practice", &result.practice},
       {"information", &result.information},
       {"interoperability", &result.interoperability},
       {"lasting", &result.lasting},
       {"relief", &result.relief},
       {"service", &result.service},
       {"own_share_training", &result.own_share_training}}};
  for (const auto& [key, member] : numbers) *member = json.value(key, *member);
  result.usd_per_adviser_year = json.value("usd_per_adviser_year", 0.0);
  if (json.contains("sectors"))
    for (const auto& name : json.at("sectors"))
      result.sectors.push_back(
          static_cast<Sector>(index_of(sector_names, name, document, child(child("", id), "sectors"))));
  return result;
}

template <class Make>
auto read_list(const char* file, const Make& make) {
  const Document document = Document::read(asset(std::string("catalogues/") + file + ".json"));
  std::vector<decltype(make("", document.root(), document))> list;
  for (const auto& [id, entry] : document.root().items()) {
    try {
      list.push_back(make(id, entry, document));
    } catch (const nlohmann::json::exception& error) {
      throw InvalidInput({document.problem(
          child("", id), std::string("this entry is incomplete or of the wrong type: ") + error.what())});
    }
  }
  return list;
}

}  // namespace

agents::Catalogue read_catalogue() {
  Catalogue catalogue;
  catalogue.institutions = read_list("institution_kinds", institution_kind);
  catalogue.threats = read_list("threat_kinds", threat_kind);
  catalogue.instruments = read_list("instruments", instrument);
  if (catalogue.instruments.size() > max_instruments)
    throw InvalidInput({{asset("catalogues/instruments.json").string(), 0, 0, "",
                         "more than 16 instruments; the model keeps room for 16"}});
  return catalogue;
}

}  // namespace mainstay::scenarios
