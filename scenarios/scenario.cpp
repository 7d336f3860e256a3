#include "scenarios/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "agents/checked_step.h"
#include "scenarios/build_world.h"
#include "scenarios/checks.h"
#include "scenarios/defaults.h"
#include "scenarios/document.h"
#include "scenarios/map_file.h"
#include "scenarios/names.h"
#include "scenarios/read_orders.h"

namespace mainstay::scenarios {

namespace {

// The value that a pointer means. Keys that are missing are added, for the checks to judge them; entries of lists are
// not. Throws the message of what is wrong.
Json& place_of(Json& root, Json::json_pointer pointer) {
  std::vector<std::string> path;
  for (; !pointer.empty(); pointer.pop_back()) path.insert(path.begin(), pointer.back());
  Json* at = &root;
  for (const std::string& step : path) {
    if (at->is_array()) {
      const bool number =
          !step.empty() && step.size() < 10 && step.find_first_not_of("0123456789") == std::string::npos;
      const std::size_t index = number ? std::stoul(step) : at->size();
      if (index >= at->size())
        throw std::out_of_range(fmt::format("\"{}\" is no entry of a list of {}; the first is 0", step, at->size()));
      at = &(*at)[index];
    } else if (at->is_object() || at->is_null()) {
      at = &(*at)[step];
    } else {
      throw std::out_of_range(
          fmt::format("\"{}\" would lie inside of {}, which is no object and no list", step, at->dump()));
    }
  }
  return *at;
}

Document with_overrides(const Document& document, const std::vector<Override>& overrides) {
  if (overrides.empty()) return document;
  Json root = document.root();
  std::vector<Problem> problems;
  for (const auto& [pointer, value] : overrides) {
    try {
      const Json parsed = Json::parse(value, nullptr, false);
      place_of(root, Json::json_pointer(pointer)) = parsed.is_discarded() ? Json(value) : parsed;
    } catch (const std::out_of_range& wrong) {
      problems.push_back({"--set", 0, 0, pointer, wrong.what()});
    } catch (const nlohmann::json::exception&) {
      problems.push_back(
          {"--set", 0, 0, pointer,
           "this is no place in the scenario; write a JSON pointer such as /governments/MLI/base_preference"});
    }
  }
  if (!problems.empty()) throw InvalidInput(problems);
  return Document::parse(document.file(), root.dump(2));
}

// Where the user wrote what is wrong: in an option, or in the file.
std::vector<Problem> as_written(std::vector<Problem> problems, const Document& file,
                                const std::vector<Override>& overrides) {
  if (overrides.empty()) return problems;
  for (Problem& problem : problems) {
    const auto it = std::find_if(overrides.begin(), overrides.end(), [&](const Override& set) {
      return (problem.pointer + "/").starts_with(set.first + "/");
    });
    problem = it == overrides.end() ? file.problem(problem.pointer, problem.message)
                                    : Problem{"--set", 0, 0, problem.pointer, problem.message};
  }
  return problems;
}

// What fits into the memory of a large machine, some 30 bytes each with what a run keeps beside them.
constexpr double most_residents = 200e6;

// What a scenario without other problems and its map ask for together.
std::vector<Problem> problems_with_map(const Document& document, const sim::RegionalMap& map) {
  double people = 0;
  for (const sim::Region& region : map.regions) people += region.population;
  const double each = document.root().value(
      "persons_per_resident",
      scenario_schema().json().at("properties").at("persons_per_resident").at("default").get<double>());
  if (people / each <= most_residents) return {};
  return {
      document.problem("/persons_per_resident",
                       fmt::format("the {:.0f} people of the map would be {:.0f} residents; at most {:.0f} fit into "
                                   "memory; allowed: at least {:.0f} persons",
                                   people, people / each, most_residents, std::ceil(people / most_residents)))};
}

}  // namespace

Scenario load_scenario(const std::filesystem::path& file, const std::vector<Override>& overrides) {
  return ScenarioSource::read(file, overrides).build();
}

ScenarioSource ScenarioSource::read(const std::filesystem::path& file, const std::vector<Override>& overrides) {
  return read(Document::read(file), overrides);
}

ScenarioSource ScenarioSource::read(const Document& written, const std::vector<Override>& overrides) {
  Document document = with_overrides(written, overrides);
  if (const auto problems = check_scenario(document); !problems.empty())
    throw InvalidInput(as_written(problems, written, overrides));
  const std::filesystem::path map_file = find_map(written.file(), document.root().at("map"));
  auto catalogues = Catalogues::of_program().with_those_of(document);
  return {std::move(document), map_file.string(), Document::read(map_file).text(), std::move(catalogues)};
}

ScenarioSource ScenarioSource::stored(std::string name, std::string text, std::string map_text,
                                      const std::string& catalogues_text) {
  auto document = Document::parse(name, std::move(text));
  auto catalogues = Catalogues::kept(name + " (catalogues)", catalogues_text).with_those_of(document);
  return {std::move(document), name + " (map)", std::move(map_text), std::move(catalogues)};
}

ScenarioSource::ScenarioSource(Document document, std::string map_name, std::string map_text, Catalogues catalogues)
    : document_(std::move(document)),
      map_text_(std::move(map_text)),
      map_(parse_map(map_text_, map_name)),
      catalogues_(std::move(catalogues)),
      catalogue_(catalogues_.read()) {
  names_ = model_names();
  names_.merge(map_names(Document::parse(std::move(map_name), map_text_)));
  names_ = names_with(catalogues_);
}

bool ScenarioSource::has_other_catalogues(const Document& document) const {
  const auto own = [](const Document& of) {
    return of.root().is_object() ? of.root().value("catalogues", Json()) : Json();
  };
  return own(document) != own(document_);
}

Names ScenarioSource::names_with(const Catalogues& catalogues) const {
  Names names = names_;
  for (auto& [list, ids] : catalogues.names()) names[list] = ids;
  return names;
}

// Places in a text are found only if there is something to be said.
std::vector<Problem> ScenarioSource::check(const std::string& name, Json root) const {
  const auto unwritten = Document::unwritten(name, std::move(root));
  if (problems_of(unwritten).empty()) return {};
  return problems_of(Document::parse(name, unwritten.root().dump(2)));
}

Scenario ScenarioSource::build() const {
  return build(document_);
}

Scenario ScenarioSource::build(const std::string& name, const Json& root) const {
  return build(Document::parse(name, root.dump(2)));
}

std::vector<Problem> ScenarioSource::problems_of(const Document& document) const {
  auto problems =
      has_other_catalogues(document) ? problems_with_own_catalogues(document) : check_scenario(document, names_);
  return problems.empty() ? problems_with_map(document, map_) : problems;
}

std::vector<Problem> ScenarioSource::problems_with_own_catalogues(const Document& document) const {
  const Catalogues own = catalogues_.with_those_of(document);
  auto problems = check_scenario(document, names_with(own));
  for (Problem& problem : own.check()) problems.push_back(std::move(problem));
  return problems;
}

Scenario ScenarioSource::build(const Document& document) const {
  const bool changed = has_other_catalogues(document);
  const Catalogues catalogues = changed ? catalogues_.with_those_of(document) : catalogues_;
  if (const auto problems = problems_of(document); !problems.empty()) throw InvalidInput(problems);
  const Json root = with_defaults(document.root());
  Scenario scenario;
  scenario.file = document.file();
  scenario.text = document.text();
  scenario.map_text = map_text_;
  scenario.catalogues_text = catalogues.text();
  scenario.title = root.at("title");
  scenario.summary = root.value("summary", "");
  const auto setting =
      std::make_shared<agents::Setting>(make_setting(root, map_, changed ? catalogues.read() : catalogue_));
  scenario.setting = setting;
  scenario.start = make_world(root, setting);
  setting->triggers = read_triggers(root, *setting, scenario.start);
  scenario.start.triggers.resize(setting->triggers.size());
  const OrderReader reader{*setting, scenario.start};
  if (root.contains("courses_of_action"))
    for (const auto& [name, json] : root.at("courses_of_action").items()) {
      CourseOfAction course{name, json.value("title", name), json.value("summary", ""), {}};
      if (json.contains("orders"))
        for (const auto& order : json.at("orders")) course.orders.push_back(reader.read(order));
      std::stable_sort(course.orders.begin(), course.orders.end(),
                       [](const auto& a, const auto& b) { return a.week < b.week; });
      scenario.courses.push_back(std::move(course));
    }
  return scenario;
}

namespace {

void warm_up(agents::World& world, sim::Week weeks) {
  const agents::World before = world;
  agents::Workspace workspace;
  try {
    while (world.week < weeks) checked_step(world, {}, workspace);
  } catch (const agents::BrokenWeek& broken) {
    throw std::runtime_error(std::string("during the warm-up, ") + with_its_phase(broken, before, {}).what());
  }
}

}  // namespace

agents::World Scenario::begin(std::uint64_t seed) const {
  using namespace agents;
  constexpr std::uint64_t warmup_luck = 0x9e3779b97f4a7c15;  // the warm-up does not foretell the first weeks
  World world = start;
  world.seed = seed ^ warmup_luck;
  // Programmes, triggers and elections of the scenario wait for week 0; missions do not wear off before it.
  world.programmes.clear();
  for (Government& government : world.governments) government.next_election = none;
  for (PeacekeepingMission& mission : world.missions) {
    mission.promised.clear();
    if (mission.from == 0) mission.until += setting->warmup_weeks + 1;
  }
  for (Donor& donor : world.donors) donor.allocates_yearly = false;
  const auto triggers = world.triggers;
  auto quiet = std::make_shared<Setting>(*setting);
  quiet->triggers.clear();
  world.setting = quiet;
  warm_up(world, setting->warmup_weeks);
  world.setting = setting;
  world.triggers = triggers;
  world.programmes = start.programmes;
  world.missions = start.missions;
  world.donors = start.donors;
  world.seed = seed;
  world.week = 0;
  world.costs = {};
  world.ledger.clear_totals();
  world.booked_before.assign(setting->regions(), {});
  for (RegionalOrganisation& organisation : world.organisations) organisation.spent = 0;
  for (std::size_t c = 0; c < world.governments.size(); ++c) {
    Government& government = world.governments[c];
    government.next_election = start.governments[c].next_election;
    government.collapsed = false;
    government.weeks_of_collapse = 0;
    government.revenue_received = government.treasury;
    government.own_cost = government.diverted = government.patronage_paid = 0;
  }
  world.events.begin_week();
  return world;
}

}  // namespace mainstay::scenarios
