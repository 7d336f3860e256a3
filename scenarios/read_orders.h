// Orders as a checked scenario writes them, turned into the model's.
#pragma once

#include "agents/world.h"
#include "scenarios/document.h"

namespace mainstay::scenarios {

// Finds the model's indices by the scenario's names.
struct OrderReader {
  const agents::Setting& setting;
  const agents::World& world;

  agents::Order read(const Json& json) const;
  agents::Order read_programme(const Json& json) const;  // of "programmes"
  agents::Targets targets(const Json& json) const;
  std::vector<agents::Contributor> contributors(const Json& json) const;  // of a mission
  std::vector<sim::RegionIndex> regions(const Json& where) const;  // a "where" selector; empty selects all
  std::uint32_t scope(const std::string& id) const;
  std::uint32_t measure(const std::string& id) const;  // none if the model has no such weekly measure

  sim::CountryIndex country(const std::string& id) const { return setting.map.find_country(id); }
};

}  // namespace mainstay::scenarios
