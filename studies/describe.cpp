#include "studies/describe.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "studies/designs.h"
#include "studies/outcomes.h"
#include "studies/sha256.h"

namespace mainstay::studies {

namespace {

using agents::Order;
using OrderedJson = nlohmann::ordered_json;

std::string parameters_of(const agents::Setting& setting) {
  OrderedJson parameters = OrderedJson::array();
  const agents::Parameters defaults;
  for (const auto& name : agents::parameter_names)
    parameters.push_back({{"name", name.name},
                          {"value", setting.parameters.*name.member},
                          {"default", defaults.*name.member},
                          {"low", name.low},
                          {"high", name.high},
                          {"unit", name.unit},
                          {"source", name.source},
                          {"description", name.description}});
  return parameters.dump();
}

std::string factors_of(const Study& study) {
  OrderedJson factors = OrderedJson::array();
  for (const Factor& factor : study.factors) {
    OrderedJson json{{"factor", factor.name}, {"title", factor.title}, {"apply", factor.multiply ? "multiply" : "set"}};
    if (factor.values.empty()) {
      json["low"] = factor.low;
      json["high"] = factor.high;
      json["distribution"] = distribution_names[static_cast<std::size_t>(factor.distribution)];
    } else {
      json["values"] = factor.values;
    }
    factors.push_back(std::move(json));
  }
  return factors.dump();
}

std::string targets_of(const Plan& plan) {
  OrderedJson targets = OrderedJson::object();
  for (const Treatment& treatment : plan.treatments()) {
    OrderedJson regions = OrderedJson::array();
    for (const sim::RegionIndex r : treatment.regions) regions.push_back(plan.base().setting->map.regions[r].id);
    targets[treatment.course] = {{"regions", regions}, {"from_week", treatment.from}, {"until_week", treatment.until}};
  }
  return targets.dump();
}

// Of every course, also of one whose programmes go on beyond the end.
std::string assisted_of(const Plan& plan) {
  OrderedJson assisted = OrderedJson::object();
  for (const auto& course : plan.base().courses) {
    std::vector<std::string> regions;
    for (const Order& order : course.orders)
      if (order.verb == agents::Verb::open_programme)
        for (const sim::RegionIndex r : order.targets.regions)
          regions.push_back(plan.base().setting->map.regions[r].id);
    std::sort(regions.begin(), regions.end());
    regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
    assisted[course.name] = regions;
  }
  return assisted.dump();
}

std::vector<MeasureInfo> measure_infos() {
  std::vector<MeasureInfo> measures;
  for (const auto& m : agents::measure_descriptions)
    measures.push_back({std::string(m.id), std::string(m.title), std::string(m.unit),
                        m.aggregate == agents::Aggregate::sum ? "sum" : "mean", std::string(m.better), m.decimals});
  for (const char* id : {"capacity", "control", "incidents", "grievance", "trust"})
    for (const MeasureInfo& m : std::vector<MeasureInfo>(measures))
      if (m.measure == id)
        measures.push_back(
            {"assessed_" + m.measure, m.title + ", as assessed", m.unit, m.aggregate, m.better, m.decimals});
  return measures;
}

std::vector<ScopeInfo> scope_infos(const agents::Setting& setting, const Focus& focus) {
  std::vector<ScopeInfo> scopes;
  double people = 0, focus_people = 0;
  for (const sim::Region& region : setting.map.regions) {
    scopes.push_back({region.id, "region", region.name,
                      region.country == sim::none ? "" : setting.map.countries[region.country].id, region.population});
    people += region.population;
  }
  for (const sim::Country& country : setting.map.countries) {
    double inhabitants = 0;
    for (const sim::Region& region : setting.map.regions)
      if (region.country != sim::none && &setting.map.countries[region.country] == &country)
        inhabitants += region.population;
    scopes.push_back({country.id, "country", country.name, country.id, inhabitants});
  }
  for (const sim::RegionIndex r : focus.regions) focus_people += setting.map.regions[r].population;
  scopes.push_back({"theatre", "theatre", "All regions", "", people});
  scopes.push_back({"focus", "focus", focus.title, "", focus_people});
  return scopes;
}

void describe_courses(const Plan& plan, ResultsStore& store) {
  std::vector<CourseInfo> courses;
  std::vector<CourseMark> marks;
  for (const auto& course : plan.base().courses) {
    if (std::find(plan.courses().begin(), plan.courses().end(), course.name) == plan.courses().end()) continue;
    courses.push_back({course.name, course.title == course.name ? "" : course.title, course.summary,
                       static_cast<int>(courses.size())});
    for (const Order& order : course.orders) {
      if (order.verb != agents::Verb::open_programme) continue;
      const auto [starts, ends, over] = planned_programme(order, plan.base().setting->parameters);
      marks.push_back({course.name, starts, ends, order.surge ? "surge" : "programme"});
      if (over > ends) marks.push_back({course.name, ends, over, "handover"});
    }
  }
  store.describe(courses);
  store.describe(marks);
}

}  // namespace

void describe(const Plan& plan, const Origin& origin, ResultsStore& store) {
  const scenarios::Scenario& scenario = plan.base();
  const Study& study = plan.study();
  const auto set = [&](const char* key, const std::string& value) { store.set_provenance(key, value); };
  set("version", origin.version);
  set("commit", origin.commit);
  set("compiler", origin.compiler);
  set("command_line", origin.command_line);
  set("started", origin.started);
  set("scenario", scenario.text);
  set("scenario_title", scenario.title);
  set("scenario_summary", scenario.summary);
  set("scenario_sha256", sha256_hex(scenario.text));
  set("study", study.text);
  set("study_title", study.title);
  set("study_summary", study.summary);
  set("design", std::string(design_names[static_cast<std::size_t>(study.design)]));
  set("factors", factors_of(study));
  set("start_date", scenario.setting->start_date);
  set("weeks", std::to_string(plan.weeks()));
  set("seeds", std::to_string(study.seeds));
  set("map_geojson", scenario.map_text);
  set("catalogues", scenario.catalogues_text);
  set("catalogues_sha256", sha256_hex(scenario.catalogues_text));
  set("focus_title", plan.focus().title);
  set("focus_regions", plan.focus().names);
  set("programme_targets", targets_of(plan));
  set("assisted_regions", assisted_of(plan));
  set("parameters", parameters_of(*scenario.setting));
  store.describe(measure_infos());
  store.describe(run_outcomes());
  store.describe(outcome_infos(study.outcomes));
  store.describe(scope_infos(*scenario.setting, plan.focus()));
  describe_courses(plan, store);
  store.write_dictionary();
}

}  // namespace mainstay::studies
