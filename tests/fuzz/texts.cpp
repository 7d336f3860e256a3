#include <filesystem>
#include <fstream>
#include <optional>

#include "agents/step.h"
#include "agents/world_check.h"
#include "scenarios/csv.h"
#include "scenarios/map_file.h"
#include "scenarios/map_maker.h"
#include "scenarios/scenario.h"
#include "sessions/session.h"
#include "studies/designs.h"
#include "tests/fuzz/parsers.h"
#include "tests/fuzz/small_scenario.h"
#include "tests/paths.h"
#include "tests/temporary_folder.h"

namespace mainstay::tests {

using scenarios::InvalidInput;
using scenarios::Json;

namespace {

std::string text_of(Input input) {
  return {reinterpret_cast<const char*>(input.data()), input.size()};
}

std::filesystem::path project_file(const char* name) {
  return std::filesystem::path(project_folder()) / name;
}

// What was let through can be simulated. A world whose numbers leave their ranges is told as such, and not gone on
// with.
void simulate(agents::World world, const std::vector<agents::Order>& orders, int weeks) {
  agents::Workspace workspace;
  for (int week = 0; week < weeks && agents::first_fault(world).empty(); ++week) agents::step(world, orders, workspace);
}

// A file that each input is written to; in memory where that is possible.
class InputFile {
 public:
  explicit InputFile(const char* name) : file_(folder_.path() / name) {}
  std::string write(Input input) const {
    std::ofstream(file_, std::ios::binary)
        .write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
    return file_.string();
  }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_;
};

// Most as a variant of a scenario whose map and catalogues are read already: those do not come from the text. Which,
// the text itself decides.
scenarios::Scenario built(std::string text) {
  if (text.size() % 16 == 0)
    return scenarios::ScenarioSource::stored("scenario.json", std::move(text), small_map(), "").build();
  const auto document = scenarios::Document::parse("scenario.json", std::move(text));
  return small_source().build("scenario.json", document.root());
}

}  // namespace

void read_scenario(Input text) {
  try {
    const scenarios::Scenario scenario = built(text_of(text));
    std::vector<agents::Order> orders =
        scenario.courses.empty() ? std::vector<agents::Order>{} : scenario.courses.front().orders;
    for (agents::Order& order : orders) order.week = 1;
    simulate(scenario.start, orders, 3);
  } catch (const InvalidInput&) {
  }
}

void read_order(Input text) {
  static const sessions::Session session(small_scenario(), 1);
  try {
    agents::Order order = session.read_order(text_of(text), "").order;
    order.week = 0;
    simulate(session.scenario().start, {order}, 2);
  } catch (const InvalidInput&) {
  }
}

void read_study(Input text) {
  try {
    const auto document = scenarios::Document::parse(project_file("studies/study.json").string(), text_of(text));
    static std::optional<scenarios::ScenarioSource> small = small_source();  // whatever scenario it names
    if (studies::check_study(document, small).empty()) {
      const studies::Study study = studies::read_study(document);
      if (studies::point_count(study) <= 300) studies::design_values(study);
    }
    studies::scenario_of_study(document);
  } catch (const InvalidInput&) {
  }
}

void read_map(Input text) {
  try {
    const sim::RegionalMap map = scenarios::parse_map(text_of(text), "map.geojson");
    sim::find_shape_problems(map);
    for (const sim::Country& country : map.countries)
      if (country.capital >= map.regions.size()) broken_promise("a country without a capital");
    sim::find_region_at(map, {1, 1});
    std::vector<double> weights(map.borders.size(), 1.0);
    if (!map.regions.empty())
      sim::PathFinder(map).least_weight_path(0, static_cast<sim::RegionIndex>(map.regions.size() - 1), weights);
  } catch (const InvalidInput&) {
  }
}

void read_source(Input text) {
  static const InputFile file("source.geojson");
  scenarios::MapMakerOptions options;
  options.input = file.write(text);
  options.title = "Title";
  options.attribution = "Nobody";
  options.population_year = 2020;
  try {
    std::vector<scenarios::Problem> notes;
    scenarios::make_map(options, notes);
  } catch (const InvalidInput&) {
  }
}

void read_table(Input text) {
  static const InputFile file("table.csv");
  scenarios::MapMakerOptions options;
  options.input = project_file("assets/maps/smallest.geojson").string();
  options.table.file = file.write(text);
  try {
    std::vector<scenarios::Problem> notes;
    scenarios::make_map(options, notes);
  } catch (const InvalidInput&) {
  }
}

}  // namespace mainstay::tests
