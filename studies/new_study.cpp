#include "studies/new_study.h"

#include <fmt/format.h>

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

}  // namespace

std::string study_to_start_from(const scenarios::ScenarioSource& source, const std::string& scenario) {
  const Json& root = source.document().root();
  std::string courses;
  if (root.contains("courses_of_action"))
    for (const auto& [name, course] : root.at("courses_of_action").items())
      courses += fmt::format("{}{}", courses.empty() ? "" : ", ", Json(name).dump());
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

}  // namespace mainstay::studies
