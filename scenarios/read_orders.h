// Orders as a checked scenario writes them, turned into the model's.
#pragma once

#include "agents/world.h"
#include "scenarios/document.h"

namespace mainstay::scenarios {

agents::Mandate mandate_of(const Json& json);
// People that countries send to a mission; none if the key is not given.
std::vector<agents::Contributor> contributors_of(const Json& json, const sim::RegionalMap& map);
// Weights of actions as what they add to a cell's decisions.
std::array<double, agents::action_count> doctrine_of(const Json& weights);

// Finds the model's indices by the scenario's names.
struct OrderReader {
  const agents::Setting& setting;
  const agents::World& world;

  agents::Order read(const Json& json) const;
  agents::Order read_programme(const Json& json) const;  // with defaults, of "programmes" or an order
  // Institutions that are not there yet go to `later`.
  agents::Targets targets(const Json& json, agents::LaterNames& later) const;
  agents::KindIndex kind(const Json& json) const;  // of institution, by the key "kind"; none if it is not given
  void read_speaker(const std::string& id, agents::Order& order) const;
  std::vector<sim::RegionIndex> regions(const Json& where) const;  // a "where" selector; empty selects all
  std::uint32_t scope(const std::string& id) const;
  std::uint32_t measure(const std::string& id) const;  // none if the model has no such weekly measure

  sim::CountryIndex country(const std::string& id) const { return setting.map.find_country(id); }
};

}  // namespace mainstay::scenarios
