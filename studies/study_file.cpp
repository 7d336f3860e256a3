#include "studies/study_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace mainstay::studies {

using scenarios::Document;
using scenarios::Json;
using scenarios::Problem;

namespace {

template <class Enumeration, std::size_t count>
Enumeration choice(const Json& object, const char* key, const std::array<std::string_view, count>& names) {
  const std::string name = object.value(key, std::string(names[0]));
  return static_cast<Enumeration>(std::find(names.begin(), names.end(), name) - names.begin());
}

std::vector<std::string> texts(const Json& object, const char* key) {
  return object.value(key, std::vector<std::string>());
}

Factor read_factor(const Json& json) {
  Factor factor;
  factor.name = json.at("pointer");
  factor.pointers = texts(json, "also");
  factor.pointers.insert(factor.pointers.begin(), factor.name);
  factor.title = json.value("title", "");
  factor.multiply = json.value("apply", "set") == "multiply";
  if (json.contains("values"))
    for (const Json& value : json.at("values")) factor.values.push_back(value);
  factor.distribution = choice<Distribution>(json, "distribution", distribution_names);
  factor.low = json.value("low", 0.0);
  factor.high = json.value("high", 1.0);
  factor.mode = json.value("mode", (factor.low + factor.high) / 2);
  factor.mean = json.value("mean", (factor.low + factor.high) / 2);
  factor.standard_deviation = json.value("standard_deviation", 1.0);
  return factor;
}

MeasureOutcome read_outcome(const Json& json) {
  MeasureOutcome outcome;
  outcome.name = json.at("name");
  outcome.title = json.value("title", outcome.name);
  outcome.measure = json.at("measure");
  outcome.scope = json.at("scope");
  outcome.statistic = choice<Statistic>(json, "statistic", statistic_names);
  outcome.from_week = json.value("from_week", 0u);
  outcome.until_week = json.value("until_week", std::numeric_limits<std::uint32_t>::max());
  outcome.against_twin = json.value("against_twin", true);
  return outcome;
}

StopWhen read_stop(const Json& json) {
  StopWhen stop;
  stop.outcome = json.at("outcome");
  stop.width = json.at("width");
  stop.confidence = json.value("confidence", stop.confidence);
  stop.most_seeds = json.value("most_seeds", stop.most_seeds);
  stop.step = json.value("step", stop.step);
  return stop;
}

}  // namespace

std::uint32_t most_seeds(const Study& study) {
  return study.stop_when.outcome.empty() ? study.seeds : std::max(study.seeds, study.stop_when.most_seeds);
}

Study read_study(const Document& document) {
  const Json& root = document.root();
  Study study;
  study.file = document.file();
  study.text = document.text();
  study.title = root.value("title", "");
  study.summary = root.value("summary", "");
  study.weeks = root.value("weeks", 0u);
  study.courses = texts(root, "courses_of_action");
  if (root.contains("factors"))
    for (const Json& factor : root.at("factors")) study.factors.push_back(read_factor(factor));
  study.design = choice<Design>(root, "design", design_names);
  study.samples = root.value("samples", std::uint64_t{0});
  study.levels = root.value("levels", study.levels);
  study.second_order = root.value("second_order", false);
  study.design_seed = root.value("design_seed", study.design_seed);
  study.seeds = root.value("seeds", study.seeds);
  study.first_seed = root.value("first_seed", study.first_seed);
  if (root.contains("outcomes"))
    for (const Json& outcome : root.at("outcomes")) study.outcomes.push_back(read_outcome(outcome));
  if (root.contains("stop_when")) study.stop_when = read_stop(root.at("stop_when"));
  if (root.contains("record")) {
    study.record.measures = texts(root.at("record"), "measures");
    study.record.scopes = texts(root.at("record"), "scopes");
    study.record.every_weeks = root.at("record").value("every_weeks", study.record.every_weeks);
  }
  return study;
}

std::filesystem::path scenario_of_study(const Document& document) {
  const auto found = document.root().is_object() ? document.root().find("scenario") : document.root().end();
  if (found == document.root().end() || !found->is_string()) return {};
  const std::filesystem::path named = found->get<std::string>();
  if (named.native().find('\0') != std::string::npos)
    throw scenarios::InvalidInput({document.problem("/scenario", "a name of a file holds no NUL character")});
  const auto beside = std::filesystem::path(document.file()).parent_path() / named;
  std::error_code error;
  if (std::filesystem::is_regular_file(beside, error)) return beside.lexically_normal();
  if (std::filesystem::is_regular_file(named, error)) return named;
  throw scenarios::InvalidInput({document.problem(
      "/scenario",
      fmt::format("there is no scenario \"{}\" beside the study or in the working directory; name the file "
                  "relative to the study, such as ../scenarios/sahel.json",
                  named.string()))});
}

LoadedStudy load_study(const std::filesystem::path& file) {
  return load_study(Document::read(file));
}

LoadedStudy load_study(const Document& document) {
  std::optional<scenarios::ScenarioSource> source;
  if (const auto problems = check_study(document, source); !problems.empty()) throw scenarios::InvalidInput(problems);
  Study study = read_study(document);
  // A longer run is the same scenario with more weeks.
  if (study.weeks > source->document().root().at("weeks").get<std::uint32_t>())
    source = scenarios::ScenarioSource::read(scenario_of_study(document), {{"/weeks", std::to_string(study.weeks)}});
  return {std::move(study), std::move(*source)};
}

}  // namespace mainstay::studies
