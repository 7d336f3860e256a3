// A scenario as the program runs it: the unchanging setting, the world at week 0 before anything is decided, and the
// courses of action.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agents/world.h"

namespace mainstay::scenarios {

struct CourseOfAction {
  std::string name;
  std::string title;
  std::string summary;
  std::vector<agents::Order> orders;  // in order of week
};

struct Scenario {
  std::string file;
  std::string text;      // as run, with overrides applied
  std::string map_text;  // GeoJSON
  std::string title;
  std::string summary;
  std::shared_ptr<const agents::Setting> setting;
  agents::World start;                  // before the warm-up
  std::vector<CourseOfAction> courses;  // without the twin, whose list of orders is empty

  // The world at week 0 of the given seed: after the warm-up.
  agents::World begin(std::uint64_t seed) const;
};

// JSON pointer and value, as of `--set POINTER=VALUE`.
using Override = std::pair<std::string, std::string>;

// Throws InvalidInput with every problem of the file.
Scenario load_scenario(const std::filesystem::path& file, const std::vector<Override>& overrides = {});

}  // namespace mainstay::scenarios
