// Every parameter at the hard limits of its schema, alone, in pairs and in random mixes: results stay finite, bounded
// and conserved. Build with the sanitizers (preset asan) to see casts and divisions that results happen to hide.
#include <random>

#include "scenarios/assets.h"
#include "tests/agents/hard_run.h"
#include "tests/agents/shipped_worlds.h"
#include "tests/catch.h"
#include "tests/covering_array.h"

using namespace mainstay;
using scenarios::Json;
using tests::fault_of_scenario;

namespace {

struct Limits {
  std::string name;
  std::array<double, 3> levels;  // lowest, default, highest
};

std::vector<Limits> parameter_limits() {
  const auto schema = scenarios::Document::read(scenarios::asset("schemas/parameters.json"));
  std::vector<Limits> limits;
  for (const auto& [name, entry] : schema.root().at("properties").items())
    limits.push_back({name, {entry.at("minimum"), entry.at("default"), entry.at("maximum")}});
  return limits;
}

const scenarios::ScenarioSource& source() {
  static const auto read = scenarios::ScenarioSource::read(tests::shipped_file("smallest"));
  return read;
}

// Quick worlds: what matters here does not depend on how many residents stand for the people.
Json scenario_with(const Json& parameters) {
  Json root = source().document().root();
  root["persons_per_resident"] = 20000;
  root["warmup_weeks"] = 8;
  root["parameters"] = parameters;
  for (auto& [name, course] : root["courses_of_action"].items())
    for (auto& order : course["orders"]) order["week"] = order["week"].get<int>() / 8;
  return root;
}

void check_parameters(const Json& parameters, std::uint64_t number, std::uint32_t weeks) {
  const auto fault = fault_of_scenario(source().build("limits", scenario_with(parameters)), number, weeks);
  if (!fault.empty()) FAIL_CHECK(fault << "\n" << parameters.dump());
}

void check_row(const std::vector<Limits>& limits, const std::vector<std::uint8_t>& row, std::uint64_t number,
               std::uint32_t weeks) {
  Json parameters;
  for (std::size_t k = 0; k < limits.size(); ++k) parameters[limits[k].name] = limits[k].levels[row[k]];
  check_parameters(parameters, number, weeks);
}

// A limit, the default, or anything between the limits; near them, too, since dividing by almost nothing is no better
// than dividing by nothing.
double any_level(const Limits& limits, std::mt19937& draws) {
  const double share = static_cast<double>(draws() >> 8) / 16777216.0;
  switch (draws() % 6) {
    case 0:
      return limits.levels[0];
    case 1:
      return limits.levels[1];
    case 2:
      return limits.levels[2];
    case 3:
      return limits.levels[0] + 1e-12 * share * (limits.levels[2] - limits.levels[0]);
    default:
      return limits.levels[0] + share * (limits.levels[2] - limits.levels[0]);
  }
}

void check_mixes(std::uint32_t count, std::uint32_t first, std::uint32_t weeks) {
  const auto limits = parameter_limits();
  for (std::uint32_t number = first; number < first + count; ++number) {
    std::mt19937 draws(number);
    Json parameters;
    for (const Limits& each : limits) parameters[each.name] = any_level(each, draws);
    check_parameters(parameters, number, weeks);
  }
}

}  // namespace

TEST_CASE("materiel that is neither repaired nor scrapped makes no money out of nothing", "[limits]") {
  check_parameters({{"repair_per_week", 0}, {"scrapping_per_year", 0}}, 1, 60);
  check_parameters({{"repair_per_week", 0}, {"scrapping_per_year", 1e-12}}, 1, 60);
}

TEST_CASE("a state that spends more than it takes in on patronage has no negative revenue", "[limits]") {
  check_parameters({{"patronage_share", 0.5}, {"own_leakage", 0.9}}, 1, 60);
}

TEST_CASE("each parameter at its limits gives results that hold", "[limits][.long]") {
  for (const Limits& each : parameter_limits())
    for (const std::size_t level : {0, 2}) check_parameters({{each.name, each.levels[level]}}, 1, 104);
}

TEST_CASE("some parameters at their limits together give results that hold", "[limits]") {
  const auto limits = parameter_limits();
  const auto rows = tests::covering_array(limits.size(), 3);
  for (std::size_t k = 0; k < rows.size(); k += 4) check_row(limits, rows[k], k, 40);
  check_mixes(6, 0, 40);
}

TEST_CASE("each two parameters at their limits together give results that hold", "[limits][.long]") {
  const auto limits = parameter_limits();
  const auto rows = tests::covering_array(limits.size(), 3);
  REQUIRE(tests::missing_pairs(rows, limits.size(), 3) == 0);
  for (std::size_t k = 0; k < rows.size(); ++k) check_row(limits, rows[k], k, 160);
}

TEST_CASE("random mixes of parameters within their limits give results that hold", "[limits][.long]") {
  check_mixes(200, 1000, 104);
}
