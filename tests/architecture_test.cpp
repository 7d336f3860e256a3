// The house: app > viz > sessions > studies > scenarios > agents > sim. A file includes its own floor and the floors
// below, never one above, and says so by path ("sim/map.h"). Floors that do not exist yet are simply empty.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
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

// Ways to open files that only the homes of files may use: scenarios/whole_file.cpp, and studies/database_file.cpp for
// databases, whose locks are lost when the same process opens and closes them in another way.
std::vector<std::string> files_opened_in(const std::string& path, const std::string& text) {
  std::vector<std::string> found;
  if (path == "scenarios/whole_file.cpp") return found;
  for (const char* way : {"<fstream>", "fopen(", "freopen(", "copy_file(", "fs::copy(", "filesystem::copy("})
    if (text.find(way) != std::string::npos) found.push_back(path + " uses " + way);
  if (path.starts_with("studies/database_file.")) return found;
  for (const char* way : {"sqlite3_open", "<SQLite::Database>", "SQLite::Database(", "ATTACH DATABASE"})
    if (text.find(way) != std::string::npos) found.push_back(path + " uses " + way);
  static const std::regex declared(R"(SQLite::Database [a-z_]+[({])");
  if (std::regex_search(text, declared)) found.push_back(path + " declares an SQLite::Database");
  return found;
}

// Floors whose arithmetic becomes part of a world: its bits must be ours on every machine.
constexpr std::array<std::string_view, 3> world_floors = {"sim", "agents", "scenarios"};

std::string without_comments(const std::string& text) {
  return std::regex_replace(text, std::regex("//[^\n]*"), "");
}

// What a file uses whose bits depend on the C library, its version or the processor.
std::vector<std::string> foreign_arithmetic(const std::string& path, const std::string& text) {
  if (path.starts_with("sim/elementary.") || path == "sim/real.h") return {};
  static const std::regex functions(
      R"(((?:\w+\s*::\s*|\.|->)*)\b((?:exp2?|expm1|log(?:2|10|1p)?|pow|a?(?:sin|cos|tan)h?|atan2|hypot|cbrt|fma|erfc?|[lt]gamma)[fl]?)\s*\()");
  static const std::regex types(R"(\b(long\s+double|_Float\w+|__float128|std::\w+_distribution)\b|<random>)");
  std::vector<std::string> found;
  const std::string code = without_comments(text);
  for (std::sregex_iterator match(code.begin(), code.end(), functions), end; match != end; ++match)
    if ((*match)[1] != "sim::") found.push_back(path + ": " + match->str() + "...) is not sim::" + (*match)[2].str());
  for (std::sregex_iterator match(code.begin(), code.end(), types), end; match != end; ++match)
    found.push_back(path + ": " + match->str() + " differs between machines");
  if (path != "sim/random.cpp" && code.find("<boost/random/") != std::string::npos)
    found.push_back(path + ": distributions are drawn from by sim/random.h");
  return found;
}

// Statements that draw more than once, and so in an order that each compiler chooses.
std::vector<std::string> unordered_draws(const std::string& path, const std::string& text) {
  static const std::regex declared(R"(\bStream\s*&?\s+(\w+))"), statement("[^;{}]+");
  const std::string code = without_comments(text);
  std::set<std::string> streams;
  for (std::sregex_iterator match(code.begin(), code.end(), declared), end; match != end; ++match)
    streams.insert((*match)[1]);
  std::vector<std::string> found;
  for (const std::string& stream : streams) {
    const std::regex use("\\b" + stream + "\\b(?=\\s*[(.,)])");
    for (std::sregex_iterator part(code.begin(), code.end(), statement), end; part != end; ++part) {
      const std::string words = std::regex_replace(part->str(), declared, "");
      if (std::distance(std::sregex_iterator(words.begin(), words.end(), use), std::sregex_iterator()) > 1)
        found.push_back(path + " draws twice from " + stream + " in one statement:" + words);
    }
  }
  return found;
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

TEST_CASE("files are opened in their two homes only") {
  CHECK(files_opened_in("a.cpp", "#include <fstream>\n").size() == 1);
  CHECK(files_opened_in("a.cpp", "  SQLite::Database database(file);\n").size() == 1);
  CHECK(files_opened_in("a.cpp", "std::make_unique<SQLite::Database>(file)").size() == 1);
  CHECK(files_opened_in("a.cpp", "void read(SQLite::Database& database, const fs::path& file)").empty());
  const fs::path root = mainstay::tests::project_folder();
  for (const std::string_view floor : floors)
    for (const std::string& file : sources_of(root, floor)) {
      const auto found = files_opened_in(file, contents(root / file));
      INFO((found.empty() ? "" : found.front()));
      CHECK(found.empty());
    }
}

TEST_CASE("functions and types whose bits differ between machines are found") {
  for (const char* wrong :
       {"std::exp(x)", "x = log (y);", "::pow(a, b)", "std::cosf(x)", "tan(x)", "hypot(a, b)", "std::lgamma(x)",
        "boost::math::cbrt(x)", "long double x;", "std::normal_distribution<double>", "#include <random>",
        "#include <boost/random/normal_distribution.hpp>"}) {
    INFO(wrong);
    CHECK(foreign_arithmetic("agents/made_up.cpp", wrong).size() == 1);
  }
  for (const char* right : {"sim::exp(x)", "// as exp(x)", "std::sqrt(x)", "expected(x)", "catalogue(x)",
                            "std::llround(x)", "std::floor(log)"}) {
    INFO(right);
    CHECK(foreign_arithmetic("agents/made_up.cpp", right).empty());
  }
}

TEST_CASE("a statement that draws twice is found") {
  const auto found = [](const std::string& body) {
    return unordered_draws("agents/made_up.cpp", "void f(sim::Stream& luck) { " + body + " }").size();
  };
  CHECK(found("g(luck.uniform(), luck());") == 1);
  CHECK(found("x = luck.uniform() + poisson(luck, 2);") == 1);
  CHECK(found("if (luck.uniform() < 1) h(x, luck);") == 1);
  CHECK(found("const double a = luck.uniform(); g(a, luck());") == 0);
  CHECK(found("if (luck.uniform() < 1) { h(x, luck); }") == 0);
  CHECK(unordered_draws("agents/made_up.cpp", "sim::Stream a(1, 2), b(3, 4); g(a(), b());").empty());
}

TEST_CASE("what enters a world is worked out with functions whose bits are ours, in an order that is ours") {
  const fs::path root = mainstay::tests::project_folder();
  for (const std::string_view floor : world_floors)
    for (const std::string& file : sources_of(root, floor)) {
      const std::string text = contents(root / file);
      for (const auto& list : {foreign_arithmetic(file, text), unordered_draws(file, text)})
        for (const std::string& problem : list) {
          UNSCOPED_INFO(problem);
          CHECK(problem.empty());
        }
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
