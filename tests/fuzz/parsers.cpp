#include "tests/fuzz/parsers.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/paths.h"

namespace mainstay::tests {

namespace fs = std::filesystem;

const std::vector<Parser>& parsers() {
  static const std::vector<Parser> all = {
      {"scenario", read_scenario, true},
      {"order", read_order, true},
      {"study", read_study, true},
      {"map", read_map, true},
      {"source", read_source, true},
      {"table", read_table},
      {"world", read_world},
      {"weeks", read_weeks},
      {"session", read_session},
      {"results", read_results},
  };
  return all;
}

const Parser& parser(std::string_view name) {
  for (const Parser& one : parsers())
    if (one.name == name) return one;
  throw std::invalid_argument("no parser " + std::string(name));
}

std::vector<std::string> seeds(std::string_view parser) {
  const fs::path project = project_folder();
  std::vector<fs::path> files;
  const auto add_folder = [&](const fs::path& folder, const std::string& extension) {
    if (!fs::exists(folder)) return;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.is_regular_file() && (extension.empty() || entry.path().extension() == extension))
        files.push_back(entry.path());
  };
  add_folder(project / "tests/fuzz/corpus" / parser, "");
  if (parser == "scenario") {
    add_folder(project / "tests/broken", ".json");
    files.push_back(project / "scenarios/smallest.json");
  }
  if (parser == "study") files.push_back(project / "studies/quick.json");
  if (parser == "map" || parser == "source") files.push_back(project / "assets/maps/smallest.geojson");
  std::sort(files.begin(), files.end());
  std::vector<std::string> texts;
  for (const fs::path& file : files) {
    std::ifstream stream(file, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return texts;
}

void broken_promise(const std::string& what) {
  std::fprintf(stderr, "broken promise: %s\n", what.c_str());
  std::abort();
}

}  // namespace mainstay::tests
