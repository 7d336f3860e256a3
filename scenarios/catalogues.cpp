#include "scenarios/catalogues.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/assets.h"
#include "scenarios/schema.h"
#include "scenarios/wording.h"

namespace mainstay::scenarios {

namespace {

using namespace agents;

constexpr std::array list_names = {"institution_kinds", "threat_kinds", "instruments"};
constexpr std::array reach_names = {"region", "neighbours", "country"};

const Schema& catalogues_schema() {
  static const Schema schema = Schema::load("catalogues");
  return schema;
}

// What is new is added, what is there is changed.
void change(Json& value, const Json& by) {
  if (!value.is_object() || !by.is_object()) {
    value = by;
    return;
  }
  for (const auto& [key, inner] : by.items()) change(value[key], inner);
}

// The position of a checked name.
template <class Names>
std::size_t index_of(const Names& names, const std::string& name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

template <class Names, class Values>
void read_by_name(const Json& json, const Names& names, Values& values) {
  for (const auto& [name, value] : json.items()) values[index_of(names, name)] = value.template get<double>();
}

InstitutionKind institution_kind(const std::string& id, const Json& json) {
  constexpr std::array<std::string_view, 4> factor_names = {"staff", "skill", "materiel", "management"};
  InstitutionKind kind;
  kind.id = id;
  kind.title = json.at("title");
  kind.symbol = json.at("symbol");
  kind.sector = static_cast<Sector>(index_of(sector_names, json.at("sector")));
  kind.reach = static_cast<Reach>(index_of(reach_names, json.at("reach")));
  kind.armed = json.at("armed");
  kind.state = json.at("paid_by_government");
  std::array<double, 4> weights{};
  read_by_name(json.at("capacity_weights"), factor_names, weights);
  kind.staff_weight = weights[0];
  kind.skill_weight = weights[1];
  kind.materiel_weight = weights[2];
  kind.management_weight = weights[3];
  kind.pay_usd_per_year = json.at("pay_usd_per_year");
  kind.materiel_usd_per_person = json.at("materiel_usd_per_person");
  kind.unsupported_half_life_weeks = json.at("unsupported_half_life_weeks");
  read_by_name(json.at("tasks"), task_names, kind.tasks);
  read_by_name(json.at("output"), function_names, kind.output);
  return kind;
}

ThreatKind threat_kind(const std::string& id, const Json& json) {
  ThreatKind kind;
  kind.id = id;
  kind.title = json.at("title");
  read_by_name(json.at("inclination"), action_names, kind.inclination);
  kind.lethality = json.at("lethality");
  kind.territorial = json.at("territorial");
  kind.appeal = json.at("appeal");
  kind.civilian_target = json.at("civilian_target");
  kind.upkeep_usd_per_fighter_per_week = json.at("upkeep_usd_per_fighter_per_week");
  return kind;
}

Instrument instrument(const std::string& id, const Json& json) {
  Instrument result;
  result.id = id;
  result.title = json.at("title");
  const std::array<std::pair<const char*, double*>, 14> numbers = {
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
       {"own_share_training", &result.own_share_training},
       {"usd_per_adviser_year", &result.usd_per_adviser_year}}};
  for (const auto& [key, member] : numbers) *member = json.value(key, *member);
  if (json.contains("sectors"))
    for (const auto& name : json.at("sectors"))
      result.sectors.push_back(static_cast<Sector>(index_of(sector_names, name)));
  return result;
}

template <class Make>
auto read_list(const Json& entries, const Make& make) {
  std::vector<decltype(make("", entries))> list;
  for (const auto& [id, entry] : entries.items()) list.push_back(make(id, entry));
  return list;
}

// Shares of a whole that somebody has changed one of.
void check_sum(const Json& entry, const char* key, const std::string& pointer, std::vector<Problem>& problems) {
  double sum = 0;
  for (const auto& share : entry.at(key)) sum += share.get<double>();
  if (std::fabs(sum - 1) > 1e-6)
    problems.push_back(
        {"", 0, 0, child(pointer, key), fmt::format("the shares add up to {}; they must make 1", plain(sum))});
}

std::shared_ptr<const Document> read_file(const std::filesystem::path& file) {
  auto document = std::make_shared<const Document>(Document::read(file));
  if (!document->root().is_object())
    throw InvalidInput({document->problem("", "a catalogue is an object { } of entries by id")});
  return document;
}

}  // namespace

Catalogues Catalogues::of_program() {
  Catalogues all;
  for (const char* list : list_names) all.add({list, read_file(asset(fmt::format("catalogues/{}.json", list))), ""});
  return all;
}

Catalogues Catalogues::kept(const std::string& name, const std::string& text) {
  if (text.empty()) return of_program();
  Catalogues all;
  all.files_are_in_ = true;
  const auto document = std::make_shared<const Document>(Document::parse(name, text));
  for (const char* list : list_names) {
    if (!document->root().is_object() || !document->root().contains(list) || !document->root().at(list).is_object())
      throw InvalidInput({document->problem("", fmt::format("these catalogues have no \"{}\"", list))});
    all.add({list, document, child("", list)});
  }
  return all;
}

void Catalogues::add(Source source) {
  const Json& entries = source.document->root().at(Json::json_pointer(source.prefix));
  change(lists_[source.list], entries);
  sources_.push_back(std::move(source));
}

Catalogues Catalogues::with_those_of(const Document& scenario) const {
  Catalogues all = *this;
  const Json& root = scenario.root();
  if (!root.is_object() || !root.contains("catalogues") || !root.at("catalogues").is_object()) return all;
  const auto carried = std::make_shared<const Document>(scenario);
  for (const auto& [list, own] : root.at("catalogues").items()) {
    const std::string pointer = child("/catalogues", list);
    if (std::find(list_names.begin(), list_names.end(), list) == list_names.end()) continue;
    if (own.is_object()) all.add({list, carried, pointer});
    if (!own.is_string() || files_are_in_) continue;
    const auto file = std::filesystem::path(scenario.file()).parent_path() / own.get<std::string>();
    std::error_code unreadable;
    if (!std::filesystem::is_regular_file(file, unreadable))
      throw InvalidInput({scenario.problem(
          pointer, fmt::format("there is no file \"{}\" beside the scenario", own.get<std::string>()))});
    all.add({list, read_file(file), ""});
  }
  all.files_are_in_ = true;
  return all;
}

Names Catalogues::names() const {
  Names names;
  for (const auto& [list, entries] : lists_.items()) {
    auto& ids = names[list];
    for (const auto& [id, entry] : entries.items()) ids.push_back(id);
  }
  return names;
}

// The last file that says something there; of what nobody says, the last that has the entry at all.
Problem Catalogues::at_its_place(const Problem& problem) const {
  for (Json::json_pointer pointer(problem.pointer); !pointer.empty(); pointer.pop_back()) {
    const std::string text = pointer.to_string();
    for (auto source = sources_.rbegin(); source != sources_.rend(); ++source) {
      const std::string list = child("", source->list);
      if (!(text + "/").starts_with(list + "/")) continue;
      const auto in_file = [&](const std::string& of) { return source->prefix + of.substr(list.size()); };
      if (!source->document->root().contains(Json::json_pointer(in_file(text)))) continue;
      return source->document->problem(in_file(problem.pointer), problem.message);
    }
  }
  return problem;
}

std::vector<Problem> Catalogues::check() const {
  const Document merged = Document::parse("catalogues", text());
  auto problems = catalogues_schema().check(merged, {});
  if (problems.empty())
    for (const auto& [id, entry] : lists_.at("institution_kinds").items())
      for (const char* shares : {"capacity_weights", "tasks"})
        check_sum(entry, shares, child("/institution_kinds", id), problems);
  for (Problem& problem : problems) problem = at_its_place(problem);
  return problems;
}

agents::Catalogue Catalogues::read() const {
  if (const auto problems = check(); !problems.empty()) throw InvalidInput(problems);
  Catalogue catalogue;
  catalogue.institutions = read_list(lists_.at("institution_kinds"), institution_kind);
  catalogue.threats = read_list(lists_.at("threat_kinds"), threat_kind);
  catalogue.instruments = read_list(lists_.at("instruments"), instrument);
  return catalogue;
}

}  // namespace mainstay::scenarios
