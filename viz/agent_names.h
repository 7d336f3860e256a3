// What agents are called on screen: by the names that the scenario and the orders of users give them, and by their ids
// where they have none.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "agents/world.h"
#include "scenarios/document.h"

namespace mainstay::viz {

class AgentNames {
 public:
  enum class Kind { donor, threat, organisation, institution, programme };

  AgentNames() = default;
  // From a scenario's text.
  explicit AgentNames(const std::string& scenario);
  // Names that an order brings with it, as a scenario or session writes it.
  void learn_order(const std::string& json);

  // "us-niger-partnership" is "US niger partnership" as long as nobody says otherwise.
  std::string of(Kind kind, const std::string& id) const;
  // Whether the scenario has a name for it.
  bool knows(Kind kind, const std::string& id) const;

 private:
  void learn(Kind kind, const scenarios::Json& agent);
  void learn_opened(const scenarios::Json& value);
  std::map<std::pair<Kind, std::string>, std::string> names_;
};

struct Game;

std::string programme_title(const Game& game, const agents::Programme& programme);
std::string donor_title(const Game& game, std::uint32_t donor);
std::string group_title(const Game& game, const agents::Group& group);
// Its own name, or what kind it is.
std::string institution_title(const Game& game, const agents::Institutions& institutions, agents::Index index);
// "Three-border surge", "Engage: Mali", "Inject: drought, Mopti".
std::string order_text(const Game& game, const agents::Order& order);

}  // namespace mainstay::viz
