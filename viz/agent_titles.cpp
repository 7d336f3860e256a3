#include "viz/agent_titles.h"

#include "viz/state.h"

namespace mainstay::viz {

using namespace agents;
using scenarios::AgentNames;

std::string programme_title(const Game& game, const Programme& programme) {
  return game.session.names().of(AgentNames::Kind::programme, programme.id);
}

std::string donor_title(const Game& game, std::uint32_t donor) {
  return game.session.names().of(AgentNames::Kind::donor, game.scenario->start.donors[donor].id);
}

std::string group_title(const Game& game, const Group& group) {
  return game.session.names().of(AgentNames::Kind::threat, group.id);
}

std::string organisation_title(const Game& game, const std::string& id) {
  return game.session.names().of(AgentNames::Kind::organisation, id);
}

std::string institution_title(const Game& game, const Institutions& institutions, Index index) {
  const std::string& id = institutions.id[index];
  if (game.session.names().knows(AgentNames::Kind::institution, id))
    return game.session.names().of(AgentNames::Kind::institution, id);
  return game.setting().catalogue.institutions[institutions.kind[index]].title;
}

}  // namespace mainstay::viz
