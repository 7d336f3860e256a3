#include "app/check.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "scenarios/checks.h"
#include "scenarios/nearest.h"
#include "studies/study_file.h"

namespace mainstay::app {
namespace {

using scenarios::Document;
using scenarios::Problem;

struct Format {
  const char* name;
  std::vector<Problem> (*check)(const Document&);
};

// One line a format: what stands under "format" in the file, and who checks it.
const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {"mainstay-scenario/1", [](const Document& document) { return scenarios::check_scenario(document); }},
      {"mainstay-study/1", [](const Document& document) { return studies::check_study(document); }},
  };
  return all;
}

std::vector<Problem> check_document(const Document& document) {
  std::vector<std::string> names;
  for (const auto& format : formats()) names.push_back(format.name);
  const auto& root = document.root();
  if (!root.is_object()) return {document.problem("", "a file of Mainstay is an object { } with a \"format\" key")};
  if (!root.contains("format"))
    return {document.problem("", "the key \"format\" is missing; " + scenarios::suggest("", names, "formats"))};
  if (!root["format"].is_string())
    return {document.problem("/format", "the format is a text in quotes; " + scenarios::suggest("", names, "formats"))};
  const auto wanted = root["format"].get<std::string>();
  for (const auto& format : formats()) {
    if (wanted == format.name) return format.check(document);
  }
  return {document.problem(
      "/format", fmt::format("unknown format \"{}\"; {}", wanted, scenarios::suggest(wanted, names, "formats")))};
}

int check(const std::vector<std::string>& files) {
  std::size_t problems = 0, bad_files = 0;
  for (const auto& file : files) {
    const auto found = check_file(file);
    for (const auto& problem : found) fmt::print("{}\n", problem.text());
    problems += found.size();
    bad_files += found.empty() ? 0 : 1;
  }
  std::fflush(stdout);
  const auto count = [](std::size_t number, const char* what) {
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
  };
  if (problems == 0) {
    fmt::print(stderr, "{} checked: no problems\n", count(files.size(), "file"));
    return 0;
  }
  fmt::print(stderr, "{} in {} of {}\n", count(problems, "problem"), bad_files, count(files.size(), "file"));
  return 2;
}

}  // namespace

std::vector<Problem> check_file(const std::filesystem::path& file) {
  try {
    return check_document(Document::read(file));
  } catch (const scenarios::InvalidInput& invalid) {
    return invalid.problems();
  }
}

void add_check(CLI::App& program, int& status) {
  auto* command = program.add_subcommand("check", "Says everything that is wrong with files before anything runs");
  command->footer(
      "Prints one problem a line: FILE:LINE:COLUMN: error: /json/pointer: what is wrong; what is allowed.\n"
      "Ends with 0 if all files are good, 2 if not.\n\n"
      "Example: mainstay check scenarios/*.json studies/*.json");
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "Scenario or study files")->required();
  command->callback([files, &status] { status = check(*files); });
}

}  // namespace mainstay::app
