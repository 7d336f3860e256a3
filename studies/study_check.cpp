// Everything that can be said against a study before its first run.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "agents/measures.h"
#include "scenarios/nearest.h"
#include "scenarios/schema.h"
#include "scenarios/wording.h"
#include "studies/evaluation_lab.h"
#include "studies/outcomes.h"
#include "studies/pattern_check.h"
#include "studies/study_file.h"

namespace mainstay::studies {

using scenarios::child;
using scenarios::Document;
using scenarios::Json;
using scenarios::Problem;
using scenarios::ScenarioSource;

namespace {

using Problems = std::vector<Problem>;

scenarios::Names names_for_study(const ScenarioSource& source) {
  scenarios::Names names = source.names();
  auto& measures = names["measures"];
  measures.clear();
  for (const auto& description : agents::measure_descriptions) measures.emplace_back(description.id);
  names["focus"] = {"focus"};
  names["all"] = {"all"};
  names["scope_groups"] = {"assisted_countries", "all_countries", "all_regions"};
  for (const OutcomeInfo& outcome : run_outcomes()) names["run_outcomes"].push_back(outcome.outcome);
  names["twin"] = {"twin"};
  names["evaluation_methods"] = {evaluation_methods.begin(), evaluation_methods.end()};
  names["evaluated_measures"] = {evaluated_measures.begin(), evaluated_measures.end()};
  auto& courses = names["courses_of_action"];
  const Json& root = source.document().root();
  if (root.contains("courses_of_action"))
    for (const auto& [name, course] : root.at("courses_of_action").items()) courses.push_back(name);
  return names;
}

// Where the scenario has nothing at a pointer: what is wrong with it, or nothing if its last key may be added.
std::optional<std::string> not_in_scenario(const std::string& pointer, const Json& scenario) {
  const Json::json_pointer whole(pointer);
  std::vector<std::string> tokens;
  for (auto at = whole; !at.empty(); at.pop_back()) tokens.insert(tokens.begin(), at.back());
  const Json* value = &scenario;
  std::string walked;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string& token = tokens[i];
    const bool last = i + 1 == tokens.size();
    if (value->is_object()) {
      if (value->contains(token)) {
        value = &value->at(token);
      } else {
        if (last || (i == 0 && token == "parameters")) return {};  // the scenario's own check knows the keys
        std::vector<std::string> keys;
        for (const auto& [key, inner] : value->items()) keys.push_back(key);
        return fmt::format("the scenario has no \"{}\"{}; {}", token,
                           walked.empty() ? "" : fmt::format(" in \"{}\"", walked),
                           scenarios::suggest(token, keys, "there are"));
      }
    } else if (value->is_array()) {
      const bool number = !token.empty() && token.find_first_not_of("0123456789") == token.npos && token.size() < 10;
      if (!number || std::stoul(token) >= value->size())
        return fmt::format("\"{}\" is a list of {} entries in the scenario, counted from 0; \"{}\" is none of them",
                           walked, value->size(), token);
      value = &value->at(std::stoul(token));
    } else {
      return fmt::format("\"{}\" is {} in the scenario; nothing is inside it", walked, scenarios::in_words(*value));
    }
    walked = child(walked, token);
  }
  return {};
}

bool holds_numbers(const Json& value) {
  if (value.is_number()) return true;
  return value.is_structured() && std::any_of(value.begin(), value.end(), holds_numbers);
}

class StudyCheck {
 public:
  StudyCheck(const Document& document, const ScenarioSource& source)
      : document_(document), source_(source), scenario_(source.document().root()) {}

  Problems problems(const Study& study) {
    check_design(study);
    check_weeks(study);
    if (const auto pattern = pattern_of(study.text))
      for (std::size_t i = 0; i < pattern->checks.size(); ++i)
        check_pattern_check(study, pattern->checks[i], child("/pattern/checks", i));
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
      check_range(study, f);
      check_places(study.factors[f], f);
    }
    if (problems_.empty()) check_values(study);
    return std::move(problems_);
  }

 private:
  void report(const std::string& pointer, std::string message) {
    problems_.push_back(document_.problem(pointer, std::move(message)));
  }

  void check_design(const Study& study) {
    const std::string design(design_names[static_cast<std::size_t>(study.design)]);
    const bool sampled = study.design != Design::list && study.design != Design::grid;
    if (study.factors.empty() && study.design != Design::list)
      report("/design", fmt::format("\"{}\" has nothing to vary; give \"factors\", or take the design \"list\" for the "
                                    "scenario as it is",
                                    design));
    if (sampled && study.samples == 0)
      report("/design", fmt::format("the key \"samples\" is missing; \"{}\" needs to know how many", design));
    if (!sampled && study.samples > 0)
      report("/samples",
             fmt::format("\"{}\" takes its points from the factors' values; leave \"samples\" out, or choose "
                         "latin_hypercube or sobol",
                         design));
    if (study.design == Design::morris && study.levels % 2 != 0)
      report("/levels", fmt::format("{} is odd; the design \"morris\" needs an even number of levels", study.levels));
    if (study.stop_when.outcome.empty() || study.stop_when.most_seeds >= study.seeds) return;
    report("/stop_when/most_seeds",
           fmt::format("{} is less than \"seeds\", {}", study.stop_when.most_seeds, study.seeds));
  }

  void check_weeks(const Study& study) {
    const auto weeks = scenario_.at("weeks").get<std::uint32_t>();
    const std::uint32_t run = study.weeks > 0 ? study.weeks : weeks;
    for (std::size_t i = 0; i < study.outcomes.size(); ++i) {
      const MeasureOutcome& outcome = study.outcomes[i];
      if (outcome.from_week < run && outcome.from_week <= outcome.until_week) continue;
      report(child("/outcomes", i) + "/from_week",
             fmt::format("no week is left from week {} to {}; a run has the weeks 0 to {}", outcome.from_week,
                         std::min(outcome.until_week, run - 1), run - 1));
    }
  }

  // What a statistic cannot do without. The schema has looked after names; here they are held against this study.
  void check_pattern_check(const Study& study, const PatternCheck& check, const std::string& at) {
    using enum PatternStatistic;
    const auto is_one_of = [&](std::initializer_list<PatternStatistic> some) {
      return std::find(some.begin(), some.end(), check.statistic) != some.end();
    };
    const std::string name(pattern_statistic_names[static_cast<std::size_t>(check.statistic)]);
    const auto require = [&](bool there, const char* key, const char* what) {
      if (!there) report(at, fmt::format("the key \"{}\" is missing; \"{}\" needs {}", key, name, what));
    };
    const bool evaluation = is_one_of({overstatement, error_ratio});
    require(!is_one_of({spearman, marginal_ratio, change}) || !check.factor.empty(), "factor", "what varies");
    require(!is_one_of({difference, ratio, per_ratio, error_ratio}) || !check.than.empty(), "than",
            "what it is compared with");
    require(!is_one_of({per, per_ratio}) || !check.per.empty(), "per", "an outcome to divide by");
    require(!is_one_of({share_above}) || check.threshold, "threshold", "to know from where a run counts");
    require(!evaluation || !check.method.empty(), "method", "a method of evaluation");
    if (check.statistic == half_gone_weeks && check.course == "twin")
      report(at + "/course_of_action", "the twin gains nothing that could be half gone");
    check_compared(study, check, at, evaluation);
    check_points(study, check, at);
    if (const auto low = check.at_least ? check.at_least : check.above,
        high = check.at_most ? check.at_most : check.below;
        low && high && *low > *high)
      report(at, fmt::format("nothing is above {:g} and below {:g}", *low, *high));
  }

  void check_compared(const Study& study, const PatternCheck& check, const std::string& at, bool evaluation) {
    const auto runs = [&](const std::string& course) {
      return course == "twin" || study.courses.empty() ||
             std::find(study.courses.begin(), study.courses.end(), course) != study.courses.end();
    };
    const auto is_method = [](const std::string& name) {
      return std::find(evaluation_methods.begin(), evaluation_methods.end(), name) != evaluation_methods.end();
    };
    if (!runs(check.course))
      report(at + "/course_of_action",
             fmt::format("\"{}\" is not among this study's \"courses_of_action\"", check.course));
    for (std::size_t i = 0; i < check.than.size(); ++i)
      if (evaluation != is_method(check.than[i]))
        report(child(at + "/than", i), fmt::format("\"{}\" is {}", check.than[i],
                                                   evaluation ? "no method of evaluation" : "no course of action"));
      else if (!evaluation && !runs(check.than[i]))
        report(child(at + "/than", i),
               fmt::format("\"{}\" is not among this study's \"courses_of_action\"", check.than[i]));
    const bool is_measure =
        std::find(evaluated_measures.begin(), evaluated_measures.end(), check.outcome) != evaluated_measures.end();
    if (evaluation && !is_measure)
      report(at + "/outcome", fmt::format("\"{}\" is not evaluated; capacity and incidents are", check.outcome));
    const bool asked = std::any_of(study.outcomes.begin(), study.outcomes.end(),
                                   [&](const MeasureOutcome& outcome) { return outcome.name == check.outcome; });
    if (!evaluation && !asked && check.outcome == "capacity")
      report(at + "/outcome", "\"capacity\" is a measure, no outcome; sustained_gain is its gain at the end");
  }

  void check_points(const Study& study, const PatternCheck& check, const std::string& at) {
    const auto factor_of = [&](const std::string& name) {
      return std::find_if(study.factors.begin(), study.factors.end(), [&](const Factor& f) { return f.name == name; });
    };
    if (const auto factor = factor_of(check.factor); factor != study.factors.end() && !factor->values.empty()) {
      std::set<double> values;
      for (const Json& value : factor->values)
        if (value.is_number()) values.insert(value.get<double>());
      const std::size_t least = check.statistic == PatternStatistic::marginal_ratio ? 3 : 2;
      if (values.size() < least)
        report(at + "/factor",
               fmt::format("it has {} different numbers; at least {} are needed", values.size(), least));
    }
    for (const auto& [name, wanted] : check.where) {
      const auto factor = factor_of(name);
      if (factor == study.factors.end())
        report(at + "/where", fmt::format("\"{}\" is no factor of this study", name));
      else if (std::none_of(factor->values.begin(), factor->values.end(), [&, value = wanted](const Json& known) {
                 return known.is_number() &&
                        std::fabs(known.get<double>() - value) < 1e-9 * std::max(1.0, std::fabs(value));
               }))
        report(at + "/where", fmt::format("\"{}\" is never {:g}", name, wanted));
    }
  }

  void check_range(const Study& study, std::size_t index) {
    const Factor& factor = study.factors[index];
    const std::string pointer = child("/factors", index);
    if (!factor.values.empty()) {
      if (study.design == Design::list && factor.values.size() != study.factors[0].values.size())
        report(pointer + "/values",
               fmt::format("{} values, but the first factor has {}; a list takes the first value of every factor, then "
                           "the second, so all need as many",
                           factor.values.size(), study.factors[0].values.size()));
      const bool numbers =
          std::all_of(factor.values.begin(), factor.values.end(), [](const Json& value) { return value.is_number(); });
      if (factor.multiply && !numbers) report(pointer + "/values", "to multiply with, all values must be numbers");
      if (std::any_of(factor.values.begin(), factor.values.end(), [](const Json& v) { return v.is_structured(); }))
        report(pointer + "/values", "a value is a number, a text, true or false; found a list or an object");
      return;
    }
    if (study.design == Design::list)
      report(pointer, "a list needs \"values\"; with \"low\" and \"high\", choose another design");
    if (!(factor.low < factor.high))
      report(pointer + "/high",
             fmt::format("{} is not above \"low\", {}", scenarios::plain(factor.high), scenarios::plain(factor.low)));
    if (factor.distribution == Distribution::log_uniform && factor.low <= 0)
      report(pointer + "/low", "log_uniform needs a range above 0");
    constexpr double most_exact = 9007199254740992;  // whole numbers beyond it have gaps
    const double size = std::max(std::fabs(factor.low), std::fabs(factor.high));
    if (!std::isfinite(factor.high - factor.low) || (factor.distribution == Distribution::integer && size > most_exact))
      report(pointer + "/high", "the range is wider than numbers can divide; name one that the scenario allows");
    if (factor.distribution == Distribution::integer &&
        (factor.low != std::floor(factor.low) || factor.high != std::floor(factor.high)))
      report(pointer + "/low", "the distribution \"integer\" needs whole numbers as \"low\" and \"high\"");
    if (factor.mode < factor.low || factor.mode > factor.high)
      report(pointer + "/mode", "the mode must lie between \"low\" and \"high\"");
    const bool has_sd = document_.root().at("factors")[index].contains("standard_deviation");
    if (factor.distribution == Distribution::normal && !has_sd)
      report(pointer, "the key \"standard_deviation\" is missing: the distribution \"normal\" needs it");
  }

  void check_places(const Factor& factor, std::size_t index) {
    // What every run of a study has in common, so that runs can be compared week by week and place by place.
    static const std::vector<std::string> fixed = {"$schema",   "format", "title", "summary", "sources",
                                                   "map",       "start",  "weeks", "seats",   "persons_per_resident",
                                                   "objectives"};
    for (std::size_t p = 0; p < factor.pointers.size(); ++p) {
      const std::string& pointer = factor.pointers[p];
      const std::string at =
          p == 0 ? child("/factors", index) + "/pointer" : child(child("/factors", index) + "/also", p - 1);
      const std::string first = pointer.substr(1, pointer.find('/', 1) - 1);
      if (std::find(fixed.begin(), fixed.end(), first) != fixed.end()) {
        report(at, fmt::format("\"/{}\" is the same in all runs of a study; make a scenario of its own for it", first));
        continue;
      }
      try {
        if (const auto problem = not_in_scenario(pointer, scenario_)) {
          report(at, *problem);
        } else if (factor.multiply && (!scenario_.contains(Json::json_pointer(pointer)) ||
                                       !holds_numbers(scenario_.at(Json::json_pointer(pointer))))) {
          report(at, "there is no number here in the scenario that could be multiplied");
        }
      } catch (const Json::exception&) {
        report(at, "this is no JSON pointer; '~' in a name is written ~0, and '/' is written ~1");
      }
    }
  }

  // The scenario with one value of a factor: what its check says.
  Problems with(const Factor& factor, const Json& value) const {
    Json changed = scenario_;
    factor.apply(value, changed);
    return source_.check(source_.document().file(), std::move(changed));
  }

  // Of many values those that tell of all others: what a scenario allows has a lower and an upper end, or is whole.
  static std::vector<Json> telling_of(const std::vector<Json>& values) {
    std::optional<std::size_t> ends[2][2];  // places of the smallest and the largest: of whole numbers, and of others
    std::set<std::string> seen;
    std::set<std::size_t> telling;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!values[i].is_number()) {
        if (seen.insert(values[i].dump()).second) telling.insert(i);
        continue;
      }
      const auto number = [&](std::size_t at) { return values[at].get<double>(); };
      auto& [smallest, largest] = ends[number(i) == std::floor(number(i))];
      if (!smallest || number(i) < number(*smallest)) smallest = i;
      if (!largest || number(i) > number(*largest)) largest = i;
    }
    for (const auto& pair : ends)
      for (const auto& end : pair)
        if (end) telling.insert(*end);
    std::vector<Json> found;
    for (const std::size_t i : telling) found.push_back(values[i]);
    return found;
  }

  static std::vector<Json> telling_values(const Factor& factor) {
    constexpr std::size_t many = 20;
    if (!factor.values.empty()) return factor.values.size() > many ? telling_of(factor.values) : factor.values;
    const auto whole_if_it_is = [](double value) {
      return value == std::floor(value) && std::fabs(value) < 1e15 ? Json(static_cast<std::int64_t>(value))
                                                                   : Json(value);
    };
    return {whole_if_it_is(factor.low), whole_if_it_is(factor.high), factor.value_at(0.3819660112501051)};
  }

  void check_values(const Study& study) {
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
      const Factor& factor = study.factors[f];
      const std::string at = child("/factors", f);
      for (const Json& value : telling_values(factor)) {
        const Problems found = with(factor, value);
        if (found.empty()) continue;
        const Problem& problem = found.front();
        const bool whole = problem.message.find("a whole number is expected") != std::string::npos;
        report(at + (factor.values.empty() ? "/pointer" : "/values"),
               fmt::format("with the value {} the scenario says at {}: {}{}", value.dump(), problem.pointer,
                           problem.message,
                           whole && factor.values.empty() ? "; give the factor \"distribution\": \"integer\"" : ""));
        break;
      }
    }
  }

  const Document& document_;
  const ScenarioSource& source_;
  const Json& scenario_;
  Problems problems_;
};

const scenarios::Schema& study_schema() {
  static const auto schema = scenarios::Schema::load("study");
  return schema;
}

}  // namespace

std::vector<Problem> check_study(const Document& document, std::optional<ScenarioSource>& source) {
  try {
    if (!source) {
      const auto file = scenario_of_study(document);
      if (file.empty()) return study_schema().check(document, {});
      source = ScenarioSource::read(file);
    }
    auto problems = study_schema().check(document, names_for_study(*source));
    if (!problems.empty()) return problems;
    return StudyCheck(document, *source).problems(read_study(document));
  } catch (const scenarios::InvalidInput& invalid) {
    auto problems = study_schema().check(document, {});
    problems.insert(problems.end(), invalid.problems().begin(), invalid.problems().end());
    return problems;
  }
}

std::vector<Problem> check_study_alone(const Document& document) {
  return study_schema().check_values(document);
}

std::vector<Problem> check_study(const Document& document) {
  std::optional<ScenarioSource> source;
  return check_study(document, source);
}

}  // namespace mainstay::studies
