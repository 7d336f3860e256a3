#include "studies/new_study.h"

#include <fmt/format.h>

#include "agents/parameters.h"
#include "scenarios/schema.h"

namespace mainstay::studies {

using scenarios::Json;

namespace {

// A range that the literature, or whoever set the default, holds for possible.
std::string range_of(const Json& parameter) {
  const Json& plausible = parameter.at("plausible");
  return fmt::format("\"low\": {}, \"high\": {}", plausible[0].dump(), plausible[1].dump());
}

std::string factor_lines(const scenarios::ScenarioSource& source) {
  const Json schema = scenarios::Schema::load("parameters").json();
  const Json& properties = schema.at("properties");
  std::string lines;
  for (const char* name : {"skill_half_life_weeks", "attrition_combat_per_month"}) {
    if (!properties.contains(name) || !properties.at(name).contains("plausible")) continue;
    lines += fmt::format("    // {}\n    {{ \"pointer\": \"/parameters/{}\", {} }},\n",
                         properties.at(name).at("description").get<std::string>(), name, range_of(properties.at(name)));
  }
  const Json& governments = source.document().root().at("governments");
  const std::string country = governments.begin().key();
  lines += fmt::format(
      "    // How far the government shares the aim of lasting capacity\n"
      "    {{ \"pointer\": \"/governments/{}/base_preference\", \"low\": 0.2, \"high\": 0.8 }}\n",
      country);
  return lines;
}

std::string course_names(const Json& root) {
  std::string courses;
  if (root.contains("courses_of_action"))
    for (const auto& [name, course] : root.at("courses_of_action").items())
      courses += fmt::format("{}{}", courses.empty() ? "" : ", ", Json(name).dump());
  return courses;
}

}  // namespace

std::string study_to_start_from(const scenarios::ScenarioSource& source, const std::string& scenario) {
  const Json& root = source.document().root();
  const std::string courses = course_names(root);
  return fmt::format(
      R"(// A study: which runs of a scenario to make. `mainstay schema study` says all that can stand here.
{{
  "format": "mainstay-study/1",
  "title": {title},
  "summary": "What it asks, in a few sentences.",
  "scenario": {scenario},

  // Which courses of action to compare; leave it out for all. The do-nothing twin always runs beside them.
  "courses_of_action": [{courses}],

  // What is varied: JSON pointers into the scenario. "values" or "low" and "high"; see "distribution" and "apply".
  "factors": [
{factors}  ],

  // list, grid, latin_hypercube, sobol, morris (screening) or saltelli (Sobol indices).
  "design": "sobol",
  "samples": 16,

  // The same seeds at every point and for every course of action, so that differences are not luck. With "stop_when",
  // seeds are added until the mean of an outcome is known to that width.
  "seeds": 4,
  // "stop_when": {{ "outcome": "sustained_gain", "width": 0.02, "most_seeds": 100 }},

  // Outcomes beside those that every run has (peak_gain, sustained_gain, retention, ...).
  "outcomes": [
    {{ "name": "control_at_end", "title": "Control at the end", "measure": "control", "scope": "focus", "statistic": "last" }}
  ],

  // What is kept week by week. These are the defaults; add "all_regions" or "measures" if you need them.
  "record": {{ "scopes": ["theatre", "focus", "assisted_countries"], "every_weeks": 4 }}
}}
)",
      fmt::arg("title", Json("A study of " + root.at("title").get<std::string>()).dump()),
      fmt::arg("scenario", Json(scenario).dump()), fmt::arg("courses", courses),
      fmt::arg("factors", factor_lines(source)));
}

std::string study_of_all_parameters(const scenarios::ScenarioSource& source, const std::string& scenario) {
  const Json& root = source.document().root();
  const Json properties = scenarios::Schema::load("parameters").json().at("properties");
  std::string factors;
  std::size_t count = 0, assumed = 0;
  for (const auto& parameter : agents::parameter_names) {
    const Json& described = properties.at(std::string(parameter.name));
    assumed += std::string_view(parameter.source).starts_with("assumption");
    ++count;
    factors +=
        fmt::format("{}    {{ \"pointer\": \"/parameters/{}\", \"title\": {}, {} }}", factors.empty() ? "" : ",\n",
                    parameter.name, described.at("description").dump(), range_of(described));
  }
  return fmt::format(
      R"(// Which of the model's parameters matter? Morris screening of all {count} of them, each over its plausible range; {assumed}
// are assumptions without a source. Made by `mainstay study new {file} --all-parameters`.
//
// A trajectory visits {points} points, so that {samples} of them with {seeds} seeds are {runs} runs of each course of action and of the
// twin: `mainstay study FILE --dry-run` times a few and says what that costs here. More "samples" name more drivers, and
// the report says about how many would; `--shard` shares them among machines. For a first look, fewer courses of action
// and "samples": 4, the least from which a report names a driver.
{{
  "format": "mainstay-study/1",
  "title": {title},
  "summary": "Elementary effects of every parameter of the model, assumptions and all, over its plausible range.",
  "scenario": {scenario},
  "courses_of_action": [{courses}],
  "design": "morris",
  "samples": {samples},
  "levels": 4,
  "seeds": {seeds},
  "record": {{ "measures": ["capacity", "control"], "every_weeks": 26 }},
  "factors": [
{factors}
  ]
}}
)",
      fmt::arg("count", count), fmt::arg("assumed", assumed), fmt::arg("points", count + 1), fmt::arg("samples", 10),
      fmt::arg("seeds", 2), fmt::arg("runs", (count + 1) * 10 * 2), fmt::arg("file", scenario),
      fmt::arg("title", Json("All parameters of " + root.at("title").get<std::string>()).dump()),
      fmt::arg("scenario", Json(scenario).dump()), fmt::arg("courses", course_names(root)),
      fmt::arg("factors", factors));
}

}  // namespace mainstay::studies
