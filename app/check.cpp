#include "app/check.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "app/version.h"
#include "scenarios/map_file.h"
#include "scenarios/nearest.h"
#include "scenarios/terminal.h"
#include "scenarios/warnings.h"
#include "scenarios/wording.h"
#include "sessions/session_file.h"
#include "studies/report_text.h"
#include "studies/study_file.h"
#include "viz/foreign_texts.h"

namespace mainstay::app {
namespace {

using scenarios::Document;
using scenarios::Problem;

struct Format {
  const char* name;
  std::vector<Problem> (*check)(const Document&);  // the warnings; throws InvalidInput with the problems
};

void append(std::vector<Problem>& warnings, const std::vector<Problem>& more) {
  warnings.insert(warnings.end(), more.begin(), more.end());
}

// Of a scenario: what would do nothing, and what the window could not show.
std::vector<Problem> warn_of(const scenarios::ScenarioSource& source) {
  auto warnings = scenarios::warn_of_scenario(source);
  append(warnings, viz::warn_of_foreign_texts(source.document(), source.map_text(), source.catalogues_text()));
  return warnings;
}

// One line a format: what stands under "format" in the file, and who checks it.
const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {"mainstay-scenario/1",
       [](const Document& document) { return warn_of(scenarios::ScenarioSource::read(document)); }},
      {"mainstay-study/1",
       [](const Document& document) {
         const auto source = studies::load_study(document).source;
         auto warnings = studies::warn_of_study(document);
         append(warnings, warn_of(source));
         return warnings;
       }},
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
    if (wanted == format.name || scenarios::is_newer_format(wanted, format.name)) return format.check(document);
  }
  return {document.problem(
      "/format", fmt::format("unknown format \"{}\"; {}", wanted, scenarios::suggest(wanted, names, "formats")))};
}

// GeoJSON has its own way to say what a file is.
bool is_map(const scenarios::Json& root) {
  return root.is_object() &&
         (root.contains("mainstay_map") || root.value("type", scenarios::Json()) == "FeatureCollection");
}

std::vector<Problem> check_map(const Document& document) {
  std::vector<Problem> problems;
  for (const std::string& text : sim::find_shape_problems(scenarios::parse_map(document.text(), document.file())))
    problems.push_back(document.problem("", text));
  append(problems, viz::warn_of_foreign_texts(document, viz::foreign_texts(document.root())));
  return problems;
}

// Its scenario, branches and orders, but no week: `session replay --verify` simulates them.
std::vector<Problem> check_session(const std::filesystem::path& file) {
  const auto saved = sessions::read_session(file);
  const auto session = sessions::restore(saved);
  if (saved.program != program_name())
    scenarios::say(
        "{}: its weeks were recorded by Mainstay {}; this is Mainstay {}. `session replay --verify` compares.\n",
        file.string(), saved.program, program_name());
  const Document scenario = Document::parse(file.string(), session->scenario().text);
  auto warnings = viz::warn_of_foreign_texts(scenario, viz::foreign_texts_of(*session));
  for (Problem& warning : warnings) warning.line = warning.column = 0;  // its scenario has lines, the session has not
  return warnings;
}

int check(const std::vector<std::string>& files) {
  std::size_t problems = 0, warnings = 0, bad_files = 0;
  for (const auto& file : files) {
    const auto found = check_file(file);
    for (const auto& problem : found) scenarios::print("{}\n", problem.text());
    const auto warned = static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(), [](const Problem& problem) { return problem.warning; }));
    warnings += warned;
    problems += found.size() - warned;
    bad_files += found.size() == warned ? 0 : 1;
  }
  std::fflush(stdout);
  using studies::plural;
  if (problems == 0) {
    scenarios::say("{} checked: no problems{}\n", plural(files.size(), "file"),
                   warnings > 0 ? fmt::format(", {}", plural(warnings, "warning")) : "");
    return 0;
  }
  scenarios::say("{} in {} of {}\n", plural(problems, "problem"), bad_files, plural(files.size(), "file"));
  return 2;
}

}  // namespace

std::vector<Problem> check_file(const std::filesystem::path& file) {
  try {
    // A database that calls itself JSON is a mistake of another kind.
    if (std::filesystem::path(file).extension() != ".json" && sessions::is_session(file)) return check_session(file);
    const Document document = Document::read(file);
    return is_map(document.root()) ? check_map(document) : check_document(document);
  } catch (const scenarios::InvalidInput& invalid) {
    return invalid.problems();
  }
}

void add_check(CLI::App& program, int& status) {
  auto* command = program.add_subcommand("check", "Say everything that is wrong with files before anything runs");
  command->footer(
      "Prints one problem a line: FILE:LINE:COLUMN: error: /json/pointer: what is wrong; what is allowed.\n"
      "A line with \"warning\" says what is allowed, but probably not meant. Ends with 0 if there is no error, 2 if "
      "there is.\n\n"
      "Example:\n  mainstay check scenarios/*.json studies/*.json assets/maps/*.geojson game.mainstay");
  auto files = std::make_shared<std::vector<std::string>>();
  command->add_option("FILE", *files, "Scenarios, studies, maps and sessions")->required();
  command->callback([files, &status] { status = check(*files); });
}

}  // namespace mainstay::app
