// What agents are called: by the names that the scenario and the orders of users give them, and by their ids where they
// have none.
#pragma once

#include <map>
#include <string>

#include "scenarios/document.h"

namespace mainstay::scenarios {

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
  void learn(Kind kind, const Json& agent);
  void learn_opened(const Json& value);
  std::map<std::pair<Kind, std::string>, std::string> names_;
};

// An id made readable: words apart, a capital at the front.
std::string words_of_id(const std::string& id);

}  // namespace mainstay::scenarios
