#include "scenarios/agent_names.h"

#include <algorithm>
#include <cctype>

namespace mainstay::scenarios {

std::string words_of_id(const std::string& id) {
  std::string name = id;
  std::replace(name.begin(), name.end(), '-', ' ');
  std::replace(name.begin(), name.end(), '_', ' ');
  // "us-niger-partnership" begins with an abbreviation.
  const std::size_t capitals = name.size() > 3 && name[2] == ' ' ? 2 : 1;
  for (std::size_t k = 0; k < capitals && k < name.size(); ++k)
    name[k] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[k])));
  return name;
}

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
  return found == names_.end() ? words_of_id(id) : found->second;
}

}  // namespace mainstay::scenarios
