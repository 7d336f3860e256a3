// Every tests/broken/NAME.json (or none, for a missing file) has a NAME.expected: the lines that `mainstay check`
// prints for it, each without the file's name, and cut off where the wording does not matter.
#include <algorithm>
#include <cstdio>

#include "app/check.h"
#include "tests/catch.h"
#include "tests/paths.h"
#include "tests/scenarios/fixture_assets.h"

using mainstay::tests::contents;
using mainstay::tests::FixtureAssets;
using mainstay::tests::source_folder;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::vector<std::filesystem::path> broken_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder / "tests/broken")) {
    if (entry.path().extension() == ".expected")
      files.push_back(std::filesystem::path(entry.path()).replace_extension(".json"));
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Output {
  std::string text;
  int status;
};

Output run_check(const std::string& arguments) {
  const std::string command = mainstay::tests::program_file() + " check " + arguments + " 2>/dev/null";
  Output output;
  FILE* pipe = popen(command.c_str(), "r");
  for (char block[4096]; const auto size = std::fread(block, 1, sizeof block, pipe);) output.text.append(block, size);
  const int status = pclose(pipe);
  output.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return output;
}

}  // namespace

TEST_CASE("every broken file is answered with every problem, its place and what is allowed") {
  const FixtureAssets assets;
  const auto files = broken_files();
  REQUIRE(files.size() >= 45);
  for (const auto& file : files) {
    const auto expected = lines_of(contents(std::filesystem::path(file).replace_extension(".expected")));
    std::vector<std::string> found;
    for (const auto& problem : mainstay::app::check_file(file))
      found.push_back(problem.text().substr(file.string().size() + 1));
    INFO(file);
    CHECK(found.size() == expected.size());
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
      INFO("found    " << found[i] << "\nexpected " << expected[i]);
      CHECK(found[i].substr(0, expected[i].size()) == expected[i]);
    }
  }
}

TEST_CASE("every broken file of the folder has its expected lines") {
  for (const auto& entry : std::filesystem::directory_iterator(source_folder / "tests/broken")) {
    if (entry.path().extension() != ".json" || entry.path().stem() == "valid") continue;
    INFO(entry.path());
    CHECK(std::filesystem::exists(std::filesystem::path(entry.path()).replace_extension(".expected")));
  }
}

TEST_CASE("mainstay check prints the problems of all files, one a line, and ends with 2") {
  const FixtureAssets assets;
  std::string arguments, expected;
  for (const auto& file : broken_files()) {
    arguments += ' ';
    arguments += file.string();
    for (const auto& problem : mainstay::app::check_file(file)) expected += problem.text() + "\n";
  }
  const auto output = run_check(arguments);
  CHECK(output.text == expected);
  CHECK(output.status == 2);
}

TEST_CASE("mainstay check prints nothing for good files and ends with 0") {
  const auto output = run_check((source_folder / "scenarios/smallest.json").string() + " " +
                                (source_folder / "studies/quick.json").string());
  CHECK(output.text.empty());
  CHECK(output.status == 0);
}

TEST_CASE("mainstay check without a file is wrong usage") {
  CHECK(run_check("").status == 2);
}
