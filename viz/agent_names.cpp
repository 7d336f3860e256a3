#include "viz/agent_names.h"

#include <algorithm>
#include <cctype>

#include "viz/state.h"

namespace mainstay::viz {

using namespace agents;
using scenarios::Json;

namespace {

// An id made readable: words apart, a capital at the front.
std::string from_id(const std::string& id) {
  std::string name = id;
  std::replace(name.begin(), name.end(), '-', ' ');
  std::replace(name.begin(), name.end(), '_', ' ');
  // "us-niger-partnership" begins with an abbreviation.
  const std::size_t capitals = name.size() > 3 && name[2] == ' ' ? 2 : 1;
  for (std::size_t k = 0; k < capitals && k < name.size(); ++k)
    name[k] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[k])));
  return name;
}

}  // namespace

AgentNames::AgentNames(const std::string& scenario) {
  const Json root = Json::parse(scenario, nullptr, false, true);
  if (!root.is_object()) return;
  static constexpr std::pair<const char*, Kind> lists[] = {{"donors", Kind::donor},
                                                           {"threats", Kind::threat},
                                                           {"regional_organisations", Kind::organisation},
                                                           {"institutions", Kind::institution},
                                                           {"programmes", Kind::programme}};
  for (const auto& [list, kind] : lists)
    if (root.contains(list) && root[list].is_array())
      for (const Json& agent : root[list]) learn(kind, agent);
  for (const char* orders : {"courses_of_action", "triggers"})
    if (root.contains(orders)) learn_opened(root[orders]);
}

void AgentNames::learn_order(const std::string& json) {
  learn_opened(Json::parse(json, nullptr, false, true));
}

void AgentNames::learn(Kind kind, const Json& agent) {
  if (!agent.is_object() || !agent.contains("id") || !agent.contains("name")) return;
  if (agent["id"].is_string() && agent["name"].is_string()) names_[{kind, agent["id"]}] = agent["name"];
}

// Programmes are opened by orders, wherever these stand.
void AgentNames::learn_opened(const Json& value) {
  if (!value.is_structured()) return;
  for (const auto& [key, child] : value.items()) {
    if (key == "open_programme") learn(Kind::programme, child);
    learn_opened(child);
  }
}

bool AgentNames::knows(Kind kind, const std::string& id) const {
  return names_.contains({kind, id});
}

std::string AgentNames::of(Kind kind, const std::string& id) const {
  const auto found = names_.find({kind, id});
  return found == names_.end() ? from_id(id) : found->second;
}

std::string programme_title(const Game& game, const Programme& programme) {
  return game.names.of(AgentNames::Kind::programme, programme.id);
}

std::string donor_title(const Game& game, std::uint32_t donor) {
  return game.names.of(AgentNames::Kind::donor, game.scenario->start.donors[donor].id);
}

std::string group_title(const Game& game, const Group& group) {
  return game.names.of(AgentNames::Kind::threat, group.id);
}

std::string institution_title(const Game& game, const Institutions& institutions, Index index) {
  const std::string& id = institutions.id[index];
  if (game.names.knows(AgentNames::Kind::institution, id)) return game.names.of(AgentNames::Kind::institution, id);
  return game.setting().catalogue.institutions[institutions.kind[index]].title;
}

std::string order_text(const Game& game, const Order& order) {
  const auto& map = game.setting().map;
  std::string what = from_id(verb_names[static_cast<std::size_t>(order.verb)]);
  if (order.verb == Verb::inject) what += ": " + from_id(inject_names[static_cast<std::size_t>(order.inject)]);
  if (!order.id.empty()) {
    const std::string name = game.names.of(AgentNames::Kind::programme, order.id);
    return order.verb == Verb::open_programme ? name : what + ": " + name;
  }
  std::string where;
  if (order.government < map.countries.size()) where = map.countries[order.government].name;
  if (!order.regions.empty()) where = map.regions[order.regions.front()].name;
  if (where.empty() && order.donor < game.scenario->start.donors.size()) where = donor_title(game, order.donor);
  return where.empty() ? what : what + ": " + where;
}

}  // namespace mainstay::viz
