#include "tests/agents/shipped_worlds.h"

#include <map>
#include <stdexcept>

namespace mainstay::tests {

const scenarios::Scenario& shipped(const std::string& name) {
  static std::map<std::string, scenarios::Scenario> loaded;
  const auto found = loaded.find(name);
  if (found != loaded.end()) return found->second;
  return loaded.emplace(name, scenarios::load_scenario(shipped_file(name))).first->second;
}

const std::vector<agents::Order>& orders_of(const scenarios::Scenario& scenario, const std::string& course) {
  for (const auto& candidate : scenario.courses)
    if (course.empty() || candidate.name == course) return candidate.orders;
  throw std::out_of_range("no course of action " + course + " in " + scenario.file);
}

}  // namespace mainstay::tests
