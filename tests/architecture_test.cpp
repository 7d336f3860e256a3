// The house: app > viz > sessions > studies > scenarios > agents > sim. A file includes its own floor and the floors
// below, never one above, and says so by path ("sim/map.h"). Floors that do not exist yet are simply empty.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/temporary_folder.h"

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> floors = {"sim", "agents", "scenarios", "studies", "sessions", "viz", "app"};

std::size_t floor_of(std::string_view path) {
  const std::string_view first = path.substr(0, path.find('/'));
  return static_cast<std::size_t>(std::find(floors.begin(), floors.end(), first) - floors.begin());
}

std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// What is wrong with the includes of one file; `path` is relative to the root of the project.
std::vector<std::string> wrong_includes(const std::string& path, const std::string& text) {
  static const std::regex quoted(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
  std::vector<std::string> wrong;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, quoted)) continue;
    const std::string included = match[1];
    const bool own = line.find('"') != std::string::npos;
    const std::size_t to = floor_of(included);
    const std::string place = path + ":" + std::to_string(number) + ": ";
    if (to < floors.size() && to > floor_of(path))
      wrong.push_back(place + std::string(floors[floor_of(path)]) + " stands below " + std::string(floors[to]) +
                      " and may not include " + included);
    else if (own && to == floors.size())
      wrong.push_back(place + "\"" + included + "\" is not named by its floor, as in \"sim/map.h\"");
  }
  return wrong;
}

// Every source and header of a floor, by path relative to `root`, in order.
std::vector<std::string> sources_of(const fs::path& root, std::string_view floor) {
  std::vector<std::string> files;
  if (!fs::is_directory(root / floor)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root / floor))
    if (const auto extension = entry.path().extension(); extension == ".h" || extension == ".cpp")
      files.push_back(fs::relative(entry.path(), root).generic_string());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> wrong_includes_below(const fs::path& root) {
  std::vector<std::string> wrong;
  for (const std::string_view floor : floors)
    for (const std::string& file : sources_of(root, floor))
      for (std::string& problem : wrong_includes(file, contents(root / file))) wrong.push_back(std::move(problem));
  return wrong;
}

// Folders of one machine or one user, which nothing in the program may name.
std::vector<std::string> machine_paths() {
  std::vector<std::string> paths = {"/home/", "/root/", "/Users/", "/mnt/", "/tmp/", mainstay::tests::project_folder()};
  if (const char* home = std::getenv("HOME"); home != nullptr && std::string_view(home).size() > 1)
    paths.emplace_back(std::string(home) + "/");
  return paths;
}

std::vector<std::string> machine_paths_in(const std::string& path, const std::string& text) {
  std::vector<std::string> found;
  for (const std::string& machine : machine_paths())
    if (text.find(machine) != std::string::npos) found.push_back(path + " names " + machine);
  return found;
}

}  // namespace

TEST_CASE("a file that includes a floor above its own is found") {
  CHECK(wrong_includes("sim/clock.h", "#include <cstdint>\n#include \"sim/map.h\"\n").empty());
  CHECK(wrong_includes("studies/runner.cpp", "#include \"agents/step.h\"\n#include <tbb/parallel_for.h>\n").empty());
  const std::vector<std::string> upward = {"sim/clock.h:2: sim stands below agents and may not include agents/world.h"};
  CHECK(wrong_includes("sim/clock.h", "#pragma once\n#include \"agents/world.h\"\n") == upward);
  CHECK(wrong_includes("sim/clock.h", "  #  include <agents/world.h>").size() == 1);
  CHECK(wrong_includes("agents/step.cpp", "#include \"scenarios/scenario.h\"").size() == 1);
  CHECK(wrong_includes("sessions/turn.cpp", "#include \"viz/window.h\"").size() == 1);
  CHECK(wrong_includes("agents/step.cpp", "#include \"world.h\"").size() == 1);
  CHECK(wrong_includes("agents/step.cpp", "#include \"tests/catch.h\"").size() == 1);
}

TEST_CASE("a made-up house with one wrong include fails by file and line") {
  const mainstay::tests::TemporaryFolder folder;
  const fs::path& root = folder.path();
  fs::create_directories(root / "sim");
  fs::create_directories(root / "agents/kinds");
  std::ofstream(root / "sim/good.h") << "#include \"sim/other.h\"\n";
  std::ofstream(root / "agents/kinds/bad.cpp") << "\n#include \"app/run.h\"\n";
  const auto wrong = wrong_includes_below(root);
  REQUIRE(wrong.size() == 1);
  CHECK(wrong.front() == "agents/kinds/bad.cpp:2: agents stands below app and may not include app/run.h");
}

TEST_CASE("every include of the program points to its own floor or down") {
  const fs::path root = mainstay::tests::project_folder();
  for (const char* floor : {"sim", "agents", "scenarios", "studies", "app"}) {
    INFO(floor);
    CHECK(sources_of(root, floor).size() > 5);
  }
  for (const std::string& problem : wrong_includes_below(root)) {
    UNSCOPED_INFO(problem);
    CHECK(problem.empty());
  }
}

TEST_CASE("sim knows no agent kind") {
  for (const std::string& file : sources_of(mainstay::tests::project_folder(), "sim")) {
    INFO(file);
    const std::string text = contents(fs::path(mainstay::tests::project_folder()) / file);
    CHECK(text.find("#include \"agents/") == std::string::npos);
    CHECK(text.find("agents::") == std::string::npos);
  }
}

TEST_CASE("nothing in the program names a folder of one machine") {
  CHECK(machine_paths_in("made-up", "open(\"/home/somebody/map.geojson\")").size() >= 1);
  CHECK(machine_paths_in("made-up", mainstay::tests::project_folder() + "/assets").size() >= 1);
  CHECK(machine_paths_in("made-up", "assets/maps/sahel.geojson").empty());
  const fs::path root = mainstay::tests::project_folder();
  for (const std::string_view floor : floors)
    for (const std::string& file : sources_of(root, floor)) {
      const auto found = machine_paths_in(file, contents(root / file));
      INFO((found.empty() ? "" : found.front()));
      CHECK(found.empty());
    }
  for (const char* file : {"CMakeLists.txt", "CMakePresets.json", "mainstay", "README.md", "tests/CMakeLists.txt"}) {
    const auto found = machine_paths_in(file, contents(root / file));
    INFO((found.empty() ? "" : found.front()));
    CHECK(found.empty());
  }
}
