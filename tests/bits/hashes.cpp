// Prints whatever must have the same bits for every compiler, processor and C library, a line each: digests of the
// elementary functions and of the maps' geography, and hashes of worlds after some weeks. What compares them:
// tests/bits/*.sh, tools/check_bits.sh and tools/check_arm.sh.
//   mainstay_bits [--lanes plain|avx2] [--weeks N] [--worlds N] SCENARIO.json ...
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "agents/step.h"
#include "scenarios/scenario.h"
#include "sim/lanes.h"
#include "tests/agents/random_worlds.h"
#include "tests/sim/elementary_functions.h"

using namespace mainstay;

namespace {

struct Wanted {
  std::uint32_t weeks = 208;  // as in tests/expected_hashes.json
  std::uint64_t worlds = 12;  // random ones, each with every kind of order
  std::vector<std::string> scenarios;
};

template <class T>
void print(const std::string& what, const T& value) {
  std::printf("%s %s\n", sim::hash_text(sim::state_hash(value)).c_str(), what.c_str());
  std::fflush(stdout);
}

std::vector<double> geography(const sim::RegionalMap& map) {
  std::vector<double> numbers;
  for (const sim::Region& region : map.regions)
    for (const double number : {region.area_km2, region.centroid.longitude, region.centroid.latitude,
                                region.remoteness_km, region.international_border_km})
      numbers.push_back(number);
  for (const sim::Border& border : map.borders) numbers.push_back(border.shared_km);
  return numbers;
}

void simulate(agents::World& world, const std::vector<agents::Order>& orders, std::uint32_t weeks) {
  agents::Workspace workspace;
  for (std::uint32_t week = 0; week < weeks; ++week) agents::step(world, orders, workspace);
}

void print_scenario(const std::string& file, const Wanted& wanted) {
  const scenarios::Scenario scenario = scenarios::load_scenario(file);
  const std::string name = std::filesystem::path(file).stem().string();
  print("geography of " + name, geography(scenario.setting->map));
  agents::World world = scenario.begin(1);
  simulate(world, scenario.courses.front().orders, wanted.weeks);
  print(name + " after " + std::to_string(wanted.weeks) + " weeks", world);
  for (std::uint64_t number = 0; number < wanted.worlds; ++number) {
    constexpr std::uint32_t weeks = 30;
    agents::World made_up = tests::random_world(scenario, number);
    simulate(made_up, tests::random_orders(made_up, number, 120, weeks), weeks);
    print("random world " + std::to_string(number) + " of " + name, made_up);
  }
}

// The C library's own, which differ: whoever compares machines sees by them that these are different.
double library_digest_term(double x) {
  return std::exp(x) + std::log(1 + x * x) + std::pow(1 + x * x, 0.3);
}

void print_library() {
  sim::Stream draws(1, 0, 0, 0);
  std::vector<double> values;
  for (int k = 0; k < 50'000; ++k) values.push_back(library_digest_term(20 * draws.uniform() - 10));
  print("of the C library", values);
}

Wanted read(int count, char** words) {
  Wanted wanted;
  for (int at = 1; at < count; ++at) {
    const std::string word = words[at];
    if (!word.starts_with("--")) {
      wanted.scenarios.push_back(word);
      continue;
    }
    if (++at == count) throw std::invalid_argument(word + " needs a value");
    const std::string value = words[at];
    if (word == "--weeks")
      wanted.weeks = static_cast<std::uint32_t>(std::stoul(value));
    else if (word == "--worlds")
      wanted.worlds = std::stoul(value);
    else if (word == "--lanes" && value == "plain")
      sim::choose_lanes(sim::Lanes::plain);
    else if (word == "--lanes" && value == "avx2" && sim::possible_lanes().back() == sim::Lanes::avx2)
      sim::choose_lanes(sim::Lanes::avx2);
    else
      throw std::invalid_argument(word + " " + value + " is not possible here");
  }
  return wanted;
}

}  // namespace

int main(int count, char** words) try {
  const Wanted wanted = read(count, words);
  if (wanted.scenarios.empty()) print_library();
  for (const tests::ElementaryFunction& function : tests::elementary_functions)
    std::printf("%s %s\n", tests::digest(function).c_str(), std::string(function.name).c_str());
  for (const std::string& file : wanted.scenarios) print_scenario(file, wanted);
} catch (const std::exception& problem) {
  std::fprintf(stderr, "mainstay_bits: %s\n", problem.what());
  return 2;
}
